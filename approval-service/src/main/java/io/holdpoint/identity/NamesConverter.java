package io.holdpoint.identity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a small set of names in one column, so that who calls is known with one row. Names hold no
 * space.
 */
@Converter
class NamesConverter implements AttributeConverter<SortedSet<String>, String> {

  @Override
  public String convertToDatabaseColumn(@Nullable SortedSet<String> names) {
    return names == null ? "" : String.join(" ", names);
  }

  @Override
  public SortedSet<String> convertToEntityAttribute(@Nullable String column) {
    return column == null || column.isEmpty()
        ? Collections.emptySortedSet()
        : Collections.unmodifiableSortedSet(new TreeSet<>(List.of(column.split(" "))));
  }
}
