package io.holdpoint.policy;

import io.holdpoint.model.Reversibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How one action is decided, rule by rule. What the conditions saw holds the agent's own arguments:
 * to be shown to those who may see them, never to be logged.
 *
 * @param decision the same that {@link CompiledPolicy#decide} gives
 * @param reversibility of the tool, by this policy's catalogue
 * @param steps guardrails, then rules, each in the document's order
 */
public record PolicyTrace(Decision decision, Reversibility reversibility, List<Step> steps) {

  public PolicyTrace {
    steps = List.copyOf(steps);
  }

  /** This trace, with what the conditions saw as another has it: one of the same policy. */
  public PolicyTrace showing(PolicyTrace other) {
    List<Step> shown = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      shown.add(
          new Step(
              step.name(),
              step.tier(),
              step.guardrail(),
              step.result(),
              step.when(),
              other.steps().get(i).saw(),
              step.error()));
    }
    return new PolicyTrace(decision, reversibility, shown);
  }

  /** What became of a rule. */
  public enum Result {
    MATCHED,
    NOT_MATCHED,
    /** Its condition failed; see the decision's explanation for what that counted as. */
    FAILED,
    /** Its patterns leave this tool out. */
    OTHER_TOOL,
    /** It is turned off. */
    OFF
  }

  /**
   * One rule or guardrail.
   *
   * @param when its condition, {@code ""}: always
   * @param saw each path in the condition, and each question to a history, with what it gave, cut
   *     after 200 characters; empty where the condition was not asked
   * @param error why it failed, {@code ""} where it did not
   */
  public record Step(
      String name,
      String tier,
      boolean guardrail,
      Result result,
      String when,
      Map<String, String> saw,
      String error) {}
}
