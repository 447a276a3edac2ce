package io.holdpoint.policy;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.Explanation.MatchedRule;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.PolicyDocument.Approval;
import io.holdpoint.policy.PolicyDocument.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A policy that decides: immutable, pure, safe to use from many threads. Made by {@link
 * PolicyCompiler}.
 */
public final class CompiledPolicy {

  /** The rule that is built in: a tool without a class is never released. */
  static final String UNCLASSIFIED_RULE = "Unclassified tools are never released (built in)";

  /** A rule that counts for one decision, with its tier's place in the order of strictness. */
  private record Counted(String name, int tier) {}

  private final PolicyDocument document;
  private final List<Tier> tiers;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final int defaultTier;
  private final int safeTier;
  private final ToolCatalogue catalogue;
  private final ToolIndex<CompiledRule> rules = new ToolIndex<>();
  private final ToolIndex<CompiledRule> guardrails = new ToolIndex<>();
  private final List<Remark> findings;

  CompiledPolicy(
      PolicyDocument document,
      List<CompiledRule> rules,
      List<CompiledRule> guardrails,
      List<Remark> findings) {
    this.document = document;
    this.findings = List.copyOf(findings);
    this.tiers = document.tiers();
    for (int rank = 0; rank < tiers.size(); rank++) {
      ranks.put(tiers.get(rank).name(), rank);
    }
    this.defaultTier = rank(document.defaultTier());
    this.safeTier = safeTier();
    this.catalogue = new ToolCatalogue(document.tools());
    rules.forEach(rule -> this.rules.add(rule, rule.tools()));
    guardrails.forEach(rule -> this.guardrails.add(rule, rule.tools()));
  }

  /** The tier of what cannot be judged: the default tier if it does not allow, else the next. */
  private int safeTier() {
    for (int rank = defaultTier; rank < tiers.size(); rank++) {
      if (tiers.get(rank).enabled() && tiers.get(rank).outcome() != Outcome.ALLOW) {
        return rank;
      }
    }
    throw new IllegalArgumentException("every tier allows"); // the compiler refuses such a policy
  }

  private int rank(String tier) {
    Integer rank = ranks.get(tier);
    if (rank == null) {
      throw new IllegalArgumentException("unknown tier: " + tier);
    }
    return rank;
  }

  PolicyDocument document() {
    return document;
  }

  /** What the author may want to know, in the order of the document. */
  public List<Remark> findings() {
    return findings;
  }

  /** What is found besides when the groups that somebody is in are these. */
  public List<Remark> unknownGroups(Set<String> groups) {
    return PolicyCompiler.unknownGroups(document, groups);
  }

  /**
   * Decides one action. Never throws for what an agent sent, and never releases what it could not
   * judge.
   *
   * @param version goes into the explanation
   */
  public Decision decide(DecisionInput input, int version) {
    try {
      return judge(input, version);
    } catch (RuntimeException | StackOverflowError e) {
      String error =
          "the policy could not be evaluated ("
              + e.getClass().getSimpleName()
              + "); never released for that reason";
      return decision(safeTier, new Explanation(List.of(), List.of(error), version));
    }
  }

  /** What this action adds to the past, by this policy's catalogue. */
  public Effect effect(DecisionInput input) {
    ToolCatalogue.Tool tool = catalogue.lookUp(input.tool());
    return Effect.of(input, tool.labels(), tool.reversibility());
  }

  private Decision judge(DecisionInput input, int version) {
    ToolCatalogue.Tool tool = catalogue.lookUp(input.tool());
    Facts facts = new Facts(input, tool, catalogue);
    List<String> errors = new ArrayList<>();
    List<Counted> counted = new ArrayList<>();
    if (tool.reversibility() == Reversibility.UNCLASSIFIED) {
      counted.add(new Counted(UNCLASSIFIED_RULE, safeTier));
      errors.add("no entry of the tool catalogue gives this tool a class: unclassified");
    }
    guardRails(input, facts, counted, errors);
    int floor = strictest(counted, -1);
    int byRules = byRules(input, facts, counted, errors);
    counted.sort(Comparator.comparingInt(Counted::tier).reversed());
    List<MatchedRule> explained =
        counted.stream()
            .limit(PolicyLimits.EXPLAINED)
            .map(rule -> new MatchedRule(rule.name(), tiers.get(rule.tier()).name()))
            .toList();
    return decision(Math.max(floor, byRules), new Explanation(explained, capped(errors), version));
  }

