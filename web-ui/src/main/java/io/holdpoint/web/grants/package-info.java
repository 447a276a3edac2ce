/** Standing grants: made from a request, listed, counted down, revoked. */
@NullMarked
package io.holdpoint.web.grants;

import org.jspecify.annotations.NullMarked;
