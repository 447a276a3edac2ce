package io.holdpoint.web.policy;

import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.model.desk.PolicyDesk.RuleHealth;
import io.holdpoint.model.desk.PolicyDesk.RuleView;
import io.holdpoint.model.desk.PolicyDesk.ToolView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy's lists as a page shows them.
 *
 * @param wanted what was looked for
 * @param failing by the rule's name, for the policy in force
 */
public record PolicyListing(
    PolicyView policy,
    String wanted,
    Listing<RuleView> guardrails,
    Listing<RuleView> rules,
    Listing<ToolView> tools,
    Map<String, RuleHealth> failing) {

  private static final int MANY = 25;

  static PolicyListing of(PolicyView policy, String wanted, List<RuleHealth> failing) {
    var byName = new LinkedHashMap<String, RuleHealth>();
    failing.forEach(f -> byName.put(f.rule(), f));
    return new PolicyListing(
        policy,
        wanted,
        Listing.of(policy.guardrails(), wanted, PolicyListing::text),
        Listing.of(policy.rules(), wanted, PolicyListing::text),
        Listing.of(policy.tools(), wanted, t -> t.match() + " " + t.system() + " " + t.labels()),
        byName);
  }

  private static String text(RuleView rule) {
    return rule.name() + " " + rule.tier() + " " + rule.tools() + " " + rule.when();
  }

  /** Whether there is enough to look for something in it. */
  public boolean searchable() {
    return !wanted.isEmpty() || guardrails.all() + rules.all() + tools.all() > MANY;
  }
}
