/** The whole application, over HTTP and in a real browser. */
@NullMarked
package io.holdpoint.browser;

import org.jspecify.annotations.NullMarked;
