/**
 * What runs inside the engine's own process: a few lines, with nothing of ours or Spring's around.
 */
@NullMarked
package io.holdpoint.workflow.launch;

import org.jspecify.annotations.NullMarked;
