package io.holdpoint.simulation;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One action, decided by both policies.
 *
 * @param cause why they differ, {@code ""} where they do not
 * @param failures of the draft's conditions on it
 */
record Judged(
    Subject subject,
    Outcome before,
    Outcome after,
    String tierBefore,
    String tierAfter,
    String ruleBefore,
    String ruleAfter,
    String cause,
    List<String> failures) {

  /**
   * The action.
   *
   * @param line where it came from a log, else 0
   * @param denied whether people denied it
   */
  record Subject(
      Optional<RequestId> request,
      int line,
      AgentId agent,
      String tool,
      Target target,
      Optional<Instant> at,
      boolean denied) {}

  boolean changed() {
    return before != after;
  }

  boolean released() {
    return changed() && after == Outcome.ALLOW;
  }
}
