package io.holdpoint.catalogue;

import io.holdpoint.model.AgentId;
import io.holdpoint.request.posted.LoggedAction;
import io.holdpoint.simulation.KeptLogs;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tools of the logs that are kept; a log never changes, so each is read once. */
@Component
class LoggedTools {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final KeptLogs logs;
  private final Map<String, Map<String, SeenRow>> read = new ConcurrentHashMap<>();

  LoggedTools(KeptLogs logs) {
    this.logs = logs;
  }

  Map<String, SeenRow> all() {
    List<String> kept = logs.ids();
    read.keySet().retainAll(kept);
    Map<String, SeenRow> all = new HashMap<>();
    for (String id : kept) {
      Map<String, SeenRow> tools = read.computeIfAbsent(id, this::read);
      tools.values().forEach(row -> all.merge(row.tool(), row, SeenRow::and));
    }
    return all;
  }

  private Map<String, SeenRow> read(String log) {
    Map<String, Seen> tools = new HashMap<>();
    logs.actions(
        log,
        line -> tools.computeIfAbsent(line.action().tool(), tool -> new Seen()).add(line.action()));
    Map<String, SeenRow> rows = new HashMap<>();
    tools.forEach((tool, seen) -> rows.put(tool, seen.row(tool)));
    return rows;
  }

  /** Collected of one tool. */
  private static final class Seen {
    private long count;
    private final TreeSet<String> agents = new TreeSet<>();
    private final Deque<LoggedAction> newest = new ArrayDeque<>();
    private Hints hints = Hints.NONE;
    private Optional<Instant> last = Optional.empty();

    private void add(LoggedAction action) {
      count++;
      if (agents.size() < SeenRow.AGENTS) {
        action.agent().map(AgentId::value).ifPresent(agents::add);
      }
      newest.addFirst(action);
      if (newest.size() > SeenRow.EXAMPLES) {
        newest.removeLast();
      }
      if (!action.attributes().isEmpty()) {
        hints = hints.and(Hints.of(SeenTools.object(JSON.writeValueAsString(action.attributes()))));
      }
      last = action.at().or(() -> last);
    }

    private SeenRow row(String tool) {
      return new SeenRow(
          tool,
          0,
          count,
          agents,
          last,
          newest.stream().map(action -> JSON.writeValueAsString(action.arguments())).toList(),
          hints);
    }
  }
}
