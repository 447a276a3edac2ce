/**
 * The kill switch: what is frozen, and how a freeze comes into force so that nothing outruns it.
 * What is held follows through {@link io.holdpoint.freeze.Standstill}.
 */
@NullMarked
package io.holdpoint.freeze;

import org.jspecify.annotations.NullMarked;
