package io.holdpoint.identity;

import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.data.domain.Persistable;

/** An agent as it is stored. */
@Entity
@Table(name = "agents")
class AgentAccount implements Persistable<String> {

  @Id private String id;
  private String owner;

  @Convert(converter = NamesConverter.class)
  private SortedSet<String> labels;

  @Convert(converter = NamesConverter.class)
  private SortedSet<String> environments;

  private boolean disabled;
  private Instant createdAt;
  @Transient private boolean stored;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
  protected AgentAccount() {}

  AgentAccount(
      AgentId id, PersonId owner, Set<String> labels, Set<String> environments, Instant createdAt) {
    this.id = id.value();
    this.owner = owner.value();
    this.labels = sorted(labels);
    this.environments = sorted(environments);
    this.createdAt = createdAt;
  }

  KnownAgent toKnownAgent() {
    return new KnownAgent(agentId(), owner(), labels, environments, disabled);
  }

  AgentId agentId() {
    return new AgentId(id);
  }

  PersonId owner() {
    return new PersonId(owner);
  }

  SortedSet<String> labels() {
    return labels;
  }

  SortedSet<String> environments() {
    return environments;
  }

  boolean isDisabled() {
    return disabled;
  }

  Instant createdAt() {
    return createdAt;
  }

  void describe(PersonId owner, Set<String> labels, Set<String> environments) {
    this.owner = owner.value();
    this.labels = sorted(labels);
    this.environments = sorted(environments);
  }

  void disable(boolean disabled) {
    this.disabled = disabled;
  }

  private static SortedSet<String> sorted(Set<String> names) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(names));
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
