package io.holdpoint.audit;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;

/** Who did what is recorded. */
public sealed interface Actor {

  record ByAgent(AgentId id) implements Actor {}

  record ByPerson(PersonId id) implements Actor {}

  /** A program that executes actions, by its own credential. */
  record ByEnforcementPoint(String id) implements Actor {}

  /** A job of an approval process. */
  record ByProcess(String process) implements Actor {}

  /** Holdpoint itself: a sweep, the start, the policy. */
  record BySystem() implements Actor {}

  /** The form that is stored, such as {@code agent:support-bot}. */
  default String wire() {
    return switch (this) {
      case ByAgent(var id) -> "agent:" + id;
      case ByPerson(var id) -> "person:" + id;
      case ByEnforcementPoint(var id) -> "enforcement:" + id;
      case ByProcess(var process) -> "process:" + process;
      case BySystem() -> "system";
    };
  }
}
