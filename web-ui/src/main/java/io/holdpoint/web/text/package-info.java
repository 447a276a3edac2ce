/** Words, times and a stranger's text, made fit to be read by a person. */
@NullMarked
package io.holdpoint.web.text;

import org.jspecify.annotations.NullMarked;
