/**
 * Holdpoint from outside: {@link io.holdpoint.client.HoldpointAgent} for agents that ask leave,
 * {@link io.holdpoint.client.HoldpointTool} for what executes their actions. docs/verdicts.md has
 * an example.
 */
@NullMarked
package io.holdpoint.client;

import org.jspecify.annotations.NullMarked;
