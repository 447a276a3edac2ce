package io.holdpoint.audit.chain;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what {@link CanonicalText} writes, and nothing else. */
final class TextReader {

  private static final int MOST_DEEP = 8;

  private final String text;
  private int at;

  private TextReader(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException it is no object of texts, whole numbers and objects
   */
  static Map<String, Object> read(String line) {
    TextReader reader = new TextReader(line);
    Map<String, Object> object = reader.object(0);
    if (reader.at != line.length()) {
      throw reader.fault("the end of the line");
    }
    return object;
  }

  private Map<String, Object> object(int depth) {
    if (depth > MOST_DEEP) {
      throw fault("fewer objects within objects");
    }
    expect('{');
    Map<String, Object> object = new LinkedHashMap<>();
    if (peek() == '}') {
      at++;
      return object;
    }
    while (true) {
      String name = string();
      expect(':');
      char next = peek();
      Object value = next == '"' ? string() : next == '{' ? object(depth + 1) : number();
      if (object.put(name, value) != null) {
        throw fault("each name once");
      }
      if (peek() == '}') {
        at++;
        return object;
      }
      expect(',');
    }
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw fault("four hexadecimal digits");
        }
        String digits = text.substring(at, at + 4);
        at += 4;
        try {
          yield (char) Integer.parseInt(digits, 16);
        } catch (NumberFormatException e) {
          throw fault("four hexadecimal digits");
        }
      }
      default -> throw fault("an escape of JSON");
    };
  }

  private Long number() {
    int begin = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    try {
      return Long.valueOf(text.substring(begin, at));
    } catch (NumberFormatException e) {
      throw fault("a text, a whole number or an object");
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw fault("more");
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char wanted) {
    if (next() != wanted) {
      at--;
      throw fault("'" + wanted + "'");
    }
  }

  private IllegalArgumentException fault(String expected) {
    return new IllegalArgumentException("character " + (at + 1) + ": expected " + expected);
  }
}
