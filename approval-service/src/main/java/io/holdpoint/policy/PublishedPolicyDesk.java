package io.holdpoint.policy;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.policy.PolicyDocument.Approval;
import io.holdpoint.policy.PolicyDocument.GroupName;
import io.holdpoint.policy.PolicyDocument.Rule;
import io.holdpoint.policy.PolicyDocument.Tier;
import io.holdpoint.policy.PublishedPolicy.InForce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Shows the policy in force, as the console wants it. */
@Component
class PublishedPolicyDesk implements PolicyDesk {

  private final PublishedPolicy policy;
  private final Directory directory;

  PublishedPolicyDesk(PublishedPolicy policy, Directory directory) {
    this.policy = policy;
    this.directory = directory;
  }

  @Override
  public PolicyView current() {
    InForce inForce = policy.get();
    PolicyDocument document = inForce.policy().document();
    return new PolicyView(
        inForce.version().version(),
        inForce.version().publishedAt(),
        inForce.version().publishedBy(),
        inForce.version().note(),
        inForce.version().document(),
        document.defaultTier(),
        document.tiers().stream().map(PublishedPolicyDesk::tier).toList(),
        document.guardrails().stream().map(PublishedPolicyDesk::rule).toList(),
        document.rules().stream().map(PublishedPolicyDesk::rule).toList(),
        document.tools().stream()
            .map(
                tool ->
                    new ToolView(
                        tool.match().text(),
                        tool.system(),
                        tool.reversibility().orElse(Reversibility.UNCLASSIFIED),
                        new TreeSet<>(tool.labels())))
            .toList(),
        findings(inForce));
  }

  /** Who is in which group changes without the policy, so that is looked up each time. */
  List<String> findings(InForce inForce) {
    List<String> findings = new ArrayList<>(inForce.findings());
    inForce
        .policy()
        .unknownGroups(directory.groups())
        .forEach(finding -> findings.add(finding.toString()));
    return List.copyOf(findings);
  }

  private static TierView tier(Tier tier) {
    Optional<Approval> approval = tier.approval();
    return new TierView(
        tier.name(),
        tier.outcome(),
        approval.map(Approval::process),
        approval.map(PublishedPolicyDesk::demand).orElse(""),
        approval.flatMap(Approval::remindAfter).map(Duration::toString),
        approval.flatMap(Approval::escalateAfter).map(Duration::toString),
        approval.flatMap(Approval::escalateTo).map(GroupName::name),
        approval.map(Approval::expireAfter).map(Duration::toString),
        approval.map(PublishedPolicyDesk::channels).orElse(Set.of()));
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
        rule.when().map(ConditionText::text).orElse(""));
  }
}
