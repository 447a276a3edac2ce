package io.holdpoint.web.policy;

import io.holdpoint.model.desk.DraftDesk.Mark;
import java.util.List;

/**
 * A fault with the piece of text that it is about, cut at the very character.
 *
 * @param before of the same line, at most {@link #AROUND} characters
 * @param at the character, or a blank where the line ends before it
 */
public record Pointed(Mark mark, String before, String at, String after) {

  static final int AROUND = 48;

  static List<Pointed> all(String text, List<Mark> marks) {
    List<String> lines = text.lines().toList();
    return marks.stream().map(m -> of(lines, m)).toList();
  }

  /** Columns count code points, as the faults do. */
  private static Pointed of(List<String> lines, Mark mark) {
    String line = mark.line() <= lines.size() ? lines.get(Math.max(mark.line(), 1) - 1) : "";
    int[] points = line.codePoints().toArray();
    int column = Math.clamp(mark.column() - 1L, 0, points.length);
    int from = Math.max(0, column - AROUND);
    int to = Math.min(points.length, column + AROUND);
    return new Pointed(
        mark,
        (from > 0 ? "…" : "") + new String(points, from, column - from),
        column < points.length ? new String(points, column, 1) : " ",
        column < points.length
            ? new String(points, column + 1, to - Math.min(column + 1, to))
                + (to < points.length ? "…" : "")
            : "");
  }
}
