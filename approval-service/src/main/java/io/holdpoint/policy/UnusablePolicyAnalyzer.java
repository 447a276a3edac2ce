package io.holdpoint.policy;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells of an unusable policy at the start: every fault on a line of its own, no stack trace. */
class UnusablePolicyAnalyzer extends AbstractFailureAnalyzer<UnusablePolicyException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnusablePolicyException cause) {
    int count = cause.faults().size();
    return new FailureAnalysis(
        "The policy cannot be used: "
            + cause.source()
            + " has "
            + count
            + (count == 1 ? " fault:" : " faults:")
            + "\n\n  "
            + String.join("\n  ", cause.faults()),
        "Mend "
            + (count == 1 ? "it" : "them")
            + " and start again; docs/policy.md describes the document.",
        cause);
  }
}
