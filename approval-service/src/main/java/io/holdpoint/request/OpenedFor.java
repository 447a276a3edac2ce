package io.holdpoint.request;

import io.holdpoint.model.AgentId;
import io.holdpoint.policy.DecisionInput.TaskTerms;
import io.holdpoint.policy.Effect;
import io.holdpoint.task.OpenTask;
import io.holdpoint.task.Takes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What tasks and rules have to tell each other: what was opened for what, and what it takes. */
final class OpenedFor {

  private OpenedFor() {}

  /**
   * What a task was opened for.
   *
   * @param task null for a label that was never opened
   * @param by who asks; an agent that takes no part in the task learns nothing of it by what rules
   *     make of it
   */
  static Optional<TaskTerms> terms(@Nullable OpenTask task, AgentId by) {
    if (task == null || !task.agents().contains(by)) {
      return Optional.empty();
    }
    var terms = task.terms();
    return Optional.of(
        new TaskTerms(
            task.owner(),
            terms.purpose(),
            Set.copyOf(Objects.requireNonNullElse(terms.allowedTools(), List.of())),
            Objects.requireNonNullElse(terms.actions(), 0),
            Objects.requireNonNullElse(terms.targets(), 0),
            sums(terms.sums()),
            task.lasts().toSeconds()));
  }

  /** What an action takes of its task's budget. */
  static Takes takes(Effect effect) {
    return new Takes(effect.target(), effect.amounts());
  }

  private static Map<String, Double> sums(Map<String, BigDecimal> bounds) {
    var sums = new TreeMap<String, Double>();
    bounds.forEach((path, most) -> sums.put(path, most.doubleValue()));
    return sums;
  }
}
