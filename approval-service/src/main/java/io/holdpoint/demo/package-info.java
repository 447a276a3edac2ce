/**
 * Agents that play a working day, so that a newcomer sees Holdpoint live. They have keys of their
 * own and speak the public HTTP API like any other agent; nothing in here decides anything.
 */
@NullMarked
package io.holdpoint.demo;

import org.jspecify.annotations.NullMarked;
