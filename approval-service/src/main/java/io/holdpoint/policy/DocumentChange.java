package io.holdpoint.policy;

import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.PolicyDesk.PolicyChange;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From one document to another: what a reader is shown, and what maker-checker asks.
 *
 * @param touchesGuardrails whether a guardrail is added, changed or gone
 */
public record DocumentChange(PolicyChange change, boolean touchesGuardrails) {

  static DocumentChange between(PolicyLoader loader, String before, String after) {
    var lines = LineDiff.between(before, after);
    if (before.equals(after)) {
      return new DocumentChange(new PolicyChange(List.of(), List.of(), lines), false);
    }
    if (loader.compile(before) instanceof Compilation.Compiled(var from)
        && loader.compile(after) instanceof Compilation.Compiled(var to)) {
      return compared(from, to, lines);
    }
    // What cannot be compared is treated as the worst that it could be.
    String unknown = "one of the documents has faults here, so what it lets through is not known";
    return new DocumentChange(new PolicyChange(List.of(unknown), List.of(), lines), true);
  }

  private static DocumentChange compared(
      CompiledPolicy from, CompiledPolicy to, List<DiffLine> lines) {
    boolean guardrails = !guardrails(from.document()).equals(guardrails(to.document()));
    return new DocumentChange(
        new PolicyChange(List.of("the documents differ"), List.of(), lines), guardrails);
  }

  /** What guardrails say, wherever they stand. */
  private static Set<List<Object>> guardrails(PolicyDocument document) {
    return document.guardrails().stream()
        .map(
            rule ->
                List.<Object>of(
                    rule.name(),
                    rule.tier(),
                    rule.tools().stream().map(ToolPattern::text).toList(),
                    rule.when().map(ConditionText::text).orElse(""),
                    rule.enabled()))
        .collect(Collectors.toSet());
  }
}
