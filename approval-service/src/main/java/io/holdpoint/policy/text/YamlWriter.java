package io.holdpoint.policy.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the values of a policy document as YAML: in one line, or, for a long condition, as a
 * block. Whatever a value holds, it reads back as that value.
 */
final class YamlWriter {

  /** About so wide lines become. */
  static final int WIDTH = 110;

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z](?:[A-Za-z0-9_./@() -]*[A-Za-z0-9_.)])?");
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
  private static final Set<String> PATTERNS = Set.of("match", "tools");
  private static final String CONDITION = "when";

  private YamlWriter() {}

  /**
   * A value in one line, fit for every place.
   *
   * @param key the key that it stands under
   */
  static String inline(String key, Object value) {
    return switch (value) {
      case List<?> list ->
          list.stream().map(each -> inline(key, each)).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> keyed(String.valueOf(entry.getKey()), entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case String text when PATTERNS.contains(key) -> doubleQuoted(text);
      case String text when key.equals(CONDITION) ->
          isPrintable(text) ? singleQuoted(text) : doubleQuoted(text);
      case String text -> scalar(text);
      default -> value.toString();
    };
  }

  /** The same where the key may be any text. */
  private static String keyed(String key, Object value) {
    return scalar(key) + ": " + inline(key, value);
  }

  /** {@code key: value} in one line. */
  static String pair(String key, Object value) {
    return key + ": " + inline(key, value);
  }

  /**
   * {@code key: value} for a line of its own; further lines are broken and indented.
   *
   * @param column where the key stands
   */
  static String block(String key, Object value, int column, String lineBreak) {
    return key + ": " + blockValue(key, value, column, lineBreak, "");
  }

  /**
   * The value alone.
   *
   * @param comment goes behind what stands on the first line; may be empty
   */
  static String blockValue(String key, Object value, int column, String lineBreak, String comment) {
    if (key.equals(CONDITION) && value instanceof String text) {
      String indent = lineBreak + " ".repeat(column + 2);
      if (fitsLiteral(text)) {
        return "|-" + comment + indent + text.replace("\n", indent);
      }
      if (isPrintable(text) && column + key.length() + 4 + text.length() > WIDTH) {
        List<String> lines = folded(text, WIDTH - column - 2);
        if (lines.size() > 1) {
          return ">-" + comment + indent + String.join(indent, lines);
        }
      }
    }
    return inline(key, value) + comment;
  }

  /** An entry of a list, for after its dash, whose first key then stands in {@code column}. */
  static String entry(Map<String, Object> entry, int column, String lineBreak) {
    return entry.entrySet().stream()
        .map(each -> block(each.getKey(), each.getValue(), column, lineBreak))
        .collect(Collectors.joining(lineBreak + " ".repeat(column)));
  }

  /** In the quotes of what it replaces, where they can hold it. */
  static String like(String old, String key, Object value) {
    if (value instanceof String text) {
      if (old.startsWith("\"")) {
        return doubleQuoted(text);
      }
      if (old.startsWith("'") && isPrintable(text)) {
        return singleQuoted(text);
      }
    }
    return inline(key, value);
  }

  private static String scalar(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : doubleQuoted(text);
  }

  private static String singleQuoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (isPrintable(c)) {
                    quoted.appendCodePoint(c);
                  } else {
                    quoted.append(String.format(c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean isPrintable(String text) {
    return text.codePoints().allMatch(YamlWriter::isPrintable);
  }

  /** What a person sees as what it is: no controls, no marks that turn or hide the text. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /** Several lines that a literal block gives back to the letter. */
  private static boolean fitsLiteral(String text) {
    return text.contains("\n")
        && text.lines().allMatch(YamlWriter::isPrintable)
        && !text.contains("\r")
        && !text.startsWith(" ")
        && !text.startsWith("\n")
        && !text.endsWith("\n");
  }

  /** Lines that a folded block joins again with single spaces. */
  private static List<String> folded(String text, int width) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (text.length() - from > width) {
      int space = lastFoldable(text, from, from + width);
      if (space < 0) {
        space = firstFoldable(text, from + width);
      }
      if (space < 0) {
        break;
      }
      lines.add(text.substring(from, space));
      from = space + 1;
    }
    lines.add(text.substring(from));
    boolean safe = !text.startsWith(" ") && !text.endsWith(" ");
    return safe ? lines : List.of(text);
  }

  private static int lastFoldable(String text, int from, int to) {
    for (int at = Math.min(to, text.length() - 2); at > from; at--) {
      if (isFoldable(text, at)) {
        return at;
      }
    }
    return -1;
  }

  private static int firstFoldable(String text, int from) {
    for (int at = Math.max(from, 1); at < text.length() - 1; at++) {
      if (isFoldable(text, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isFoldable(String text, int at) {
    return text.charAt(at) == ' ' && text.charAt(at - 1) != ' ' && text.charAt(at + 1) != ' ';
  }
}
