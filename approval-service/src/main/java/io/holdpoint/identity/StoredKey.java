package io.holdpoint.identity;

import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A key that is not revoked, with its agent. */
record StoredKey(
    String id,
    String hash,
    @Nullable Instant expiresAt,
    SortedSet<String> networks,
    String owner,
    SortedSet<String> labels,
    SortedSet<String> environments,
    boolean disabled,
    Instant agentCreatedAt) {

  /** Whether it may be used from there; a key without networks from anywhere. */
  boolean mayComeFrom(String address) {
    return networks.isEmpty()
        || networks.stream()
            .flatMap(network -> SourceNetwork.parse(network).stream())
            .anyMatch(network -> network.contains(address));
  }

  boolean isExpiredAt(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }
}
