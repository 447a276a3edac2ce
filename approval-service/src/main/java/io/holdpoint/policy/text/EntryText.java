package io.holdpoint.policy.text;

import io.holdpoint.policy.text.TextPart.Items;
import io.holdpoint.policy.text.TextPart.Leaf;
import io.holdpoint.policy.text.TextPart.Pair;
import io.holdpoint.policy.text.TextPart.Pairs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a mapping of the text say what is wanted, by touching only the keys that say something
 * else: their neighbours, comments and layout stand.
 */
final class EntryText {

  private final TextLines lines;
  private final TextEdits edits;
  private final List<BracketedList.Span> taken = new ArrayList<>();

  EntryText(TextLines lines, TextEdits edits) {
    this.lines = lines;
    this.edits = edits;
  }

  /**
   * @param keys those that {@code wanted} speaks of, in the order of writing; one that it leaves
   *     out is removed
   * @return what was taken out, whose comments go with it
   */
  List<BracketedList.Span> change(Pairs entry, List<String> keys, Map<String, Object> wanted) {
    taken.clear();
    changeKeys(entry, keys, wanted);
    return List.copyOf(taken);
  }

  private void changeKeys(Pairs entry, List<String> keys, Map<String, Object> wanted) {
    Set<Integer> gone = new HashSet<>();
    for (int i = 0; i < entry.pairs().size(); i++) {
      Pair pair = entry.pairs().get(i);
      String key = pair.key().text();
      Object there = FormValues.read(pair.value());
      Object value = wanted.get(key);
      if (!keys.contains(key) || FormValues.isSame(key, there, value)) {
        continue;
      }
      if (value == null) {
        gone.add(i);
        taken.add(new BracketedList.Span(pair.from(), pair.to()));
      } else {
        replace(entry, pair, FormValues.placed(key, there, value));
      }
    }
    Map<Integer, List<String>> added = new TreeMap<>();
    for (String key : keys) {
      Object value = wanted.get(key);
      if (value != null && entry.pair(key).isEmpty() && !FormValues.isSame(key, null, value)) {
        added.computeIfAbsent(before(entry, gone, keys, key), place -> new ArrayList<>()).add(key);
      }
    }
    added.forEach((index, those) -> add(entry, index, those, wanted));
    remove(entry, gone);
  }

