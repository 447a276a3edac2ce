import java.util.LinkedHashMap;
import java.util.Map;

/** As much JSON as the tools need: the fields of one object, their values left as they are written. */
final class Json {

  private Json() {}

  /**
   * The fields of the object in {@code text}, by name; each value is its raw JSON.
   *
   * @throws IllegalArgumentException it is no JSON object
   */
  static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    int at = skip(text, expect(text, skip(text, 0), '{'));
    while (at < text.length() && text.charAt(at) != '}') {
      int nameEnd = end(text, at);
      String name = unquote(text.substring(at, nameEnd));
      int from = skip(text, expect(text, skip(text, nameEnd), ':'));
      int to = end(text, from);
      fields.put(name, text.substring(from, to));
      at = skip(text, to);
      if (at < text.length() && text.charAt(at) == ',') {
        at = skip(text, at + 1);
      }
    }
    expect(text, at, '}');
    return fields;
  }

  /** The text of a JSON string without escapes other than quotes and backslashes; others stay as they are. */
  static String unquote(String raw) {
    if (raw.length() < 2 || raw.charAt(0) != '"') {
      return raw;
    }
    return raw.substring(1, raw.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
  }

  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Where the value that begins at {@code from} ends. */
  private static int end(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"' -> {
          for (i++; i < text.length() && text.charAt(i) != '"'; i++) {
            if (text.charAt(i) == '\\') {
              i++;
            }
          }
          if (depth == 0) {
            return i + 1;
          }
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return i;
          }
          if (--depth == 0) {
            return i + 1;
          }
        }
        case ',', ' ', '\t', '\r', '\n', ':' -> {
          if (depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return text.length();
  }

  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int expect(String text, int at, char wanted) {
    if (at >= text.length() || text.charAt(at) != wanted) {
      throw new IllegalArgumentException("expected " + wanted + " at character " + (at + 1));
    }
    return at + 1;
  }
}
