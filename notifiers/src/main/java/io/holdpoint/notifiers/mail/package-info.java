/** Mail over SMTP: what is held, in text and HTML, with a link that decides nothing. */
@NullMarked
package io.holdpoint.notifiers.mail;

import org.jspecify.annotations.NullMarked;
