package io.holdpoint.policy;

import io.holdpoint.model.ToolPattern;
import io.holdpoint.policy.PolicyDocument.Rule;
import io.holdpoint.policy.PolicyDocument.Tier;
import io.holdpoint.policy.PolicyDocument.ToolEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds rules that never decide anything, and tool entries that stand twice. */
final class RuleFindings {

  /** So many findings of one kind are told. */
  private static final int MOST = 100;

  /** A rule or guardrail that is on, with its place among them and its tier's in strictness. */
  private record Placed(Rule rule, boolean guardrail, int order, int rank) {
    String condition() {
      return rule.when().map(when -> when.text().strip()).orElse("");
    }
  }

  private final Map<String, Integer> ranks = new HashMap<>();
  private final int defaultRank;
  private final List<Placed> rules = new ArrayList<>();
  private final Map<String, ToolIndex<Placed>> byCondition = new HashMap<>();

  private RuleFindings(PolicyDocument document) {
    for (Tier tier : document.tiers()) {
      ranks.put(tier.name(), ranks.size());
    }
    this.defaultRank = ranks.getOrDefault(document.defaultTier(), 0);
    document.rules().forEach(rule -> add(rule, false));
    document.guardrails().forEach(rule -> add(rule, true));
  }

  private void add(Rule rule, boolean guardrail) {
    if (rule.enabled()) {
      Placed placed = new Placed(rule, guardrail, rules.size(), ranks.getOrDefault(rule.tier(), 0));
      rules.add(placed);
      byCondition
          .computeIfAbsent(placed.condition(), key -> new ToolIndex<>())
          .add(placed, rule.tools());
    }
  }

  /** Of a document without faults. */
  static List<Remark> of(PolicyDocument document) {
    RuleFindings findings = new RuleFindings(document);
    return Stream.of(
            findings.rules.stream().flatMap(rule -> neverMatches(rule.rule()).stream()),
            findings.rules.stream().flatMap(rule -> findings.shadowed(rule).stream()),
            twice(document.tools()))
        .flatMap(kind -> kind.limit(MOST))
        .toList();
  }

  private static Optional<Remark> neverMatches(Rule rule) {
    return rule.when()
        .flatMap(
            when ->
                NeverTrue.why(ToolInfluence.tree(when.text()))
                    .map(
                        why ->
                            new Remark(
                                rule.where(),
                                ScalarPositions.locate(when.source(), 0),
                                "never matches: " + why)));
  }

  private Optional<Remark> shadowed(Placed rule) {
    return Stream.of("", rule.condition())
        .distinct()
        .flatMap(condition -> Optional.ofNullable(byCondition.get(condition)).stream())
        .flatMap(index -> index.select(anyName(rule.rule())).stream())
        .filter(other -> shadows(other, rule))
        .findFirst()
        .map(
            other ->
                new Remark(
                    rule.rule().where(),
                    rule.rule().at(),
                    "never decides: "
                        + other.rule().where()
                        + " in line "
                        + other.rule().at().line()
                        + " matches whatever it matches, and is "
                        + (other.rank() > rule.rank() ? "stricter" : "as strict")));
  }

  /** A text that only patterns match that match all of the rule's first pattern. */
  private static String anyName(Rule rule) {
    return rule.tools().isEmpty() ? "*" : rule.tools().getFirst().text();
  }

  private boolean shadows(Placed other, Placed rule) {
    if (!covers(other, rule)) {
      return false;
    }
    boolean alike =
        other.rank() == rule.rank()
            && covers(rule, other)
            && other.condition().equals(rule.condition())
            && other.guardrail() == rule.guardrail();
    return !alike || other.order() < rule.order();
  }

  private boolean covers(Placed other, Placed rule) {
    if (other.order() == rule.order() || other.rank() < rule.rank()) {
      return false;
    }
    // where a rule below the default tier matches, that tier does not come in; a guardrail above
    // it only makes up for that when it is as strict
    boolean replaces = !rule.guardrail() && rule.rank() < defaultRank;
    if (other.guardrail() && replaces && other.rank() < defaultRank) {
      return false;
    }
    List<ToolPattern> patterns = other.rule().tools();
    if (patterns.isEmpty()) {
      return true;
    }
    return !rule.rule().tools().isEmpty()
        && rule.rule().tools().stream()
            .allMatch(tool -> patterns.stream().anyMatch(pattern -> pattern.covers(tool)));
  }

  private static Stream<Remark> twice(List<ToolEntry> tools) {
    Map<String, At> seen = new HashMap<>();
    List<Remark> findings = new ArrayList<>();
    for (ToolEntry entry : tools) {
      String pattern = entry.match().text();
      At before = entry.enabled() ? seen.putIfAbsent(pattern, entry.at()) : null;
      if (before != null) {
        findings.add(
            new Remark(
                "tool \"" + pattern + "\"",
                entry.at(),
                "the pattern stands already in line "
                    + before.line()
                    + "; both count: the graver class, all labels"));
      }
    }
    return findings.stream();
  }
}
