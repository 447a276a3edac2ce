/**
 * The tools that were seen, and what they might be: every tool of the recorded requests and kept
 * logs, with a guess at its class for those nobody classified. The guessing is plain Java.
 */
@NullMarked
package io.holdpoint.catalogue;

import org.jspecify.annotations.NullMarked;
