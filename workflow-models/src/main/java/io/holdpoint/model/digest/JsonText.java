package io.holdpoint.model.digest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text by the grammar of RFC 8259, without guessing: a name twice, half a character,
 * a number that binary64 cannot carry, or anything after the value is refused. Values are those of
 * {@link CanonicalForm}: String, Long, Double, Boolean, List, Map or null.
 */
public final class JsonText {

  /** Levels of objects and arrays. */
  public static final int DEPTH = 64;

  private static final int NUMBER_CHARS = 1_000;

  private final String text;
  private int at;
  private int depth;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException it is no JSON with one meaning; the message says where, and
   *     never what stands there
   */
  public static @Nullable Object read(String text) {
    JsonText reader = new JsonText(text);
    Object value = reader.value();
    reader.space();
    if (reader.at != text.length()) {
      throw reader.fault("the end");
    }
    return value;
  }

  /**
   * The same for a text that has to be an object.
   *
   * @throws IllegalArgumentException it is not
   */
  @SuppressWarnings("unchecked") // the names of what is read here are strings
  public static Map<String, @Nullable Object> object(String text) {
    if (read(text) instanceof Map<?, ?> object) {
      return (Map<String, @Nullable Object>) object;
    }
    throw new IllegalArgumentException("JSON: expected an object");
  }

  private @Nullable Object value() {
    space();
    char c = peek();
    return switch (c) {
      case '{' -> members();
      case '[' -> elements();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> members() {
    enter();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    space();
    if (!skips('}')) {
      do {
        space();
        String name = string();
        if (members.containsKey(name)) {
          throw fault("another name");
        }
        space();
        expect(':');
        members.put(name, value());
        space();
      } while (skips(','));
      expect('}');
    }
    depth--;
    return members;
  }

  private List<@Nullable Object> elements() {
    enter();
    List<@Nullable Object> elements = new ArrayList<>();
    space();
    if (!skips(']')) {
      do {
        elements.add(value());
        space();
      } while (skips(','));
      expect(']');
    }
    depth--;
    return elements;
  }

  private void enter() {
    at++;
    if (++depth > DEPTH) {
      throw fault("at most " + DEPTH + " levels");
    }
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        break;
      } else if (c < 0x20) {
        throw fault("an escaped control character");
      }
      out.append(c == '\\' ? escaped() : c);
    }
    String read = out.toString();
    if (read.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)) {
      throw fault("whole characters");
    }
    return read;
  }

  private char escaped() {
    return switch (next()) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          char digit = next();
          int value = digit < 128 ? Character.digit(digit, 16) : -1;
          if (value < 0) {
            throw fault("four hexadecimal digits");
          }
          code = code * 16 + value;
        }
        yield (char) code;
      }
      default -> throw fault("an escape of JSON");
    };
  }

  private Number number() {
    int start = at;
    skips('-');
    if (!skips('0')) {
      digits();
    }
    if (skips('.')) {
      digits();
    }
    if (skips('e') || skips('E')) {
      if (!skips('+')) {
        skips('-');
      }
      digits();
    }
    if (at - start > NUMBER_CHARS) {
      throw fault("a shorter number");
    }
    return JsonNumbers.read(text.substring(start, at))
        .orElseThrow(() -> fault("a number that binary64 can carry"));
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw fault("a JSON value");
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw fault("a JSON value");
    }
    at += word.length();
    return value;
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
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

  private boolean skips(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char wanted) {
    if (!skips(wanted)) {
      throw fault("'" + wanted + "'");
    }
  }

  private IllegalArgumentException fault(String expected) {
    return new IllegalArgumentException("JSON: expected " + expected + " at character " + at);
  }
}
