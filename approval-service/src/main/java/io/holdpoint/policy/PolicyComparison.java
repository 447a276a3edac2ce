package io.holdpoint.policy;

import io.holdpoint.policy.PolicyDocument.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a change from one policy to another lets through, and what it no longer lets through. It
 * errs on one side only: what cannot be proved harmless counts as loosening. Plain Java.
 */
public final class PolicyComparison {

  private PolicyComparison() {}

  /**
   * What a change does. One change may do both.
   *
   * @param loosens what may let more through, in sentences; empty only where nothing does
   * @param tightens what may let less through, in sentences
   * @param touchesGuardrails whether any guardrail differs, in whichever direction
   */
  public record Comparison(List<String> loosens, List<String> tightens, boolean touchesGuardrails) {
    public Comparison {
      loosens = List.copyOf(loosens);
      tightens = List.copyOf(tightens);
    }
  }

  /** From {@code before} to {@code after}. */
  public static Comparison between(CompiledPolicy before, CompiledPolicy after) {
    PolicyDocument old = before.document();
    PolicyDocument now = after.document();
    Weighed weighed = new Weighed();
    TierChanges tiers = new TierChanges(old, now);
    tiers.weigh(weighed);
    new RuleChanges(tiers, old, now).weigh(weighed);
    new ToolChanges(tiers, old, now).weigh(weighed);
    return new Comparison(
        weighed.loosens, weighed.tightens, !guardrails(old, tiers).equals(guardrails(now, tiers)));
  }

  /** The guardrails by name, in whichever order, with the names that their tiers have now. */
  private static Map<String, List<Object>> guardrails(PolicyDocument document, TierChanges tiers) {
    Map<String, List<Object>> all = new TreeMap<>();
    for (Rule rule : document.guardrails()) {
      all.put(
          rule.name(),
          List.of(
              tiers.nameNow(rule.tier()),
              rule.tools(),
              rule.when().map(ConditionText::text).orElse(""),
              rule.enabled()));
    }
    return all;
  }

  /** Where the parts of a comparison put what they find. */
  static final class Weighed {
    private final List<String> loosens = new ArrayList<>();
    private final List<String> tightens = new ArrayList<>();

    boolean isEmpty() {
      return !mayLoosen() && !mayTighten();
    }

    boolean mayLoosen() {
      return !loosens.isEmpty();
    }

    boolean mayTighten() {
      return !tightens.isEmpty();
    }

    void loosens(String what) {
      loosens.add(what);
    }

    void tightens(String what) {
      tightens.add(what);
    }

    void add(boolean mayLoosen, boolean mayTighten, String what) {
      if (mayLoosen) {
        loosens.add(what);
      }
      if (mayTighten) {
        tightens.add(what);
      }
    }
  }
}
