package io.holdpoint.policy;

import io.holdpoint.model.PersonId;
import io.holdpoint.policy.DecisionInput.TaskTerms;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a task was opened for, within the stored form of a decision's input. */
final class TaskTermsJson {

  private TaskTermsJson() {}

  static Map<String, Object> write(TaskTerms terms) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("owner", terms.owner().value());
    fields.put("purpose", terms.purpose());
    fields.put("allowedTools", terms.allowedTools().stream().sorted().toList());
    fields.put("actions", terms.actions());
    fields.put("targets", terms.targets());
    fields.put("sums", new TreeMap<>(terms.sums()));
    fields.put("seconds", terms.seconds());
    return fields;
  }

  /**
   * @param stored null where the task was never opened, or where nobody looked yet
   * @throws ClassCastException it is none
   */
  static Optional<TaskTerms> read(@Nullable Object stored) {
    if (stored == null) {
      return Optional.empty();
    }
    Map<?, ?> fields = (Map<?, ?>) stored;
    Set<String> tools = new LinkedHashSet<>();
    ((List<?>) present(fields, "allowedTools")).forEach(each -> tools.add((String) each));
    Map<String, Double> sums = new TreeMap<>();
    ((Map<?, ?>) present(fields, "sums"))
        .forEach((path, most) -> sums.put((String) path, ((Number) most).doubleValue()));
    return Optional.of(
        new TaskTerms(
            new PersonId((String) present(fields, "owner")),
            (String) present(fields, "purpose"),
            tools,
            (Long) present(fields, "actions"),
            (Long) present(fields, "targets"),
            sums,
            (Long) present(fields, "seconds")));
  }

  private static Object present(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("decision input: task.opened." + name + " is missing");
    }
    return value;
  }
}
