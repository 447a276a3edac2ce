package io.holdpoint.policy.text;

import io.holdpoint.policy.text.TextPart.Items;
import io.holdpoint.policy.text.TextPart.Pair;
import io.holdpoint.policy.text.TextPart.Pairs;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of the document's lists in the text: takes entries, gives them up, moves them. */
final class ListText {

  private final TextLines lines;
  private final Pair section;
  private final Items list;

  ListText(TextLines lines, Pair section, Items list) {
    this.lines = lines;
    this.section = section;
    this.list = list;
  }

  /**
   * @param inBraces whether the whole document stands in braces
   */
  void add(List<Map<String, Object>> added, TextEdits edits, boolean inBraces) {
    if (!list.flow()) {
      DashedList dashed = dashed();
      boolean braces = list.parts().getLast() instanceof Pairs last && last.flow();
      int column = dashed.contentColumn();
      dashed.addBehind(
          list.parts().size() - 1,
          added.stream().map(entry -> written(entry, braces, column)).toList(),
          edits);
      return;
    }
    BracketedList bracketed = bracketed();
    if (bracketed.isEmpty() && bracketed.isBare() && !inBraces) {
      edits.delete(EntryText.colon(lines, section) + 1, list.to());
      edits.insert(lines.next(list.to()), underKey(added, 2));
      return;
    }
    bracketed.addBehind(
        list.parts().size() - 1,
        added.stream().map(entry -> YamlWriter.inline("", entry)).toList(),
        edits);
  }

  /** Entries by dashes, each on lines of its own, for below a key. */
  private String underKey(List<Map<String, Object>> added, int indent) {
    StringBuilder text = new StringBuilder();
    int column = lines.column(section.from()) + indent;
    for (Map<String, Object> entry : added) {
      text.append(" ".repeat(column)).append("- ");
      text.append(written(entry, entry.containsKey("match"), column + 2));
      text.append(lines.lineBreak());
    }
    return text.toString();
  }

  private String written(Map<String, Object> entry, boolean braces, int column) {
    return written(lines, entry, braces, column);
  }

  /** In one line and braces where that is the fashion and it fits, else by lines. */
  static String written(TextLines lines, Map<String, Object> entry, boolean braces, int column) {
    String inline = YamlWriter.inline("", entry);
    boolean multiline = String.valueOf(entry.get("when")).contains("\n");
    return braces && !multiline && column + inline.length() <= YamlWriter.WIDTH + 10
        ? inline
        : YamlWriter.entry(entry, column, lines.lineBreak());
  }

  /** Takes an entry out; gives back where it and the comments that went with it stood. */
  BracketedList.Span remove(int index, TextEdits edits) {
    if (list.flow()) {
      BracketedList bracketed = bracketed();
      bracketed.remove(Set.of(index), edits);
      return bracketed.whole(index);
    }
    if (list.parts().size() == 1) {
      edits.insert(EntryText.colon(lines, section) + 1, " []");
    }
    DashedList dashed = dashed();
    dashed.remove(index, edits);
    DashedList.Rows rows = dashed.rows().get(index);
    return new BracketedList.Span(rows.from(), rows.to());
  }

  void move(int from, int to, TextEdits edits) {
    if (list.flow()) {
      bracketed().move(from, to, edits);
    } else {
      dashed().move(from, to, edits);
    }
  }

  private DashedList dashed() {
    return new DashedList(lines, list, section.key().to());
  }

  private BracketedList bracketed() {
    return new BracketedList(
        lines,
        list.from(),
        list.to(),
        list.parts().stream().map(part -> new BracketedList.Span(part.from(), part.to())).toList());
  }
}
