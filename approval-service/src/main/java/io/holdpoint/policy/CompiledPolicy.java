package io.holdpoint.policy;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.Explanation.MatchedRule;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.broker.CredentialTerms;
import io.holdpoint.model.process.Processes;
import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.policy.PolicyDocument.Approval;
import io.holdpoint.policy.PolicyDocument.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A policy that decides: immutable, pure, safe to use from many threads. Made by {@link
 * PolicyCompiler}.
 */
public final class CompiledPolicy {

  /** The rule that is built in: a tool without a class is never released. */
  static final String UNCLASSIFIED_RULE = "Unclassified tools are never released (built in)";

  /** A rule that counts for one decision, with its tier's place in the order of strictness. */
  private record Counted(String name, int tier) {}

  /** Told of each rule that is asked while an action is decided. */
  private interface Watch {
    Watch NOBODY = (rule, guardrail, result, facts) -> {};

    void saw(CompiledRule rule, boolean guardrail, Condition.Result result, Facts facts);
  }

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

  /** The place of a tier in the order of strictness, from 0; empty when there is no such tier. */
  public OptionalInt strictness(String tier) {
    Integer rank = ranks.get(tier);
    return rank == null ? OptionalInt.empty() : OptionalInt.of(rank);
  }

  PolicyDocument document() {
    return document;
  }

  /** What the author may want to know, in the order of the document. */
  public List<Remark> findings() {
    return findings;
  }

  /** What is found besides when these are the webhooks that there are. */
  public List<Remark> unknownWebhooks(Set<String> webhooks) {
    return NamedWebhooks.unknown(document, webhooks);
  }

  Set<String> namedWebhooks() {
    return NamedWebhooks.of(document).keySet();
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
    return decide(input, version, Watch.NOBODY);
  }

  /** The same decision, with what became of every rule on the way to it. */
  public PolicyTrace trace(DecisionInput input, int version) {
    Map<String, PolicyTrace.Step> asked = new HashMap<>();
    Decision decision =
        decide(
            input,
            version,
            (rule, guardrail, result, facts) ->
                asked.put(rule.name(), step(rule, guardrail, result, facts)));
    List<PolicyTrace.Step> steps = new ArrayList<>();
    if (classOf(input.tool()) == Reversibility.UNCLASSIFIED) {
      steps.add(
          new PolicyTrace.Step(
              UNCLASSIFIED_RULE,
              tiers.get(safeTier).name(),
              true,
              PolicyTrace.Result.MATCHED,
              "",
              Map.of(),
              ""));
    }
    document.guardrails().forEach(rule -> steps.add(step(rule, true, asked)));
    document.rules().forEach(rule -> steps.add(step(rule, false, asked)));
    return new PolicyTrace(decision, classOf(input.tool()), steps);
  }

  private static PolicyTrace.Step step(
      CompiledRule rule, boolean guardrail, Condition.Result result, Facts facts) {
    return new PolicyTrace.Step(
        rule.name(),
        rule.tier(),
        guardrail,
        switch (result) {
          case Condition.Result.Matched() -> PolicyTrace.Result.MATCHED;
          case Condition.Result.NotMatched() -> PolicyTrace.Result.NOT_MATCHED;
          case Condition.Result.Failed(var why) -> PolicyTrace.Result.FAILED;
        },
        rule.condition().map(Condition::text).orElse(""),
        rule.condition().map(condition -> condition.seen(facts)).orElse(Map.of()),
        result instanceof Condition.Result.Failed(var why) ? why : "");
  }

  /** A rule of the document that was asked, or why it was not. */
  private static PolicyTrace.Step step(
      PolicyDocument.Rule rule, boolean guardrail, Map<String, PolicyTrace.Step> asked) {
    PolicyTrace.Step known = asked.get(rule.name());
    return known != null
        ? known
        : new PolicyTrace.Step(
            rule.name(),
            rule.tier(),
            guardrail,
            rule.enabled() ? PolicyTrace.Result.OTHER_TOOL : PolicyTrace.Result.OFF,
            rule.when().map(ConditionText::text).orElse(""),
            Map.of(),
            "");
  }

  /** The class of a tool by this policy's catalogue. */
  public Reversibility classOf(String tool) {
    return catalogue.lookUp(tool).reversibility();
  }

  /** The system of a tool by this policy's catalogue; {@code ""} when it names none. */
  public String system(String tool) {
    return catalogue.lookUp(tool).system();
  }

  /** The form of a tool's arguments: that of the first entry that matches and has one. */
  public Optional<ArgumentSchema> argumentsOf(String tool) {
    return catalogue.entries(tool).stream().flatMap(e -> e.arguments().stream()).findFirst();
  }

