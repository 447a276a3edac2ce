package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadInputException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what stands in a body into our words, or says which field is wrong. */
final class Bodies {

  private Bodies() {}

  static String required(String field, @Nullable String value) {
    if (value == null) {
      throw new BadInputException(field, field + ": missing; expected a text");
    }
    return value;
  }

  static PersonId personId(String field, String text) {
    if (!PersonId.FORM.matcher(text).matches()) {
      throw new BadInputException(
          field,
          field
              + ": '"
              + Names.shown(text)
              + "'; expected 1 to 64 of a-z, 0-9 and . _ @ -, first a letter or digit");
    }
    return new PersonId(text);
  }

  static Set<String> names(String field, @Nullable Set<String> names) {
    if (names == null) {
      return Set.of();
    }
    if (names.stream().anyMatch(Objects::isNull)) {
      throw new BadInputException(field, field + ": holds null; expected names");
    }
    return names;
  }

  static Set<Role> roles(@Nullable Set<String> names) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : names("roles", names)) {
      roles.add(role(name));
    }
    return roles;
  }

  private static Role role(String name) {
    for (Role role : Role.values()) {
      if (role.wire().equals(name)) {
        return role;
      }
    }
    throw new BadInputException(
        "roles", "roles: '" + Names.shown(name) + "'; expected reviewer, admin or auditor");
  }
}
