package io.holdpoint.policy;

import io.holdpoint.model.ToolPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a tool's name selects without looking at every pattern. Each pattern is filed under
 * the longer of its fixed beginning and its fixed end; a name is looked up by its own beginnings
 * and ends of the lengths that occur. Only patterns such as {@code *mail*} are tried one by one.
 */
final class ToolIndex<T> {

  private record Filed(ToolPattern pattern, int order) {}

  private final List<T> items = new ArrayList<>();
  private final List<Integer> always = new ArrayList<>();
  private final Map<String, List<Integer>> literals = new HashMap<>();
  private final Map<String, List<Filed>> prefixes = new HashMap<>();
  private final Map<String, List<Filed>> suffixes = new HashMap<>();
  private final List<Filed> others = new ArrayList<>();
  private final TreeSet<Integer> prefixLengths = new TreeSet<>();
  private final TreeSet<Integer> suffixLengths = new TreeSet<>();

  /** Adds an item that one of the patterns selects; without patterns, every tool does. */
  void add(T item, List<ToolPattern> patterns) {
    int order = items.size();
    items.add(item);
    if (patterns.isEmpty()) {
      always.add(order);
    }
    for (ToolPattern pattern : patterns) {
      file(pattern, order);
    }
  }

  private void file(ToolPattern pattern, int order) {
    String prefix = pattern.prefix();
    String suffix = pattern.suffix();
    if (pattern.isLiteral()) {
      literals.computeIfAbsent(pattern.text(), key -> new ArrayList<>()).add(order);
    } else if (prefix.isEmpty() && suffix.isEmpty()) {
      others.add(new Filed(pattern, order));
    } else if (prefix.length() >= suffix.length()) {
      prefixes.computeIfAbsent(prefix, key -> new ArrayList<>()).add(new Filed(pattern, order));
      prefixLengths.add(prefix.length());
    } else {
      suffixes.computeIfAbsent(suffix, key -> new ArrayList<>()).add(new Filed(pattern, order));
      suffixLengths.add(suffix.length());
    }
  }

  /** The items that the tool selects, each once, in the order in which they were added. */
  List<T> select(String tool) {
    // Few of many are found: a set of their numbers, not a bit for every item.
    TreeSet<Integer> found = new TreeSet<>(always);
    found.addAll(literals.getOrDefault(tool, List.of()));
    for (int length : prefixLengths.headSet(tool.length(), true)) {
      mark(prefixes.get(tool.substring(0, length)), tool, found);
    }
    for (int length : suffixLengths.headSet(tool.length(), true)) {
      mark(suffixes.get(tool.substring(tool.length() - length)), tool, found);
    }
    mark(others, tool, found);
    return found.stream().map(items::get).toList();
  }

  private static void mark(@Nullable List<Filed> filed, String tool, Set<Integer> found) {
    if (filed == null) {
      return;
    }
    for (Filed candidate : filed) {
      if (!found.contains(candidate.order()) && candidate.pattern().matches(tool)) {
        found.add(candidate.order());
      }
    }
  }
}
