/** What callers post, read strictly: every fault at its place, nothing taken that was not meant. */
@NullMarked
package io.holdpoint.request.posted;

import org.jspecify.annotations.NullMarked;
