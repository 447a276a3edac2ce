package io.holdpoint.simulation;

import io.holdpoint.policy.ChangeCause;
import io.holdpoint.policy.CompiledPolicy;
import io.holdpoint.policy.Decision;
import java.util.List;

/** The policy in force, and the draft beside it. */
record Policies(CompiledPolicy published, int version, CompiledPolicy draft) {

  Judged compare(Judged.Subject subject, Decision before, Decision after) {
    boolean changed = ChangeCause.outcome(before) != ChangeCause.outcome(after);
    return new Judged(
        subject,
        ChangeCause.outcome(before),
        ChangeCause.outcome(after),
        before.tier(),
        after.tier(),
        ChangeCause.deciding(before),
        ChangeCause.deciding(after),
        changed ? ChangeCause.of(published, before, draft, after, subject.tool()) : "",
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
