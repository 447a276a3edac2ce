package io.holdpoint.identity;

import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import jakarta.persistence.Column;
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

/** A person's account as it is stored. */
@Entity
@Table(name = "people")
class PersonAccount implements Persistable<String> {

  @Id private String id;
  private String displayName;
  private String passwordHash;
  private long epoch;

  @Convert(converter = RolesConverter.class)
  private Set<Role> roles;

  @Column(name = "group_names")
  @Convert(converter = NamesConverter.class)
  private SortedSet<String> groups;

  private boolean disabled;

  @SuppressWarnings("UnusedVariable") // stored, for whoever looks into the table
  private Instant createdAt;

  @Transient private boolean stored;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
  protected PersonAccount() {}

  PersonAccount(Person person, String passwordHash, Instant createdAt) {
    this.id = person.id().value();
    this.displayName = person.displayName();
    this.passwordHash = passwordHash;
    this.roles = person.roles();
    this.groups = Collections.unmodifiableSortedSet(new TreeSet<>(person.groups()));
    this.disabled = person.disabled();
    this.createdAt = createdAt;
  }

  Person toPerson() {
    return new Person(personId(), displayName, roles, groups, disabled);
  }

  PersonId personId() {
    return new PersonId(id);
  }

  String passwordHash() {
    return passwordHash;
  }

  /** Rises whenever what was proven before must be proven anew. */
  long epoch() {
    return epoch;
  }

  Set<Role> roles() {
    return roles;
  }

  boolean isDisabled() {
    return disabled;
  }

  boolean isActiveAdmin() {
    return !disabled && roles.contains(Role.ADMIN);
  }

  void describe(String displayName, Set<Role> roles, Set<String> groups) {
    this.displayName = displayName;
    this.roles = Set.copyOf(roles);
    this.groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
  }

  void disable(boolean disabled) {
    this.disabled = disabled;
    this.epoch++;
  }

  void password(String hash) {
    this.passwordHash = hash;
    this.epoch++;
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
