package io.holdpoint.identity;

import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A key that is not revoked, with its agent. */
record StoredKey(
    String id,
    String hash,
    @Nullable Instant expiresAt,
    String owner,
    SortedSet<String> labels,
    SortedSet<String> environments,
    boolean disabled,
    Instant agentCreatedAt) {

  boolean isExpiredAt(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }
}
