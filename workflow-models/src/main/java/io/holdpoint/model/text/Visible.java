package io.holdpoint.model.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows a stranger's text so that what a person sees is what is there: characters that have no
 * shape of their own, or that change how their neighbours are drawn, are named instead ({@code
 * ‹U+202E›}). Escaping for whatever shows the text (HTML, Slack, a mail) is that one's business and
 * still needed.
 */
public final class Visible {

  /** More combining marks than this on one letter are a trick, not a language. */
  private static final int MOST_MARKS = 3;

  private Visible() {}

  /** A run of text; {@code odd} when it names characters that could not be shown as they are. */
  public record Piece(String text, boolean odd) {}

  /** One line: line breaks and tabs are named too. */
  public static String line(String text) {
    var out = new StringBuilder(text.length());
    for (Piece piece : pieces(text, false)) {
      out.append(piece.text());
    }
    return out.toString();
  }

  /** Prose of several lines: line feeds and tabs stay. */
  public static List<Piece> prose(String text) {
    return pieces(text, true);
  }

  /**
   * A text in its pieces.
   *
   * @param keepBreaks whether line feeds and tabs stay as they are
   */
  public static List<Piece> pieces(String text, boolean keepBreaks) {
    var pieces = new ArrayList<Piece>();
    var run = new StringBuilder();
    boolean odd = false;
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      marks = isMark(c) ? marks + 1 : 0;
      boolean strange =
          !(keepBreaks && (c == '\n' || c == '\t')) && (isOdd(c) || marks > MOST_MARKS);
      if (strange != odd && !run.isEmpty()) {
        pieces.add(new Piece(run.toString(), odd));
        run.setLength(0);
      }
      odd = strange;
      if (strange) {
        run.append("‹U+").append(String.format(Locale.ROOT, "%04X", c)).append('›');
      } else {
        run.appendCodePoint(c);
      }
    }
    if (!run.isEmpty()) {
      pieces.add(new Piece(run.toString(), odd));
    }
    return pieces;
  }

  /** Whether a character is invisible, directs others, or is nothing that a font draws. */
  public static boolean isOdd(int c) {
    if (c == ' ') {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          true;
      default -> isBlankLetter(c);
    };
  }

  /** Characters that Unicode counts as letters, symbols or marks and that show nothing. */
  private static boolean isBlankLetter(int c) {
    return c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || (c >= 0x180B && c <= 0x180D)
        || c == 0x180F
        || c == 0x2800
        || c == 0x3164
        || c == 0xFFA0
        || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> false;
    };
  }
}