  /** What a tool's actions run with, where a credential is made for each. */
  Optional<CredentialTerms> credential(String tool) {
    return catalogue.lookUp(tool).credential();
  }

  /** The labels of a tool by this policy's catalogue, sorted. */
  public Set<String> labelsOf(String tool) {
    return new TreeSet<>(catalogue.lookUp(tool).labels());
  }

  /** The catalogue's entries for a tool, in words, as {@code "crm.*.get" (read_only)}. */
  List<String> entriesOf(String tool) {
    return catalogue.entries(tool).stream()
        .map(
            entry ->
                "\""
                    + entry.match().text()
                    + "\" ("
                    + entry.reversibility().map(Reversibility::wire).orElse("no class")
                    + (entry.labels().isEmpty() ? "" : ", " + new TreeSet<>(entry.labels()))
                    + ")")
        .toList();
  }

  private Decision decide(DecisionInput input, int version, Watch watch) {
    try {
      return judge(input, version, watch);
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

  /** The guardrails that count for an action, the built-in one among them; never throws. */
  Floor floor(DecisionInput input) {
    try {
      ToolCatalogue.Tool tool = catalogue.lookUp(input.tool());
      List<Counted> counted = new ArrayList<>();
      if (tool.reversibility() == Reversibility.UNCLASSIFIED) {
        counted.add(new Counted(UNCLASSIFIED_RULE, safeTier));
      }
      guardRails(
          input, new Facts(input, tool, catalogue), counted, new ArrayList<>(), Watch.NOBODY);
      return new Floor(counted.stream().map(this::guard).toList());
    } catch (RuntimeException | StackOverflowError e) {
      String name = "the guardrails could not be evaluated (" + e.getClass().getSimpleName() + ")";
      return new Floor(List.of(new Floor.Guard(name, "", Outcome.DENY, Optional.empty())));
    }
  }

  private Floor.Guard guard(Counted rule) {
    Tier tier = tiers.get(rule.tier());
    return new Floor.Guard(
        rule.name(), tier.name(), tier.outcome(), tier.approval().map(CompiledPolicy::demand));
  }

  private Decision judge(DecisionInput input, int version, Watch watch) {
    ToolCatalogue.Tool tool = catalogue.lookUp(input.tool());
    Facts facts = new Facts(input, tool, catalogue);
    List<String> errors = new ArrayList<>();
    List<Counted> counted = new ArrayList<>();
    if (tool.reversibility() == Reversibility.UNCLASSIFIED) {
      counted.add(new Counted(UNCLASSIFIED_RULE, safeTier));
      errors.add("no entry of the tool catalogue gives this tool a class: unclassified");
    }
    guardRails(input, facts, counted, errors, watch);
    int floor = strictest(counted, -1);
    int byRules = byRules(input, facts, counted, errors, watch);
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
      DecisionInput input, Facts facts, List<Counted> counted, List<String> errors, Watch watch) {
    for (CompiledRule guardrail : guardrails.select(input.tool())) {
      int rank = rank(guardrail.tier());
      switch (evaluate(guardrail, true, facts, watch)) {
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
      DecisionInput input, Facts facts, List<Counted> counted, List<String> errors, Watch watch) {
    List<Counted> matched = new ArrayList<>();
    List<Counted> failed = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (CompiledRule rule : rules.select(input.tool())) {
      int rank = rank(rule.tier());
      switch (evaluate(rule, false, facts, watch)) {
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

  private static Condition.Result evaluate(
      CompiledRule rule, boolean guardrail, Facts facts, Watch watch) {
    Condition.Result result =
        rule.condition()
            .map(condition -> condition.evaluate(facts))
            .orElseGet(Condition.Result.Matched::new);
    watch.saw(rule, guardrail, result, facts);
    return result;
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
        approval.stepUp() ? Set.of(Channel.CONSOLE) : approval.decideIn(),
        approval.changes(),
        approval.denials(),
        approval.reasonRequired(),
        approval.stepUp());
  }

  /** Where tellings of a tier go, and those of each group. */
  NoticeRoutes.Routes notices(String tier) {
    Map<String, NoticeRoutes.Addresses> groups = new HashMap<>();
    document.groups().forEach(group -> groups.put(group.name(), group.addresses()));
    return new NoticeRoutes.Routes(
        tiers.stream()
            .filter(each -> each.name().equals(tier))
            .flatMap(each -> each.approval().stream())
            .map(Approval::notices)
            .findFirst()
            .orElse(NoticeRoutes.TierNotices.USUAL),
        groups);
  }
}
