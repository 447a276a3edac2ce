package io.holdpoint.audit.chain;

import java.util.Map;
import java.util.TreeMap;

/**
 * JSON of texts, whole numbers and objects in the form of RFC 8785: one spelling for each value.
 * Whoever verifies an export needs this package and the JDK, so the full form with its library for
 * numbers is not used here.
 */
final class CanonicalText {

  private CanonicalText() {}

  static String of(Map<String, ?> object) {
    StringBuilder out = new StringBuilder(256);
    append(out, object);
    return out.toString();
  }

  private static void append(StringBuilder out, Object value) {
    switch (value) {
      case String text -> appendText(out, text);
      case Long number -> out.append(number.longValue());
      case Map<?, ?> map -> appendObject(out, map);
      default -> throw new IllegalArgumentException("no part of the record: " + value.getClass());
    }
  }

  private static void appendObject(StringBuilder out, Map<?, ?> map) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    map.forEach((name, value) -> sorted.put((String) name, value));
    out.append('{');
    String separator = "";
    for (var member : sorted.entrySet()) {
      out.append(separator);
      appendText(out, member.getKey());
      out.append(':');
      append(out, member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void appendText(StringBuilder out, String text) {
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
