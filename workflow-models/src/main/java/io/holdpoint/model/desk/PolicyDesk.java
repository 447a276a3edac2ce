package io.holdpoint.model.desk;

import io.holdpoint.model.Outcome;
import io.holdpoint.model.Reversibility;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The published policy, for reading. */
public interface PolicyDesk {

  /** The version in force. */
  PolicyView current();

  /** One policy version, as its readers want it. {@code yaml} is the document to the letter. */
  record PolicyView(
      int version,
      Instant publishedAt,
      String publishedBy,
      String note,
      String yaml,
      String defaultTier,
      List<TierView> tiers,
      List<RuleView> guardrails,
      List<RuleView> rules,
      List<ToolView> tools,
      List<String> findings) {}

  /**
   * One tier, least strict first; {@code demand} in words, such as "1 of reviewers". Durations are
   * ISO 8601.
   */
  record TierView(
      String name,
      Outcome outcome,
      Optional<String> process,
      String demand,
      Optional<String> remindAfter,
      Optional<String> escalateAfter,
      Optional<String> escalateTo,
      Optional<String> expireAfter,
      Set<String> decideIn) {}

  /**
   * One rule; {@code tools} are patterns, empty: every tool; {@code when} is CEL, empty: always.
   */
  record RuleView(String name, String tier, List<String> tools, String when) {}

  /** One entry of the tool catalogue. */
  record ToolView(String match, String system, Reversibility reversibility, Set<String> labels) {}
}
