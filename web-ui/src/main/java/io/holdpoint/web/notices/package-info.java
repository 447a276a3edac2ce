/** How people and programs are told: one's own wishes, what was told of a request, webhooks. */
@NullMarked
package io.holdpoint.web.notices;

import org.jspecify.annotations.NullMarked;
