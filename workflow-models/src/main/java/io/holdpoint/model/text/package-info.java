/**
 * Texts that every surface shows alike: strangers' made safe to look at, where what has no shape of
 * its own is named, and what an action will do, in our words.
 */
@NullMarked
package io.holdpoint.model.text;

import org.jspecify.annotations.NullMarked;
