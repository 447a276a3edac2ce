/** Sign-in, one's own password, and the theme. */
@NullMarked
package io.holdpoint.web.account;

import org.jspecify.annotations.NullMarked;
