package io.holdpoint.policy;

/**
 * Finds where a character of a scalar's value stands in the document, by walking value and text
 * side by side: quotes and escapes are passed over, folded lines count as the space that they
 * became.
 */
final class ScalarPositions {

  private ScalarPositions() {}

  /**
   * @param offset in code points of the value; one past its end is allowed
   */
  static At locate(YamlNode.Scalar scalar, int offset) {
    SourceText raw = scalar.raw();
    int[] value = scalar.text().codePoints().toArray();
    int at = start(scalar);
    char quote = !scalar.plain() && isQuote(raw, scalar.from()) ? (char) raw.at(scalar.from()) : 0;
    int indent = quote == 0 && !scalar.plain() ? column(raw, at) : 0;
    for (int i = 0; i < Math.min(offset, value.length) && at < raw.length(); i++) {
      at = pass(raw, at, value, i, quote, indent, scalar.literal());
    }
    return new At(line(scalar, at), column(raw, at) + 1);
  }

  /** The index of the value's first character. */
  private static int start(YamlNode.Scalar scalar) {
    SourceText raw = scalar.raw();
    int at = scalar.from();
    if (scalar.plain()) {
      return at;
    }
    if (isQuote(raw, at)) {
      return at + 1;
    }
    while (at < raw.length() && raw.at(at) != '\n') {
      at++; // the block's mark and a comment
    }
    at++;
    int first = at;
    while (first < raw.length()
        && (raw.at(first) == ' ' || raw.at(first) == '\n' || raw.at(first) == '\r')) {
      first++;
      if (raw.at(first - 1) == '\n' && !scalar.text().startsWith("\n")) {
        at = first;
      }
    }
    return scalar.text().startsWith("\n") ? at : first;
  }

  private static boolean isQuote(SourceText raw, int at) {
    return at < raw.length() && (raw.at(at) == '\'' || raw.at(at) == '"');
  }

  private static int pass(
      SourceText raw, int at, int[] value, int i, char quote, int indent, boolean literal) {
    if (raw.at(at) == '\n' || raw.at(at) == '\r') {
      return value[i] == '\n' || value[i] == ' ' ? nextLine(raw, at, indent, literal) : at + 1;
    }
    if (quote == '\'' && raw.at(at) == '\'') {
      return at + 2;
    }
    if (quote == '"' && raw.at(at) == '\\') {
      return at + escape(raw, at);
    }
    boolean foldsHere =
        value[i] == ' ' && raw.at(at) == ' ' && onlySpacesToLineEnd(raw, at) && !literal;
    return foldsHere ? nextLine(raw, lineEnd(raw, at), indent, false) : at + 1;
  }

  private static int escape(SourceText raw, int at) {
    return switch (at + 1 < raw.length() ? raw.at(at + 1) : ' ') {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private static int nextLine(SourceText raw, int newline, int indent, boolean literal) {
    int at = newline;
    while (at < raw.length() && raw.at(at) == '\r') {
      at++;
    }
    at++;
    int skipped = 0;
    while (at < raw.length() && raw.at(at) == ' ' && (!literal || skipped < indent)) {
      at++;
      skipped++;
    }
    return at;
  }

  private static boolean onlySpacesToLineEnd(SourceText raw, int at) {
    int end = lineEnd(raw, at);
    return end < raw.length() && end > at;
  }

  private static int lineEnd(SourceText raw, int at) {
    int end = at;
    while (end < raw.length() && raw.at(end) == ' ') {
      end++;
    }
    return end < raw.length() && (raw.at(end) == '\n' || raw.at(end) == '\r') ? end : at;
  }

  private static int line(YamlNode.Scalar scalar, int at) {
    int line = scalar.at().line();
    for (int i = scalar.from(); i < Math.min(at, scalar.raw().length()); i++) {
      if (scalar.raw().at(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  private static int column(SourceText raw, int at) {
    int column = 0;
    while (at - column - 1 >= 0 && raw.at(at - column - 1) != '\n') {
      column++;
    }
    return column;
  }
}
