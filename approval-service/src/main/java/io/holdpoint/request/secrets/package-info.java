/**
 * Secrets that agents send along: how they are recognised, what is shown in their place, and how
 * the original is kept.
 */
@NullMarked
package io.holdpoint.request.secrets;

import org.jspecify.annotations.NullMarked;
