/**
 * Action requests: the agents' API, strict parsing, the digest, the ledger (the one writer of
 * status), waiting and waking.
 */
@NullMarked
package io.holdpoint.request;

import org.jspecify.annotations.NullMarked;
