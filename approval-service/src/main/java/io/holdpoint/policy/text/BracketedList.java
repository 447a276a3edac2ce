package io.holdpoint.policy.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What stands in brackets or braces: the entries of a list or the pairs of a mapping, with commas
 * between them, all in one line or each on lines of its own.
 */
final class BracketedList {

  /**
   * One entry.
   *
   * @param from its first character
   * @param to behind its last
   * @param comma the index of the comma behind it, -1 where there is none
   */
  private record Entry(int from, int to, int comma) {
    int end() {
      return comma < 0 ? to : comma + 1;
    }
  }

  /** Where an entry or a pair stands. */
  record Span(int from, int to) {}

  private final TextLines lines;
  private final int open;
  private final int close;
  private final List<Entry> entries = new ArrayList<>();
  private final boolean onLines;

  /**
   * @param from the index of the opening bracket
   * @param to the index behind the closing one
   */
  BracketedList(TextLines lines, int from, int to, List<Span> spans) {
    this.lines = lines;
    this.open = from;
    this.close = to - 1;
    for (Span span : spans) {
      int next = lines.skipToContent(span.to());
      boolean comma = next < close && lines.text().charAt(next) == ',';
      entries.add(new Entry(span.from(), span.to(), comma ? next : -1));
    }
    this.onLines =
        !entries.isEmpty()
            && lines.isFirst(close)
            && entries.stream()
                .allMatch(entry -> lines.isFirst(entry.from()) && endsItsLine(entry));
  }

  private boolean endsItsLine(Entry entry) {
    int behind = lines.skipSpaces(entry.end());
    return behind >= lines.end(entry.end()) || lines.text().charAt(behind) == '#';
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether nothing at all stands between the brackets, not even a comment. */
  boolean isBare() {
    return lines.text().substring(open + 1, close).isBlank();
  }

  /** Adds entries behind the one at {@code index}; -1 where there is none. */
  void addBehind(int index, List<String> added, TextEdits edits) {
    if (added.isEmpty()) {
      return;
    }
    if (index < 0) {
      edits.insert(
          isBare() ? open + 1 : close, String.join(", ", added) + (entries.isEmpty() ? "" : ", "));
      return;
    }
    Entry behind = entries.get(index);
    if (!onLines) {
      edits.insert(behind.to(), ", " + String.join(", ", added));
      return;
    }
    String indent = lines.lineBreak() + " ".repeat(lines.column(behind.from()));
    boolean comma = behind.comma() >= 0;
    if (!comma) {
      edits.insert(behind.to(), ",");
    }
    edits.insert(
        lines.end(behind.end()), indent + String.join("," + indent, added) + (comma ? "," : ""));
  }

  /** Takes entries out, with the comments above them and a comma each. */
  void remove(Set<Integer> indexes, TextEdits edits) {
    int kept = entries.size() - 1;
    while (kept >= 0 && indexes.contains(kept)) {
      kept--;
    }
    for (int index : indexes) {
      Entry gone = entries.get(index);
      if (onLines) {
        int from = lines.withCommentsAbove(lines.start(gone.from()), lines.next(bound(index)));
        edits.delete(from, lines.next(gone.end()));
      } else if (index < kept) {
        edits.delete(gone.from(), entries.get(index + 1).from());
      }
    }
    if (!onLines && kept < entries.size() - 1) {
      if (kept < 0) {
        edits.delete(entries.getFirst().from(), entries.getLast().end());
      } else {
        edits.delete(entries.get(kept).to(), entries.getLast().to());
      }
    }
  }

  private int bound(int index) {
    return index == 0 ? open : entries.get(index - 1).end();
  }

  /** Each place takes what the entry that is to stand there says; the commas stay. */
  void move(int from, int to, TextEdits edits) {
    List<Integer> moved = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      moved.add(i);
    }
    moved.add(to, moved.remove(/* index */ from));
    for (int i = 0; i < entries.size(); i++) {
      int entry = moved.get(i);
      if (entry != i) {
        edits.replace(head(i), entries.get(i).to(), head(entry, entries.get(entry).to()));
        if (onLines) {
          edits.replace(tail(i), lines.end(tail(i)), tailText(entry));
        }
      }
    }
  }

  /** Where what belongs to an entry begins: the comments above it, or the entry itself. */
  private int head(int index) {
    Entry entry = entries.get(index);
    if (!onLines) {
      return entry.from();
    }
    int above = lines.withCommentsAbove(lines.start(entry.from()), lines.next(bound(index)));
    return lines.skipSpaces(above);
  }

  /** An entry with the comments that belong to it. */
  Span whole(int index) {
    int end = entries.get(index).end();
    return new Span(head(index), onLines ? lines.end(end) : end);
  }

  private String head(int index, int to) {
    return lines.text().substring(head(index), to);
  }

  private int tail(int index) {
    return entries.get(index).end();
  }

  private String tailText(int index) {
    return lines.text().substring(tail(index), lines.end(tail(index)));
  }
}
