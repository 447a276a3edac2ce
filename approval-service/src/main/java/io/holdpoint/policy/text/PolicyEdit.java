package io.holdpoint.policy.text;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DraftDesk.Part;
import io.holdpoint.policy.text.TextPart.Items;
import io.holdpoint.policy.text.TextPart.Leaf;
import io.holdpoint.policy.text.TextPart.Pair;
import io.holdpoint.policy.text.TextPart.Pairs;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One change of a policy text under way: its steps are collected and made all at once. */
final class PolicyEdit {

  private static final List<String> SECTIONS =
      List.of("tiers", "defaultTier", "groups", "tools", "rules", "guardrails");

  private final boolean openEnded;
  private final TextLines lines;
  private final TextEdits edits = new TextEdits();
  private final EntryText entries;
  private final Pairs root;
  private final IntendedDocument intended;
  private final Map<Part, Map<String, Integer>> places = new HashMap<>();

  /**
   * @throws BadInputException the text is not a mapping in YAML
   */
  PolicyEdit(String yaml) {
    this.openEnded = !yaml.endsWith("\n");
    String text = openEnded ? yaml + TextLines.of(yaml).lineBreak() : yaml;
    this.intended = IntendedDocument.of(text);
    if (!(TextParts.read(text) instanceof Pairs mapping)) {
      throw new BadInputException("yaml", "the document is not a mapping");
    }
    this.root = mapping;
    this.lines = TextLines.of(text);
    this.entries = new EntryText(lines, edits);
  }

  /** The line, from 1, of an index. */
  long line(int at) {
    return lines.text().substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }

  /**
   * The changed text.
   *
   * @throws UneditableException it does not say what was intended, or has lost a comment
   */
  String done() {
    String changed;
    try {
      changed = edits.applyTo(lines.text());
    } catch (IllegalStateException e) {
      throw new UneditableException("a layout that a form cannot change", 0);
    }
    intended.check(lines, root, changed);
    boolean strip = openEnded && changed.endsWith(lines.lineBreak());
    return strip ? changed.substring(0, changed.length() - lines.lineBreak().length()) : changed;
  }

  boolean has(Part part, String name) {
    return places(part).containsKey(name);
  }

  void put(Part part, Optional<String> replaces, List<String> keys, Map<String, Object> wanted) {
    String name = String.valueOf(wanted.get(nameKey(part)));
    if (!replaces.equals(Optional.of(name)) && isTaken(part, name)) {
      throw new BadInputException(
          nameKey(part), word(part) + " " + name + " is there already (expected another name)");
    }
    if (replaces.isEmpty()) {
      add(part, List.of(wanted));
      return;
    }
    int index = index(part, replaces.get(), "replaces");
    change(part, index, keys, wanted);
  }

  private void change(Part part, int index, List<String> keys, Map<String, Object> wanted) {
    intended.gone(entries.change(entry(part, index), keys, wanted));
    intended.put(key(part), index, keys, wanted);
  }

  /** Rules and guardrails share their names. */
  private boolean isTaken(Part part, String name) {
    return switch (part) {
      case TIERS, TOOLS -> has(part, name);
      case RULES, GUARDRAILS -> has(Part.RULES, name) || has(Part.GUARDRAILS, name);
    };
  }

  /** Adds entries at the end of a list, which need not be there yet. */
  void add(Part part, List<Map<String, Object>> added) {
    if (added.isEmpty()) {
      return;
    }
    intended.add(key(part), added);
    Optional<Pair> section = root.pair(key(part));
    if (section.isEmpty()) {
      new SectionText(lines, root, edits).add(key(part), SECTIONS, added);
    } else {
      new ListText(lines, section.get(), list(part)).add(added, edits, root.flow());
    }
  }

  void remove(Part part, String name) {
    int index = index(part, name, "name");
    Items list = list(part);
    refuseTied(list.parts().get(index));
    ListText text = new ListText(lines, root.pair(key(part)).orElseThrow(), list);
    intended.gone(List.of(text.remove(index, edits)));
    intended.remove(key(part), index);
  }

