package io.holdpoint.identity;

import io.holdpoint.model.Role;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps a person's roles in one column. */
@Converter
class RolesConverter implements AttributeConverter<Set<Role>, String> {

  @Override
  public String convertToDatabaseColumn(@Nullable Set<Role> roles) {
    return roles == null
        ? ""
        : roles.stream().sorted().map(Role::name).collect(Collectors.joining(" "));
  }

  @Override
  public Set<Role> convertToEntityAttribute(@Nullable String column) {
    return column == null || column.isEmpty()
        ? Set.of()
        : Arrays.stream(column.split(" "))
            .map(Role::valueOf)
            .collect(Collectors.toUnmodifiableSet());
  }
}
