/** The console over fixture desks: for looking at every page, and for tests of the pages alone. */
@NullMarked
package io.holdpoint.web.preview;

import org.jspecify.annotations.NullMarked;
