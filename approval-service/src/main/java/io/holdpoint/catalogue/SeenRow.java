package io.holdpoint.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was seen of one tool.
 *
 * @param agents the first {@link #AGENTS} by name
 * @param examples arguments as JSON, newest first
 */
record SeenRow(
    String tool,
    long requests,
    long inLogs,
    SortedSet<String> agents,
    Optional<Instant> lastSeen,
    List<String> examples,
    Hints hints) {

  static final int AGENTS = 50;
  static final int EXAMPLES = 3;

  SeenRow {
    agents = new TreeSet<>(agents.stream().limit(AGENTS).toList());
    examples = examples.stream().limit(EXAMPLES).toList();
  }

  /** Both together; {@code later} is the newer. */
  SeenRow and(SeenRow later) {
    SortedSet<String> both = new TreeSet<>(agents);
    both.addAll(later.agents);
    List<String> newest = new ArrayList<>(later.examples);
    examples.stream().filter(example -> !newest.contains(example)).forEach(newest::add);
    return new SeenRow(
        tool,
        requests + later.requests,
        inLogs + later.inLogs,
        both,
        later.lastSeen.or(() -> lastSeen),
        newest,
        hints.and(later.hints));
  }

  /** The hints as they are stored. */
  Map<String, Object> hintsAsJson() {
    Map<String, Object> json = new TreeMap<>();
    hints.readOnly().ifPresent(value -> json.put("readOnlyHint", value));
    hints.destructive().ifPresent(value -> json.put("destructiveHint", value));
    hints.openWorld().ifPresent(value -> json.put("openWorldHint", value));
    if (!hints.words().isEmpty()) {
      json.put("title", hints.words());
    }
    return json;
  }
}
