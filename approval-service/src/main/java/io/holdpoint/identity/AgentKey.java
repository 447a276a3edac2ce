package io.holdpoint.identity;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.AgentDesk.KeyView;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** One key of an agent: its keyed hash, never itself. */
@Entity
@Table(name = "agent_keys")
class AgentKey implements Persistable<String> {

  @Id private String id;
  private String agent;

  @SuppressWarnings("UnusedVariable") // read by the query that authenticates
  private String keyHash;

  private Instant createdAt;
  private @Nullable Instant expiresAt;
  private @Nullable Instant revokedAt;
  private @Nullable Instant lastUsedAt;

  @Convert(converter = NamesConverter.class)
  private SortedSet<String> networks;

  @Transient private boolean stored;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
  protected AgentKey() {}

  AgentKey(
      String id,
      AgentId agent,
      String keyHash,
      Instant createdAt,
      @Nullable Instant expiresAt,
      SortedSet<String> networks) {
    this.id = id;
    this.agent = agent.value();
    this.keyHash = keyHash;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
    this.networks = networks;
  }

  String agent() {
    return agent;
  }

  boolean isValidAt(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }

  void revoke(Instant at) {
    this.revokedAt = at;
  }

  void restrict(SortedSet<String> networks) {
    this.networks = networks;
  }

  KeyView view() {
    return new KeyView(
        id,
        createdAt,
        Optional.ofNullable(expiresAt),
        Optional.ofNullable(revokedAt),
        Optional.ofNullable(lastUsedAt),
        List.copyOf(networks));
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }
}
