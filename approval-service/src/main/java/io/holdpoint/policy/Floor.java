package io.holdpoint.policy;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What the guardrails alone say of an action, by the policy that is published now.
 *
 * @param guards those that count; none: the floor asks for nothing
 */
public record Floor(List<Guard> guards) {

  public Floor {
    guards = List.copyOf(guards);
  }

  /**
   * A guardrail that counts.
   *
   * @param outcome of its tier
   * @param demand of its tier, where that asks for people
   */
  public record Guard(String name, String tier, Outcome outcome, Optional<ApprovalDemand> demand) {}
}
