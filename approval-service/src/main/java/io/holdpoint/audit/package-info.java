/**
 * The append-only record; a row is written in the transaction of what it records, or neither is.
 */
@NullMarked
package io.holdpoint.audit;

import org.jspecify.annotations.NullMarked;
