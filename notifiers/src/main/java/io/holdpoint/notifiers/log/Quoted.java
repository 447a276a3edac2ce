package io.holdpoint.notifiers.log;

/** Text in quotes, in which nothing can end the quotes or the line, or change what is seen. */
final class Quoted {

  /** Characters of a text that are shown; the rest is cut. */
  static final int MAX = 200;

  static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().limit(MAX).forEach(point -> append(quoted, point));
    if (text.codePointCount(0, text.length()) > MAX) {
      quoted.append('…');
    }
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder to, int point) {
    if (point == '"' || point == '\\') {
      to.append('\\').appendCodePoint(point);
    } else if (point == ' ' || visible(point)) {
      to.appendCodePoint(point);
    } else {
      to.append(String.format(java.util.Locale.ROOT, "\\u{%x}", point));
    }
  }

  /** No control, no line or paragraph end, no direction override or other invisible character. */
  private static boolean visible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private Quoted() {}
}
