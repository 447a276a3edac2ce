package io.holdpoint.standin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as maps, lists, strings, numbers, booleans and null. */
public final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException it is no JSON
   */
  public static Object read(String text) {
    var json = new Json(text);
    Object value = json.value();
    json.blanks();
    if (json.at < text.length()) {
      throw json.wrong("the end");
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  @SuppressWarnings("unchecked")
  public static List<Object> list(Object value) {
    return value instanceof List<?> list ? (List<Object>) list : List.of();
  }

  /** A text, or nothing. */
  public static String string(Object value) {
    return value instanceof String text ? text : "";
  }

  public static String write(Object value) {
    var out = new StringBuilder();
    write(value, out, -1);
    return out.toString();
  }

  /** On several lines, for people. */
  public static String pretty(Object value) {
    var out = new StringBuilder();
    write(value, out, 0);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out, int depth) {
    switch (value) {
      case null -> out.append("null");
      case String s -> quote(s, out);
      case Map<?, ?> map -> {
        out.append('{');
        String between = "";
        for (var entry : map.entrySet()) {
          out.append(between);
          newLine(out, depth < 0 ? -1 : depth + 1);
          quote(String.valueOf(entry.getKey()), out);
          out.append(depth < 0 ? ":" : ": ");
          write(entry.getValue(), out, depth < 0 ? -1 : depth + 1);
          between = ",";
        }
        newLine(out, map.isEmpty() ? -1 : depth);
        out.append('}');
      }
      case List<?> list -> {
        out.append('[');
        String between = "";
        for (Object each : list) {
          out.append(between);
          newLine(out, depth < 0 ? -1 : depth + 1);
          write(each, out, depth < 0 ? -1 : depth + 1);
          between = ",";
        }
        newLine(out, list.isEmpty() ? -1 : depth);
        out.append(']');
      }
      default -> out.append(value);
    }
  }

  private static void newLine(StringBuilder out, int depth) {
    if (depth >= 0) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private static void quote(String s, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private Object value() {
    blanks();
    char c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> object() {
    var object = new LinkedHashMap<String, Object>();
    at++;
    blanks();
    while (peek() != '}') {
      String name = string();
      blanks();
      expect(':');
      if (object.containsKey(name)) {
        throw wrong("a name that is not there yet");
      }
      object.put(name, value());
      comma('}');
    }
    at++;
    return object;
  }

  private List<Object> array() {
    var array = new ArrayList<Object>();
    at++;
    blanks();
    while (peek() != ']') {
      array.add(value());
      comma(']');
    }
    at++;
    return array;
  }

  private void comma(char end) {
    blanks();
    if (peek() == ',') {
      at++;
      blanks();
      if (peek() == end) {
        throw wrong("a value");
      }
    } else if (peek() != end) {
      throw wrong("',' or '" + end + "'");
    }
  }

  private String string() {
    expect('"');
    var out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < 0x20) {
        throw wrong("no control character");
      }
      out.append(c == '\\' ? escaped() : c);
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
      case '"', '\\', '/' -> c;
      default -> throw wrong("an escape");
    };
  }

  private Object number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      String digits = text.substring(from, at);
      var number = new BigDecimal(digits);
      if (digits.matches("-?[0-9]{1,18}")) {
        return number.longValueExact();
      }
      return number;
    } catch (NumberFormatException e) {
      throw wrong("a value");
    }
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong(word);
    }
    at += word.length();
    return value;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong("'" + c + "'");
    }
    at++;
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("JSON: expected " + expected + " at " + at);
  }
}