  /** The pair that a key is to be written behind: the last that belongs before it. */
  private static int before(Pairs entry, Set<Integer> gone, List<String> keys, String key) {
    Map<String, Integer> there = new HashMap<>();
    for (int i = 0; i < entry.pairs().size(); i++) {
      if (!gone.contains(i)) {
        there.put(entry.pairs().get(i).key().text(), i);
      }
    }
    for (int rank = keys.indexOf(key) - 1; rank >= 0; rank--) {
      Integer index = there.get(keys.get(rank));
      if (index != null) {
        return index;
      }
    }
    return there.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private void add(Pairs entry, int index, List<String> keys, Map<String, Object> wanted) {
    if (entry.flow()) {
      List<String> pairs =
          keys.stream().map(key -> YamlWriter.pair(key, wanted.getOrDefault(key, ""))).toList();
      bracketed(entry).addBehind(index, pairs, edits);
      return;
    }
    int column = lines.column(entry.from());
    StringBuilder added = new StringBuilder();
    for (String key : keys) {
      Object value = wanted.getOrDefault(key, "");
      added.append(" ".repeat(column));
      added.append(YamlWriter.block(key, value, column, lines.lineBreak()));
      added.append(lines.lineBreak());
    }
    edits.insert(lines.next(entry.pairs().get(index).to()), added.toString());
  }

  private BracketedList bracketed(Pairs entry) {
    return new BracketedList(
        lines,
        entry.from(),
        entry.to(),
        entry.pairs().stream()
            .map(pair -> new BracketedList.Span(pair.from(), pair.to()))
            .toList());
  }

  private BracketedList bracketed(Items list) {
    return new BracketedList(
        lines,
        list.from(),
        list.to(),
        list.parts().stream().map(part -> new BracketedList.Span(part.from(), part.to())).toList());
  }

  private void remove(Pairs entry, Set<Integer> gone) {
    if (gone.isEmpty()) {
      return;
    }
    if (entry.flow()) {
      bracketed(entry).remove(gone, edits);
      return;
    }
    Set<Integer> byLines = new HashSet<>(gone);
    Pair first = entry.pairs().getFirst();
    if (gone.contains(0) && !lines.isFirst(first.from())) {
      int kept = 0;
      while (gone.contains(kept)) {
        byLines.remove(kept++);
      }
      int next = entry.pairs().get(kept).from();
      if (hasCommentLine(first.from(), next)) {
        edits.delete(first.from(), lines.end(first.to())); // the dash stays alone on its line
        for (int i = 1; i < kept; i++) {
          byLines.add(i);
        }
      } else {
        edits.delete(first.from(), next);
      }
    }
    byLines.forEach(index -> removeLines(entry.pairs().get(index)));
  }

  private boolean hasCommentLine(int from, int to) {
    for (int at = lines.next(from); at < to; at = lines.next(at)) {
      if (lines.isComment(at)) {
        return true;
      }
    }
    return false;
  }

  private void removeLines(Pair pair) {
    edits.delete(lines.start(pair.from()), lines.next(pair.to()));
  }

  private void replace(Pairs entry, Pair pair, Object value) {
    String key = pair.key().text();
    switch (pair.value()) {
      case Leaf leaf -> replace(leaf, key, value, entry.flow() ? -1 : lines.column(entry.from()));
      case Items list when value instanceof List<?> wanted -> replace(pair, list, wanted);
      case Pairs map when key.equals("notify") && value instanceof Map<?, ?> wanted ->
          changeKeys(map, FormValues.NOTIFY_KEYS, byText(wanted));
      case Pairs map -> rewrite(pair, map.flow(), value);
      case Items list -> rewrite(pair, list.flow(), value);
      case TextPart.Alias alias -> throw new UneditableException("an alias", alias.from());
    }
  }

  /** Writes a value anew, in one line. */
  private void rewrite(Pair pair, boolean flow, Object value) {
    String text = YamlWriter.inline(pair.key().text(), value);
    if (flow) {
      edits.replace(pair.value().from(), pair.value().to(), text);
    } else {
      edits.replace(colon(lines, pair) + 1, pair.value().to(), " " + text);
    }
  }

  /** The index of the colon behind a key. */
  static int colon(TextLines lines, Pair pair) {
    int colon = lines.skipSpaces(pair.key().to());
    if (colon >= lines.text().length() || lines.text().charAt(colon) != ':') {
      throw new UneditableException("a key without a colon behind it", pair.from());
    }
    return colon;
  }

  /**
   * @param column where the key stands; -1 in braces
   */
  void replace(Leaf leaf, String key, Object value, int column) {
    String old = lines.text().substring(leaf.from(), leaf.to());
    boolean block = old.startsWith("|") || old.startsWith(">");
    String text;
    if (column >= 0 && block) {
      String head = old.lines().findFirst().orElse("");
      int comment = head.indexOf('#');
      text =
          YamlWriter.blockValue(
              key,
              value,
              column,
              lines.lineBreak(),
              comment < 0 ? "" : " " + head.substring(comment));
    } else if (column >= 0
        && key.equals("when")
        && lines.skipSpaces(leaf.to()) >= lines.end(leaf.to())) {
      text = YamlWriter.blockValue(key, value, column, lines.lineBreak(), "");
    } else {
      text = YamlWriter.like(old, key, value);
    }
    edits.replace(leaf.from(), leaf.to(), text);
  }

  private void replace(Pair pair, Items list, List<?> wanted) {
    List<Object> there = list.parts().stream().map(FormValues::read).toList();
    Set<Integer> gone = new HashSet<>();
    List<Object> kept = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < there.size(); i++) {
      Object each = there.get(i);
      if (wanted.stream().anyMatch(value -> FormValues.isSame(each, value))) {
        kept.add(each);
        last = i;
      } else {
        gone.add(i);
      }
    }
    boolean inOrder =
        last >= 0
            && kept.size() <= wanted.size()
            && FormValues.isSame(kept, wanted.subList(0, kept.size()));
    if (!inOrder && there.size() == wanted.size()) {
      replaceEach(pair, list, there, wanted);
      return;
    }
    if (!inOrder) {
      if (kept.isEmpty()) {
        taken.add(new BracketedList.Span(list.from(), list.to()));
      }
      rewrite(pair, list.flow(), wanted);
      return;
    }
    List<String> added =
        wanted.subList(kept.size(), wanted.size()).stream()
            .map(value -> YamlWriter.inline(pair.key().text(), value))
            .toList();
    if (list.flow()) {
      BracketedList bracketed = bracketed(list);
      bracketed.addBehind(last, added, edits);
      bracketed.remove(gone, edits);
      gone.forEach(index -> taken.add(bracketed.whole(index)));
    } else {
      DashedList dashed = new DashedList(lines, list, pair.key().to());
      if (!added.isEmpty()) {
        dashed.addBehind(last, added, edits);
      }
      for (int index : gone) {
        dashed.remove(index, edits);
        DashedList.Rows rows = dashed.rows().get(index);
        taken.add(new BracketedList.Span(rows.from(), rows.to()));
      }
    }
  }

  private static Map<String, Object> byText(Map<?, ?> values) {
    Map<String, Object> texts = new HashMap<>();
    values.forEach((key, each) -> texts.put(key.toString(), each));
    return texts;
  }

  private void replaceEach(Pair pair, Items list, List<Object> there, List<?> wanted) {
    for (int i = 0; i < there.size(); i++) {
      Object value = wanted.get(i);
      if (FormValues.isSame(there.get(i), value)) {
        continue;
      }
      TextPart part = list.parts().get(i);
      if (part instanceof Leaf leaf) {
        replace(leaf, pair.key().text(), value, -1);
      } else if (part instanceof Pairs map && value instanceof Map<?, ?> values) {
        changeKeys(map, List.of("group", "count"), byText(values));
      } else {
        throw new UneditableException("a list of several kinds", part.from());
      }
    }
  }
}
