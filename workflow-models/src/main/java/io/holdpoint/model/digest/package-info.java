/**
 * What an action does, as one text and its digest: JSON in the form of RFC 8785. The service,
 * agents and tools compute it the same way, because they run this code.
 */
@NullMarked
package io.holdpoint.model.digest;

import org.jspecify.annotations.NullMarked;
