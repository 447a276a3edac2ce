package io.holdpoint.policy;

import io.holdpoint.model.Channel;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.ToolPattern;
import io.holdpoint.model.desk.PolicyDesk.PolicyView;
import io.holdpoint.model.desk.PolicyDesk.RuleView;
import io.holdpoint.model.desk.PolicyDesk.TierNotify;
import io.holdpoint.model.desk.PolicyDesk.TierUse;
import io.holdpoint.model.desk.PolicyDesk.TierView;
import io.holdpoint.model.desk.PolicyDesk.ToolCredential;
import io.holdpoint.model.desk.PolicyDesk.ToolView;
import io.holdpoint.policy.PolicyDocument.Approval;
import io.holdpoint.policy.PolicyDocument.GroupName;
import io.holdpoint.policy.PolicyDocument.Rule;
import io.holdpoint.policy.PolicyDocument.Tier;
import io.holdpoint.policy.PolicyDocument.ToolEntry;
import io.holdpoint.policy.PolicyVersions.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Policies as the console reads them. */
final class PolicyViews {

  private static final String PERSON = "person:";

  private PolicyViews() {}

  /** Whom the console names: a person by id, or Holdpoint where nobody published. */
  static String publisher(Version version) {
    String by = version.publishedBy();
    return by.startsWith(PERSON) ? by.substring(PERSON.length()) : "Holdpoint";
  }

  static PolicyView of(Version version, CompiledPolicy policy, List<String> findings) {
    PolicyDocument document = policy.document();
    return new PolicyView(
        version.version(),
        version.publishedAt(),
        publisher(version),
        version.note(),
        version.document(),
        document.defaultTier(),
        document.tiers().stream().map(PolicyViews::tier).toList(),
        document.guardrails().stream().map(PolicyViews::rule).toList(),
        document.rules().stream().map(PolicyViews::rule).toList(),
        document.tools().stream().map(PolicyViews::tool).toList(),
        findings);
  }

  private static TierView tier(Tier tier) {
    Optional<Approval> approval = tier.approval();
    return new TierView(
        tier.name(),
        tier.outcome(),
        approval.map(Approval::process),
        approval.map(PolicyViews::demand).orElse(""),
        approval.map(Approval::slots).orElse(List.of()),
        approval.flatMap(Approval::remindAfter).map(Duration::toString),
        approval.flatMap(Approval::escalateAfter).map(Duration::toString),
        approval.flatMap(Approval::escalateTo).map(GroupName::name),
        approval.map(Approval::expireAfter).map(Duration::toString),
        approval.map(PolicyViews::channels).orElse(Set.of()),
        approval.map(Approval::changes).orElse(false),
        approval.map(Approval::denials).orElse(1),
        approval.map(Approval::reasonRequired).orElse(false),
        approval.map(Approval::stepUp).orElse(false),
        use(tier),
        approval.map(PolicyViews::notices).orElse(TierNotify.UNSAID),
        tier.enabled());
  }

  private static TierNotify notices(Approval approval) {
    var notices = approval.notices();
    return new TierNotify(
        notices.addresses().slack(),
        notices.addresses().webhook(),
        notices.people(),
        notices.wakes());
  }

  private static TierUse use(Tier tier) {
    return tier.outcome() == Outcome.DENY
        ? TierUse.UNSAID
        : new TierUse(
            Optional.of(tier.terms().useWithin().toString()),
            Optional.of(tier.terms().redeemBy().wire()));
  }

  private static Set<String> channels(Approval approval) {
    return approval.decideIn().stream()
        .map(Channel::wire)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Such as {@code 1 of ops and 1 of security}. */
  private static String demand(Approval approval) {
    return approval.slots().stream()
        .map(slot -> slot.count() + " of " + slot.group())
        .collect(
            Collectors.joining(CompiledPolicy.demand(approval).inTurn() ? ", then " : " and "));
  }

  private static RuleView rule(Rule rule) {
    return new RuleView(
        rule.name(),
        rule.tier(),
        rule.tools().stream().map(ToolPattern::text).toList(),
        rule.when().map(ConditionText::text).orElse(""),
        rule.enabled());
  }

  private static ToolView tool(ToolEntry tool) {
    return new ToolView(
        tool.match().text(),
        tool.system(),
        tool.reversibility().orElse(Reversibility.UNCLASSIFIED),
        new TreeSet<>(tool.labels()),
        tool.arguments().map(SchemaJson::text).orElse(""),
        tool.credential()
            .map(
                terms ->
                    new ToolCredential(
                        terms.audience(), terms.scope(), Optional.of(terms.validFor().toString()))),
        tool.enabled());
  }
}
