/** Telling open pages that something changed; what changed they read anew. */
@NullMarked
package io.holdpoint.web.live;

import org.jspecify.annotations.NullMarked;
