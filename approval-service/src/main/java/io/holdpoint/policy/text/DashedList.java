package io.holdpoint.policy.text;

import io.holdpoint.policy.text.TextPart.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list by dashes, as lines. The lines of an entry are its own, the comments directly above it,
 * and directly below it those that are indented deeper than its dash.
 */
final class DashedList {

  /**
   * The lines of one entry, without the last line break.
   *
   * @param dash the index of its dash
   */
  record Rows(int from, int to, int dash) {}

  private final TextLines lines;
  private final Items list;
  private final List<Rows> rows = new ArrayList<>();

  /**
   * @param above the end of the key that the list stands under
   * @throws UneditableException an entry does not begin on a line of its own
   */
  DashedList(TextLines lines, Items list, int above) {
    this.lines = lines;
    this.list = list;
    int bound = lines.next(above);
    int search = list.from();
    for (TextPart part : list.parts()) {
      int dash = lines.skipToContent(search);
      if (dash >= lines.text().length()
          || lines.text().charAt(dash) != '-'
          || !lines.isFirst(dash)) {
        throw new UneditableException(
            "a list whose entries do not begin on lines of their own", dash);
      }
      int from = lines.withCommentsAbove(lines.start(dash), bound);
      int to = withCommentsBelow(Math.max(part.to(), dash + 1), lines.column(dash));
      rows.add(new Rows(from, to, dash));
      search = Math.max(part.to(), dash + 1);
      bound = lines.next(to);
    }
  }

  private int withCommentsBelow(int at, int dashColumn) {
    int to = lines.end(at);
    for (int next = lines.next(to);
        lines.isComment(next) && lines.column(lines.skipSpaces(next)) > dashColumn;
        next = lines.next(next)) {
      to = lines.end(next);
    }
    return to;
  }

  List<Rows> rows() {
    return rows;
  }

  int dashColumn() {
    return lines.column(rows.getLast().dash());
  }

  /** Where the content of an entry begins, for entries that are to look like the last one. */
  int contentColumn() {
    TextPart last = list.parts().getLast();
    boolean sameLine = lines.start(last.from()) == lines.start(rows.getLast().dash());
    return sameLine ? lines.column(last.from()) : dashColumn() + 2;
  }

  /** Whether empty lines stand between the entries. */
  boolean isAiry() {
    if (rows.size() < 2) {
      return false;
    }
    int above = lines.next(rows.get(rows.size() - 2).to());
    for (int at = above; at < rows.getLast().from(); at = lines.next(at)) {
      if (lines.isBlank(at)) {
        return true;
      }
    }
    return false;
  }

  /** Adds entries, each written for {@link #contentColumn}, behind the one at {@code index}. */
  void addBehind(int index, List<String> entries, TextEdits edits) {
    String indent = " ".repeat(dashColumn()) + "-" + " ".repeat(contentColumn() - dashColumn() - 1);
    StringBuilder added = new StringBuilder();
    for (String entry : entries) {
      added.append(isAiry() ? lines.lineBreak() : "");
      added.append(indent).append(entry).append(lines.lineBreak());
    }
    edits.insert(lines.next(rows.get(index).to()), added.toString());
  }

  /** Takes an entry's lines out, and the empty lines that would then stand doubled. */
  void remove(int index, TextEdits edits) {
    Rows gone = rows.get(index);
    int to = lines.next(gone.to());
    boolean first = index == 0;
    boolean blankAbove = gone.from() > 0 && lines.isBlank(lines.start(gone.from() - 1));
    while ((first || blankAbove) && index + 1 < rows.size() && lines.isBlank(to)) {
      to = lines.next(to);
    }
    int from = gone.from();
    if (index + 1 == rows.size()
        && blankAbove
        && (lines.isBlank(to) || to == lines.text().length())) {
      while (from > 0 && lines.isBlank(lines.start(from - 1))) {
        from = lines.start(from - 1);
      }
    }
    edits.delete(from, to);
  }

  /** The lines of each place take those of the entry that is to stand there. */
  void move(int from, int to, TextEdits edits) {
    List<Rows> moved = new ArrayList<>(rows);
    moved.add(to, moved.remove(from));
    for (int i = 0; i < rows.size(); i++) {
      Rows place = rows.get(i);
      Rows entry = moved.get(i);
      if (!entry.equals(place)) {
        edits.replace(place.from(), place.to(), lines.text().substring(entry.from(), entry.to()));
      }
    }
  }

  /** The entry at an index, if it is a scalar. */
  Optional<TextPart.Leaf> leaf(int index) {
    return list.parts().get(index) instanceof TextPart.Leaf leaf
        ? Optional.of(leaf)
        : Optional.empty();
  }
}
