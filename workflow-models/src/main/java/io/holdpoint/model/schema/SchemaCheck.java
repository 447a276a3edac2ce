package io.holdpoint.model.schema;

import io.holdpoint.model.schema.ArgumentSchema.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where arguments are not as a schema wants them. What it says never holds a value, as that
 * may be a secret.
 */
public final class SchemaCheck {

  /** Faults that are named at most. */
  public static final int MOST = 50;

  private final List<Fault> faults = new ArrayList<>();

  private SchemaCheck() {}

  /**
   * @param pointer a JSON pointer into the arguments
   * @param detail what is there by its kind, and what was expected
   */
  public record Fault(String pointer, String detail) {}

  /**
   * @param arguments texts, numbers, truths, lists, maps and null, as JSON has them
   */
  public static List<Fault> of(ArgumentSchema schema, Map<String, ?> arguments) {
    var check = new SchemaCheck();
    check.value(schema, arguments, "");
    return check.faults.stream().limit(MOST).toList();
  }

  private void value(ArgumentSchema schema, @Nullable Object value, String at) {
    switch (schema.kind()) {
      case OBJECT -> {
        if (value instanceof Map<?, ?> object) {
          members(schema, object, at);
        } else {
          wrong(at, value, "an object");
        }
      }
      case ARRAY -> {
        if (value instanceof List<?> list) {
          for (int i = 0; i < list.size() && faults.size() < MOST; i++) {
            value(schema.items().orElseThrow(), list.get(i), at + "/" + i);
          }
        } else {
          wrong(at, value, "an array");
        }
      }
      case STRING -> {
        if (value instanceof String text) {
          text(schema, text, at);
        } else {
          wrong(at, value, "a text");
        }
      }
      case NUMBER, INTEGER -> {
        if (value instanceof Number number) {
          number(schema, new BigDecimal(number.toString()), at);
        } else {
          wrong(at, value, schema.kind() == Kind.INTEGER ? "a whole number" : "a number");
        }
      }
      case BOOLEAN -> {
        if (!(value instanceof Boolean)) {
          wrong(at, value, "true or false");
        }
      }
    }
  }

  private void members(ArgumentSchema schema, Map<?, ?> object, String at) {
    for (String name : schema.required()) {
      if (!object.containsKey(name)) {
        faults.add(new Fault(member(at, name), "missing, expected a value"));
      }
    }
    schema
        .properties()
        .forEach(
            (name, property) -> {
              if (object.containsKey(name)) {
                value(property, object.get(name), member(at, name));
              }
            });
  }

  private void text(ArgumentSchema schema, String text, String at) {
    int length = text.codePointCount(0, text.length());
    if (!schema.choices().isEmpty() && !schema.choices().contains(text)) {
      faults.add(
          new Fault(at, "another text, expected one of: " + String.join(", ", schema.choices())));
    } else if (schema.maxLength().isPresent() && length > schema.maxLength().getAsInt()) {
      faults.add(
          new Fault(at, length + " characters, expected at most " + schema.maxLength().getAsInt()));
    }
  }

  private void number(ArgumentSchema schema, BigDecimal number, String at) {
    boolean whole = number.stripTrailingZeros().scale() <= 0;
    if (schema.kind() == Kind.INTEGER && !whole) {
      faults.add(new Fault(at, "a fraction, expected a whole number"));
    } else if (!schema.choices().isEmpty()
        && schema.choices().stream().noneMatch(c -> new BigDecimal(c).compareTo(number) == 0)) {
      faults.add(
          new Fault(at, "another number, expected one of: " + String.join(", ", schema.choices())));
    } else if (schema.minimum().filter(least -> number.compareTo(least) < 0).isPresent()) {
      faults.add(
          new Fault(at, "too small, expected at least " + schema.minimum().get().toPlainString()));
    } else if (schema.maximum().filter(most -> number.compareTo(most) > 0).isPresent()) {
      faults.add(
          new Fault(at, "too large, expected at most " + schema.maximum().get().toPlainString()));
    }
  }

  private void wrong(String at, @Nullable Object value, String expected) {
    String there =
        switch (value) {
          case null -> "null";
          case String text -> "a text";
          case Number number -> "a number";
          case Boolean truth -> "true or false";
          case List<?> list -> "an array";
          case Map<?, ?> object -> "an object";
          default -> "another value";
        };
    faults.add(new Fault(at, there + ", expected " + expected));
  }

  /** The pointer to a member of an object (RFC 6901). */
  public static String member(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
