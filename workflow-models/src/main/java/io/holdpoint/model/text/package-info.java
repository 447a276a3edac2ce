/**
 * Strangers' texts made safe to look at, for every surface: what has no shape of its own is named.
 */
@NullMarked
package io.holdpoint.model.text;

import org.jspecify.annotations.NullMarked;