  void move(Part part, String name, int to) {
    int from = index(part, name, "name");
    Items list = list(part);
    if (to < 0 || to >= list.parts().size()) {
      throw new BadInputException(
          "to", "no place " + to + " (expected 0 to " + (list.parts().size() - 1) + ")");
    }
    for (int i = Math.min(from, to); i <= Math.max(from, to); i++) {
      refuseTied(list.parts().get(i));
    }
    new ListText(lines, root.pair(key(part)).orElseThrow(), list).move(from, to, edits);
    intended.move(key(part), from, to);
  }

  void enable(Part part, String name, boolean enabled) {
    int index = index(part, name, "name");
    List<String> keys = List.of("enabled");
    Map<String, Object> wanted = enabled ? Map.of() : Map.of("enabled", false);
    change(part, index, keys, wanted);
  }

  void defaultTier(String name) {
    index(Part.TIERS, name, "name");
    Pair pair =
        root.pair("defaultTier")
            .orElseThrow(() -> new BadInputException("name", "the document has no defaultTier"));
    rename(pair, name);
    intended.set("defaultTier", name);
  }

  /** Names a tier anew where the default tier, a rule or a guardrail names it. */
  void renameTier(String old, String name) {
    root.pair("defaultTier")
        .filter(pair -> FormValues.read(pair.value()).equals(old))
        .ifPresent(
            pair -> {
              rename(pair, name);
              intended.set("defaultTier", name);
            });
    for (Part part : List.of(Part.RULES, Part.GUARDRAILS)) {
      if (root.pair(key(part)).isEmpty()) {
        continue;
      }
      List<TextPart> rules = list(part).parts();
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i) instanceof Pairs rule && rule.text("tier").equals(Optional.of(old))) {
          rename(rule.pair("tier").orElseThrow(), name);
          intended.put(key(part), i, List.of("tier"), Map.of("tier", name));
        }
      }
    }
  }

  private void rename(Pair pair, String name) {
    if (!(pair.value() instanceof Leaf leaf) || leaf.tied()) {
      throw new UneditableException("an anchor or an alias", pair.from());
    }
    if (!leaf.text().equals(name)) {
      entries.replace(leaf, pair.key().text(), name, -1);
    }
  }

  private int index(Part part, String name, String field) {
    Integer index = places(part).get(name);
    if (index == null) {
      throw new BadInputException(field, "there is no " + word(part) + " " + name);
    }
    return index;
  }

  /** The first entry of each name. */
  private Map<String, Integer> places(Part part) {
    return places.computeIfAbsent(
        part,
        key -> {
          Map<String, Integer> found = new HashMap<>();
          List<TextPart> parts = root.pair(key(part)).isEmpty() ? List.of() : list(part).parts();
          for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Pairs pairs) {
              int index = i;
              pairs.text(nameKey(part)).ifPresent(name -> found.putIfAbsent(name, index));
            } else {
              refuseTied(parts.get(i));
            }
          }
          return found;
        });
  }

  private Items list(Part part) {
    TextPart value = root.pair(key(part)).orElseThrow().value();
    if (value instanceof Items list && !list.anchored()) {
      return list;
    }
    throw new UneditableException(
        value.tied() ? "an anchor or an alias" : "not a list", value.from());
  }

  private Pairs entry(Part part, int index) {
    TextPart entry = list(part).parts().get(index);
    refuseTied(entry);
    return (Pairs) entry;
  }

  private static void refuseTied(TextPart part) {
    if (part.tied()) {
      throw new UneditableException("an anchor or an alias", part.from());
    }
  }

  private static String key(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static String nameKey(Part part) {
    return part == Part.TOOLS ? "match" : "name";
  }

  private static String word(Part part) {
    return switch (part) {
      case TIERS -> "tier";
      case RULES -> "rule";
      case GUARDRAILS -> "guardrail";
      case TOOLS -> "tool entry";
    };
  }
}
