package io.holdpoint.model;

import java.util.Set;

/** A person's account as others see it; no secret in it. */
public record Person(
    PersonId id, String displayName, Set<Role> roles, Set<String> groups, boolean disabled) {

  public Person {
    roles = Set.copyOf(roles);
    groups = Set.copyOf(groups);
  }

  public boolean is(Role role) {
    return !disabled && roles.contains(role);
  }
}
