package io.holdpoint.policy;

import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.PolicyDocument.Approval;
import io.holdpoint.policy.PolicyDocument.GroupName;
import io.holdpoint.policy.PolicyDocument.Rule;
import io.holdpoint.policy.PolicyDocument.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles a policy document: reads it, finds every fault at once, and makes of it what decides.
 * Plain Java; safe to use from many threads.
 */
public final class PolicyCompiler {

  private static final Comparator<Remark> IN_DOCUMENT_ORDER =
      Comparator.comparingInt(Remark::line).thenComparingInt(Remark::column);

  private final ConditionCompiler conditions = new ConditionCompiler();

  /**
   * @param yaml the document, at most {@link PolicyLimits#DOCUMENT_BYTES}
   * @param processes the ids that a tier's {@code process} may name
   */
  public Compilation compile(String yaml, List<String> processes) {
    List<Remark> faults = new ArrayList<>();
    List<Remark> findings = new ArrayList<>();
    Optional<YamlNode> root = YamlReader.read(yaml, faults);
    if (root.isEmpty()) {
      return new Compilation.Faulty(faults);
    }
    PolicyDocument document = new DocumentReader(processes, faults).read(root.get());
    List<CompiledRule> rules = compile(document.rules(), faults, findings);
    List<CompiledRule> guardrails = compile(document.guardrails(), faults, findings);
    if (!faults.isEmpty()) {
      return new Compilation.Faulty(faults.stream().sorted(IN_DOCUMENT_ORDER).toList());
    }
    document.tiers().stream()
        .filter(Tier::enabled)
        .forEach(tier -> findings.addAll(findings(tier)));
    findings.addAll(RuleFindings.of(document));
    findings.sort(IN_DOCUMENT_ORDER);
    return new Compilation.Compiled(new CompiledPolicy(document, rules, guardrails, findings));
  }

  /**
   * The faults of one condition as it is typed; lines and columns count from 1 within it. An empty
   * one, which always holds, has none.
   */
  public List<Remark> check(String condition) {
    if (condition.isBlank()) {
      return List.of();
    }
    int length = condition.codePointCount(0, condition.length());
    if (length > PolicyLimits.CONDITION) {
      return List.of(
          new Remark(
              "condition",
              At.START,
              length + " characters (expected at most " + PolicyLimits.CONDITION + ")"));
    }
    List<Remark> faults = new ArrayList<>();
    ConditionText text =
        new ConditionText(
            condition,
            new YamlNode.Scalar(At.START, condition, true, true, new SourceText(condition), 0));
    conditions.compile("condition", text, faults, new ArrayList<>());
    return faults.stream().sorted(IN_DOCUMENT_ORDER).toList();
  }

  private List<CompiledRule> compile(List<Rule> rules, List<Remark> faults, List<Remark> findings) {
    List<CompiledRule> compiled = new ArrayList<>();
    for (Rule rule : rules) {
      Optional<Condition> condition =
          rule.when().flatMap(when -> conditions.compile(rule.where(), when, faults, findings));
      if (rule.enabled()) {
        compiled.add(new CompiledRule(rule.name(), rule.tier(), rule.tools(), condition));
      }
    }
    return compiled;
  }

  /** The groups that enabled tiers name and nobody is in. */
  static List<Remark> unknownGroups(PolicyDocument document, Set<String> groups) {
    List<Remark> findings = new ArrayList<>();
    for (Tier tier : document.tiers()) {
      if (tier.approval().isEmpty() || !tier.enabled()) {
        continue;
      }
      Approval approval = tier.approval().get();
      List<GroupName> named = new ArrayList<>();
      for (int i = 0; i < approval.slots().size(); i++) {
        named.add(new GroupName(approval.namesGroups().get(i), approval.slots().get(i).group()));
      }
      approval.escalateTo().ifPresent(named::add);
      for (GroupName group : named) {
        if (!groups.contains(group.name())) {
          findings.add(
              new Remark(
                  "tier \"" + tier.name() + "\"",
                  group.at(),
                  "nobody is in group " + group.name() + ", so nobody can approve for it"));
        }
      }
    }
    return findings;
  }

  private static List<Remark> findings(Tier tier) {
    List<Remark> findings = new ArrayList<>();
    String where = "tier \"" + tier.name() + "\"";
    tier.approval()
        .ifPresent(
            approval -> {
              int people = approval.slots().stream().mapToInt(slot -> slot.count()).sum();
              if (approval.process().equals(Processes.FOUR_EYES) && people < 2) {
                findings.add(
                    new Remark(where, tier.at(), "four-eyes-approval with one approval only"));
              }
              if (approval.process().equals(Processes.STANDARD) && approval.slots().size() > 1) {
                findings.add(
                    new Remark(
                        where,
                        tier.at(),
                        "standard-approval with several groups (four-eyes-approval and"
                            + " sequential-approval are drawn for that)"));
              }
              approval
                  .remindAfter()
                  .filter(after -> after.compareTo(approval.expireAfter()) >= 0)
                  .ifPresent(
                      after ->
                          findings.add(
                              new Remark(
                                  where, tier.at(), "remindAfter is not before expireAfter")));
              approval
                  .escalateAfter()
                  .filter(after -> after.compareTo(approval.expireAfter()) >= 0)
                  .ifPresent(
                      after ->
                          findings.add(
                              new Remark(
                                  where, tier.at(), "escalateAfter is not before expireAfter")));
            });
    return findings;
  }
}
