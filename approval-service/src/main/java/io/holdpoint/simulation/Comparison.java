package io.holdpoint.simulation;

import io.holdpoint.policy.ChangeCause;
import io.holdpoint.policy.Decision;
import io.holdpoint.simulation.PolicyPair.Policies;
import java.util.List;

/** Puts two decisions on one action beside each other. */
final class Comparison {

  private Comparison() {}

  static Judged of(Policies policies, Judged.Subject subject, Decision before, Decision after) {
    boolean changed = ChangeCause.outcome(before) != ChangeCause.outcome(after);
    return new Judged(
        subject,
        ChangeCause.outcome(before),
        ChangeCause.outcome(after),
        before.tier(),
        after.tier(),
        ChangeCause.deciding(before),
        ChangeCause.deciding(after),
        changed
            ? ChangeCause.of(policies.published(), before, policies.draft(), after, subject.tool())
            : "",
        failures(after));
  }

  /** What the explanation says of conditions that failed, and not of what else was noteworthy. */
  private static List<String> failures(Decision decision) {
    List<String> errors = decision.explanation().errors();
    return errors.isEmpty()
        ? List.of()
        : errors.stream()
            .filter(error -> error.startsWith("rule \"") || error.startsWith("guardrail \""))
            .toList();
  }
}
