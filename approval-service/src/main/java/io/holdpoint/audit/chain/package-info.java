/**
 * The chain of the record and how it is verified. Plain Java: an auditor runs it with nothing but
 * an export and the public key.
 */
@NullMarked
package io.holdpoint.audit.chain;

import org.jspecify.annotations.NullMarked;
