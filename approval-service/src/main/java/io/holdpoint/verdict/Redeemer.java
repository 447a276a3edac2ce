package io.holdpoint.verdict;

import io.holdpoint.audit.Actor;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.identity.CallingEnforcementPoint;
import io.holdpoint.model.AgentId;
import java.security.Principal;

/** Who redeems an approval: the agent itself, or a program that executes a tool's actions. */
sealed interface Redeemer {

  record Agent(AgentId id) implements Redeemer {}

  record Tool(CallingEnforcementPoint point) implements Redeemer {}

  /**
   * @throws IllegalArgumentException neither of them: the routes let nobody else in
   */
  static Redeemer of(Principal caller) {
    return switch (caller) {
      case CallingAgent agent -> new Agent(agent.id());
      case CallingEnforcementPoint point -> new Tool(point);
      default -> throw new IllegalArgumentException("neither an agent nor an enforcement point");
    };
  }

  default Actor actor() {
    return switch (this) {
      case Agent(var id) -> new Actor.ByAgent(id);
      case Tool(var point) -> new Actor.ByEnforcementPoint(point.id());
    };
  }
}
