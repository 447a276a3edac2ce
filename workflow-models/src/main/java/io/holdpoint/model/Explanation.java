package io.holdpoint.model;

import java.util.List;

/**
 * Why the policy put an action into its tier.
 *
 * @param rules the rules and guardrails that matched, strictest first; empty when the default tier
 *     was taken
 * @param errors conditions that failed at run time, and facts that made the decision stricter
 * @param policyVersion the published version that decided
 */
public record Explanation(List<MatchedRule> rules, List<String> errors, int policyVersion) {

  public Explanation {
    rules = List.copyOf(rules);
    errors = List.copyOf(errors);
  }

  /** A rule that matched, and the tier that it asked for. */
  public record MatchedRule(String name, String tier) {}
}
