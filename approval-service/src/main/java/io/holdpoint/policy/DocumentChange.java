package io.holdpoint.policy;

import io.holdpoint.model.desk.PolicyDesk.PolicyChange;
import java.util.List;

/**
 * From one document to another: what a reader is shown, and what maker-checker asks.
 *
 * @param touchesGuardrails whether a guardrail is added, changed or gone
 */
public record DocumentChange(PolicyChange change, boolean touchesGuardrails) {

  static DocumentChange between(PolicyLoader loader, String before, String after) {
    var lines = TextDiff.lines(before, after);
    if (before.equals(after)) {
      return new DocumentChange(new PolicyChange(List.of(), List.of(), lines), false);
    }
    if (loader.compile(before) instanceof Compilation.Compiled(var from)
        && loader.compile(after) instanceof Compilation.Compiled(var to)) {
      PolicyComparison.Comparison found = PolicyComparison.between(from, to);
      return new DocumentChange(
          new PolicyChange(found.loosens(), found.tightens(), lines), found.touchesGuardrails());
    }
    // What cannot be compared is treated as the worst that it could be.
    String unknown = "one of the documents has faults here, so what it lets through is not known";
    return new DocumentChange(new PolicyChange(List.of(unknown), List.of(), lines), true);
  }
}