  /** A guardrail that fails counts as matched. */
  private void guardRails(
      DecisionInput input, Facts facts, List<Counted> counted, List<String> errors) {
    for (CompiledRule guardrail : guardrails.select(input.tool())) {
      int rank = rank(guardrail.tier());
      switch (evaluate(guardrail, facts)) {
        case Condition.Result.Matched() -> counted.add(new Counted(guardrail.name(), rank));
        case Condition.Result.NotMatched() -> {}
        case Condition.Result.Failed(var why) -> {
          counted.add(new Counted(guardrail.name(), rank));
          errors.add("guardrail \"" + guardrail.name() + "\": " + why + "; counted as matched");
        }
      }
    }
  }

  /**
   * The strictest tier of the rules that matched, else the default tier. A rule that fails can only
   * tighten that: stricter than the default tier it counts as matched; looser, it neither makes a
   * match nor lets a still looser rule decide.
   */
  private int byRules(
      DecisionInput input, Facts facts, List<Counted> counted, List<String> errors) {
    List<Counted> matched = new ArrayList<>();
    List<Counted> failed = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (CompiledRule rule : rules.select(input.tool())) {
      int rank = rank(rule.tier());
      switch (evaluate(rule, facts)) {
        case Condition.Result.Matched() -> matched.add(new Counted(rule.name(), rank));
        case Condition.Result.NotMatched() -> {}
        case Condition.Result.Failed(var why) -> {
          failed.add(new Counted(rule.name(), rank));
          reasons.add(why);
        }
      }
    }
    int result = strictest(matched, -1);
    result = result < 0 ? defaultTier : result;
    counted.addAll(matched);
    int tightened = result;
    for (int i = 0; i < failed.size(); i++) {
      Counted rule = failed.get(i);
      boolean counts = rule.tier() >= defaultTier || rule.tier() > result;
      errors.add(
          "rule \""
              + rule.name()
              + "\": "
              + reasons.get(i)
              + (counts ? "; counted as matched" : "; counted as not matched"));
      if (counts) {
        counted.add(rule);
        tightened = Math.max(tightened, rule.tier());
      }
    }
    return tightened;
  }

  private static Condition.Result evaluate(CompiledRule rule, Facts facts) {
    return rule.condition()
        .map(condition -> condition.evaluate(facts))
        .orElseGet(Condition.Result.Matched::new);
  }

  private static int strictest(List<Counted> rules, int otherwise) {
    return rules.stream().mapToInt(Counted::tier).max().orElse(otherwise);
  }

  private static List<String> capped(List<String> errors) {
    if (errors.size() <= PolicyLimits.EXPLAINED) {
      return errors;
    }
    List<String> first = new ArrayList<>(errors.subList(0, PolicyLimits.EXPLAINED - 1));
    first.add("and " + (errors.size() - first.size()) + " more");
    return first;
  }

  private Decision decision(int rank, Explanation explanation) {
    Tier tier = tiers.get(rank);
    return switch (tier.outcome()) {
      case ALLOW -> new Decision.Release(tier.name(), explanation);
      case REQUIRE_APPROVAL ->
          new Decision.Hold(tier.name(), demand(tier.approval().orElseThrow()), explanation);
      case DENY -> new Decision.Refuse(tier.name(), explanation);
    };
  }

  static ApprovalDemand demand(Approval approval) {
    return new ApprovalDemand(
        approval.slots(),
        approval.process().equals(Processes.SEQUENTIAL),
        approval.process(),
        approval.remindAfter(),
        approval.escalateAfter(),
        approval.escalateTo().map(PolicyDocument.GroupName::name),
        approval.expireAfter(),
        approval.decideIn());
  }
}
