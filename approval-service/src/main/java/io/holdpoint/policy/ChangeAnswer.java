package io.holdpoint.policy;

import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.PolicyDesk.PolicyChange;
import java.util.List;
import java.util.Locale;

/** What changed from one document to another, as the API tells it. */
public record ChangeAnswer(List<String> loosens, List<String> tightens, List<Line> lines) {

  /**
   * One line.
   *
   * @param kind {@code same}, {@code added}, {@code removed}, or {@code skipped} for lines that are
   *     left out
   * @param before its number in the old text, from 1; 0 where it is new
   * @param after its number in the new text; 0 where it is gone
   */
  public record Line(String kind, int before, int after, String text) {

    private static Line of(DiffLine line) {
      return new Line(
          line.kind().name().toLowerCase(Locale.ROOT), line.before(), line.after(), line.text());
    }
  }

  public static ChangeAnswer of(PolicyChange change) {
    return new ChangeAnswer(change.loosens(), change.tightens(), lines(change.lines()));
  }

  public static List<Line> lines(List<DiffLine> lines) {
    return lines.stream().map(Line::of).toList();
  }
}
