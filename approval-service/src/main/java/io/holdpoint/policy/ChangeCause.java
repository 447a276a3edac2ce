package io.holdpoint.policy;

import io.holdpoint.model.Outcome;
import io.holdpoint.policy.PolicyDocument.Rule;
import io.holdpoint.policy.PolicyDocument.Tier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why two policies decide one action differently: the rule that does it in the later one, or the
 * one of the earlier one that no longer does; where neither was touched, the tool's entry in the
 * catalogue, or the tier.
 */
public final class ChangeCause {

  private ChangeCause() {}

  /**
   * @return such as {@code rule "Reads are free"} or {@code tool entry "crm.*.get"}
   */
  public static String of(
      CompiledPolicy before, Decision was, CompiledPolicy after, Decision is, String tool) {
    boolean stricter = outcome(is).compareTo(outcome(was)) > 0;
    Optional<String> rule = stricter ? touched(after, is, before) : touched(before, was, after);
    return rule.or(() -> entry(before, after, tool))
        .or(() -> tier(before, was, after, is))
        .or(() -> stricter ? touched(before, was, after) : touched(after, is, before))
        .orElseGet(() -> named(stricter ? after : before, deciding(stricter ? is : was)));
  }

  public static Outcome outcome(Decision decision) {
    return switch (decision) {
      case Decision.Release release -> Outcome.ALLOW;
      case Decision.Hold hold -> Outcome.REQUIRE_APPROVAL;
      case Decision.Refuse refuse -> Outcome.DENY;
    };
  }

  /** The first rule of the explanation: the strictest; empty for the default tier. */
  public static String deciding(Decision decision) {
    return decision.explanation().rules().isEmpty()
        ? ""
        : decision.explanation().rules().getFirst().name();
  }

  /** The rule that decided, if the other policy does not have it as it is here. */
  private static Optional<String> touched(
      CompiledPolicy policy, Decision decision, CompiledPolicy other) {
    String name = deciding(decision);
    if (name.isEmpty()) {
      boolean same = policy.document().defaultTier().equals(other.document().defaultTier());
      return same ? Optional.empty() : Optional.of(named(policy, name));
    }
    Optional<Rule> here = rule(policy, name);
    if (here.isEmpty()) {
      return Optional.empty(); // built in
    }
    boolean same = rule(other, name).filter(there -> same(here.get(), there)).isPresent();
    return same ? Optional.empty() : Optional.of(named(policy, name));
  }

  private static boolean same(Rule one, Rule other) {
    return one.tier().equals(other.tier())
        && one.tools().equals(other.tools())
        && one.enabled() == other.enabled()
        && one.when().map(ConditionText::text).equals(other.when().map(ConditionText::text));
  }

  private static Optional<Rule> rule(CompiledPolicy policy, String name) {
    return Stream.concat(
            policy.document().guardrails().stream(), policy.document().rules().stream())
        .filter(rule -> rule.name().equals(name))
        .findFirst();
  }

  private static String named(CompiledPolicy policy, String rule) {
    if (rule.isEmpty()) {
      return "default tier " + policy.document().defaultTier();
    }
    boolean guardrail =
        policy.document().guardrails().stream().anyMatch(each -> each.name().equals(rule));
    return (guardrail ? "guardrail \"" : "rule \"") + rule + "\"";
  }

  private static Optional<String> entry(CompiledPolicy before, CompiledPolicy after, String tool) {
    List<String> were = before.entriesOf(tool);
    List<String> are = after.entriesOf(tool);
    return are.stream()
        .filter(each -> !were.contains(each))
        .findFirst()
        .or(() -> were.stream().filter(each -> !are.contains(each)).findFirst())
        .map(each -> "tool entry " + each);
  }

  private static Optional<String> tier(
      CompiledPolicy before, Decision was, CompiledPolicy after, Decision is) {
    if (was.tier().equals(is.tier())) {
      return Optional.of("tier " + is.tier());
    }
    boolean moved =
        rank(before, was.tier()) != rank(after, was.tier())
            || rank(before, is.tier()) != rank(after, is.tier());
    return moved ? Optional.of("tier " + is.tier()) : Optional.empty();
  }

  private static int rank(CompiledPolicy policy, String tier) {
    return policy.document().tiers().stream().map(Tier::name).toList().indexOf(tier);
  }
}
