package io.holdpoint.simulation;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Target;
import io.holdpoint.request.posted.LoggedAction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The stored form of a log's lines: a JSON object a line, of the same members each time. */
public final class LogLines {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private LogLines() {}

  /** An action of a log with its line's number, from 1. */
  public record Line(int number, LoggedAction action) {}

  static String write(int number, LoggedAction action) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("line", (long) number);
    line.put("tool", action.tool());
    line.put("arguments", action.arguments());
    line.put(
        "target",
        List.of(
            action.target().system(), action.target().resource(), action.target().environment()));
    line.put("task", action.task());
    line.put("reason", action.reason());
    line.put("dataTouched", List.copyOf(action.dataTouched()));
    line.put("attributes", action.attributes());
    action.agent().ifPresent(agent -> line.put("agent", agent.value()));
    action.at().ifPresent(at -> line.put("at", at.toString()));
    return JSON.writeValueAsString(line);
  }

  /** The lines of one chunk. */
  static List<Line> read(String chunk) {
    return chunk.lines().map(LogLines::line).toList();
  }

  private static Line line(String text) {
    Map<?, ?> line = JSON.readValue(text, Map.class);
    List<?> target = (List<?>) present(line, "target");
    Set<String> touched = new LinkedHashSet<>();
    ((List<?>) present(line, "dataTouched")).forEach(label -> touched.add((String) label));
    return new Line(
        ((Long) present(line, "line")).intValue(),
        new LoggedAction(
            (String) present(line, "tool"),
            object(line.get("arguments")),
            new Target((String) target.get(0), (String) target.get(1), (String) target.get(2)),
            (String) present(line, "task"),
            (String) present(line, "reason"),
            touched,
            object(line.get("attributes")),
            line.get("agent") instanceof String agent
                ? Optional.of(new AgentId(agent))
                : Optional.empty(),
            line.get("at") instanceof String at
                ? Optional.of(Instant.parse(at))
                : Optional.empty()));
  }

  private static Object present(Map<?, ?> line, String name) {
    return Objects.requireNonNull(line.get(name), name);
  }

  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> object.put((String) key, each));
    }
    return object;
  }
}
