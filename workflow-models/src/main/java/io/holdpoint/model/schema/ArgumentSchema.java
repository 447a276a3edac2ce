package io.holdpoint.model.schema;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The form of one value. What an object has besides its {@code properties} is left open.
 *
 * @param title a short name for people; may be empty
 * @param description may be empty
 * @param choices the only values there are, numbers by their text; empty: any
 * @param minimum of a number, itself allowed
 * @param maximum of a number, itself allowed
 * @param maxLength of a text, in Unicode code points
 * @param properties of an object, in the order of the catalogue
 * @param required names among the properties
 * @param items of an array, each a text, number or truth; present exactly for arrays
 */
public record ArgumentSchema(
    Kind kind,
    String title,
    String description,
    List<String> choices,
    Optional<BigDecimal> minimum,
    Optional<BigDecimal> maximum,
    OptionalInt maxLength,
    Map<String, ArgumentSchema> properties,
    Set<String> required,
    Optional<ArgumentSchema> items) {

  /** The types of JSON Schema that are known here. */
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a value of it is one input of a form. */
    public boolean isScalar() {
      return this != OBJECT && this != ARRAY;
    }
  }

  public ArgumentSchema {
    choices = List.copyOf(choices);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    required = Collections.unmodifiableSet(new LinkedHashSet<>(required));
  }
}
