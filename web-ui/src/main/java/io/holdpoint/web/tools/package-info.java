/** The tools that were seen, and what is suggested of them. */
@NullMarked
package io.holdpoint.web.tools;

import org.jspecify.annotations.NullMarked;
