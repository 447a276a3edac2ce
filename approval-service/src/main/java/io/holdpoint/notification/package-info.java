/** Telling people: which channels, when, and the record of what was told. */
@NullMarked
package io.holdpoint.notification;

import org.jspecify.annotations.NullMarked;
