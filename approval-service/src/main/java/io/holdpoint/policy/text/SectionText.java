package io.holdpoint.policy.text;

import io.holdpoint.policy.text.TextPart.Items;
import io.holdpoint.policy.text.TextPart.Pair;
import io.holdpoint.policy.text.TextPart.Pairs;
import java.util.List;
import java.util.Map;

/** Writes a list that the document does not have yet, at its place among the others. */
final class SectionText {

  private final TextLines lines;
  private final Pairs root;
  private final TextEdits edits;

  SectionText(TextLines lines, Pairs root, TextEdits edits) {
    this.lines = lines;
    this.root = root;
    this.edits = edits;
  }

  /**
   * @param sections the document's keys in the order of writing
   */
  void add(String key, List<String> sections, List<Map<String, Object>> entries) {
    if (root.pairs().isEmpty()) {
      throw new UneditableException("an empty document", root.from());
    }
    int place = behind(key, sections);
    if (root.flow()) {
      List<BracketedList.Span> spans =
          root.pairs().stream()
              .map(pair -> new BracketedList.Span(pair.from(), pair.to()))
              .toList();
      new BracketedList(lines, root.from(), root.to(), spans)
          .addBehind(place, List.of(YamlWriter.pair(key, entries)), edits);
      return;
    }
    int column = lines.column(root.from());
    StringBuilder text = new StringBuilder();
    if (isAiry()) {
      text.append(lines.lineBreak());
    }
    text.append(" ".repeat(column)).append(key).append(':').append(lines.lineBreak());
    for (Map<String, Object> entry : entries) {
      text.append(" ".repeat(column + 2)).append("- ");
      text.append(ListText.written(lines, entry, entry.containsKey("match"), column + 4));
      text.append(lines.lineBreak());
    }
    edits.insert(lines.next(end(root.pairs().get(place))), text.toString());
  }

  /** The last section that is written before this one. */
  private int behind(String key, List<String> sections) {
    int place = root.pairs().size() - 1;
    int best = -1;
    for (int i = 0; i < root.pairs().size(); i++) {
      int rank = sections.indexOf(root.pairs().get(i).key().text());
      if (rank >= 0 && rank < sections.indexOf(key) && rank > best) {
        best = rank;
        place = i;
      }
    }
    return place;
  }

  /** The end of a section's last line, comments that are indented as its entries' included. */
  private int end(Pair pair) {
    return pair.value() instanceof Items list && !list.flow() && !list.tied()
        ? new DashedList(lines, list, pair.key().to()).rows().getLast().to()
        : lines.end(pair.to());
  }

  private boolean isAiry() {
    return root.pairs().stream()
        .skip(1)
        .mapToInt(pair -> lines.start(pair.from()))
        .map(start -> lines.withCommentsAbove(start, 0))
        .anyMatch(start -> start > 0 && lines.isBlank(lines.start(start - 1)));
  }
}
