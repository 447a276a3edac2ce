package io.holdpoint.model.text;

import io.holdpoint.model.CanonicalJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out canonical JSON for reading without ever parsing it into values: every character of the
 * original is shown, none is invented but line breaks and indentation. Relies on the canonical
 * form: no blanks outside strings, well formed.
 */
public final class Json {

  private static final String INDENT = "  ";

  private Json() {}

  /**
   * One member of an object.
   *
   * @param value the value as it is spelled, a string without its quotes
   * @param simple whether it is no object and no array
   */
  public record Member(String name, String value, boolean simple) {}

  /** The text on several lines, strange characters named. */
  public static List<Visible.Piece> pretty(CanonicalJson json) {
    return Visible.pieces(layOut(json.text()), true);
  }

  /** Canonical JSON on several lines. */
  public static String layOut(String text) {
    var out = new StringBuilder(text.length() * 2);
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> {
          int end = endOfString(text, i);
          out.append(text, i, end);
          i = end - 1;
        }
        case '{', '[' -> {
          out.append(c);
          if (i + 1 < text.length() && isClose(text.charAt(i + 1))) {
            out.append(text.charAt(++i));
          } else {
            newLine(out, ++depth);
          }
        }
        case '}', ']' -> {
          newLine(out, --depth);
          out.append(c);
        }
        case ',' -> {
          out.append(c);
          newLine(out, depth);
        }
        case ':' -> out.append(": ");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** The members of the outermost object, in their order. */
  public static List<Member> members(CanonicalJson json) {
    String text = json.text();
    var members = new ArrayList<Member>();
    int i = 1;
    while (i < text.length() && text.charAt(i) == '"') {
      int nameEnd = endOfString(text, i);
      String name = text.substring(i + 1, nameEnd - 1);
      int start = nameEnd + 1;
      int end = endOfValue(text, start);
      String value = text.substring(start, end);
      boolean simple = !value.startsWith("{") && !value.startsWith("[");
      members.add(
          new Member(
              name,
              value.startsWith("\"") ? value.substring(1, value.length() - 1) : value,
              simple));
      i = end + 1;
    }
    return members;
  }

  private static int endOfValue(String text, int start) {
    int depth = 0;
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        i = endOfString(text, i);
        continue;
      }
      if (c == '{' || c == '[') {
        depth++;
      } else if (isClose(c)) {
        if (depth == 0) {
          return i;
        }
        depth--;
      } else if (c == ',' && depth == 0) {
        return i;
      }
      i++;
    }
    return i;
  }

  /** The index after the closing quote of the string that opens at {@code open}. */
  private static int endOfString(String text, int open) {
    int i = open + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, text.length());
  }

  private static boolean isClose(char c) {
    return c == '}' || c == ']';
  }

  private static void newLine(StringBuilder out, int depth) {
    out.append('\n').append(INDENT.repeat(Math.max(depth, 0)));
  }
}
