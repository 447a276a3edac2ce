package io.holdpoint.policy;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Target;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.DecisionInput.RequestFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Inputs of decisions. */
final class Inputs {

  static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");

  private Inputs() {}

  /** The bare call of a tool: nothing else is said or known. */
  static DecisionInput call(String tool) {
    return call(tool, Map.of());
  }

  static DecisionInput call(String tool, Map<String, Object> arguments) {
    return new DecisionInput(
        new AgentFacts(
            new AgentId("support-bot"),
            new PersonId("olga"),
            Set.of(),
            Set.of(),
            Instant.parse("2026-01-01T00:00:00Z")),
        tool,
        arguments,
        Target.NONE,
        new RequestFacts("", Set.of(), Map.of()),
        new TaskFacts(""),
        ChainFacts.NONE,
        NOW);
  }
}
