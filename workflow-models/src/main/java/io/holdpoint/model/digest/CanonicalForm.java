package io.holdpoint.model.digest;

import io.holdpoint.model.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prints JSON values in the form of RFC 8785: members sorted by the UTF-16 code units of their
 * names, no space, shortest escapes, numbers as {@link JsonNumbers} prints them.
 */
public final class CanonicalForm {

  private final StringBuilder out = new StringBuilder(256);

  private CanonicalForm() {}

  public static CanonicalJson of(Map<String, ? extends @Nullable Object> object) {
    return new CanonicalJson(print(object));
  }

  /**
   * @param value what {@link StrictJson} reads: String, Long, Double, Boolean, List, Map or null
   */
  public static String print(@Nullable Object value) {
    CanonicalForm form = new CanonicalForm();
    form.append(value);
    return form.out.toString();
  }

  private void append(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> appendString(text);
      case Boolean bool -> out.append(bool.booleanValue());
      case Number number -> out.append(JsonNumbers.print(number));
      case List<?> list -> appendArray(list);
      case Map<?, ?> map -> appendObject(map);
      default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
    }
  }

  private void appendArray(List<?> list) {
    out.append('[');
    String separator = "";
    for (Object element : list) {
      out.append(separator);
      append(element);
      separator = ",";
    }
    out.append(']');
  }

  private void appendObject(Map<?, ?> map) {
    // The order of String is that of UTF-16 code units, which is the one that RFC 8785 wants.
    TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((name, value) -> sorted.put((String) name, value));
    out.append('{');
    String separator = "";
    for (var member : sorted.entrySet()) {
      out.append(separator);
      appendString(member.getKey());
      out.append(':');
      append(member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void appendString(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
