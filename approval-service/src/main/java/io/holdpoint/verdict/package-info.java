/**
 * What happens to an approval after it was given: the signed token that proves it, its one
 * redemption, its revocation, and what came of it.
 */
@NullMarked
package io.holdpoint.verdict;

import org.jspecify.annotations.NullMarked;
