package io.holdpoint.policy;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.ToolPattern;
import io.holdpoint.model.broker.CredentialTerms;
import io.holdpoint.model.schema.ArgumentSchema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A policy as it is written, read and found well-formed; each part knows its place in the text. A
 * part that is not enabled stands in it and decides nothing.
 *
 * @param tiers least to most strict
 * @param groups where groups are told; a group need not stand here
 */
record PolicyDocument(
    List<Tier> tiers,
    String defaultTier,
    List<ToolEntry> tools,
    List<Rule> rules,
    List<Rule> guardrails,
    List<GroupEntry> groups) {

  PolicyDocument {
    tiers = List.copyOf(tiers);
    tools = List.copyOf(tools);
    rules = List.copyOf(rules);
    guardrails = List.copyOf(guardrails);
    groups = List.copyOf(groups);
  }

  /**
   * @param approval present exactly when the outcome is {@code require_approval}
   * @param terms of no effect with {@code deny}
   */
  record Tier(
      At at,
      String name,
      Outcome outcome,
      Optional<Approval> approval,
      TierTerms terms,
      boolean enabled) {}

  /**
   * What a tier demands and how it is sought; defaults are filled in.
   *
   * @param namesGroups where each slot's group stands
   */
  record Approval(
      String process,
      List<ApprovalSlot> slots,
      List<At> namesGroups,
      Optional<Duration> remindAfter,
      Optional<Duration> escalateAfter,
      Optional<GroupName> escalateTo,
      Duration expireAfter,
      Set<Channel> decideIn,
      boolean changes,
      int denials,
      boolean reasonRequired,
      boolean stepUp,
      NoticeRoutes.TierNotices notices) {}

  record GroupName(At at, String name) {}

  /** Where a group is told, besides the people in it. */
  record GroupEntry(At at, String name, NoticeRoutes.Addresses addresses) {}

  /**
   * One entry of the tool catalogue. An entry may add labels or a system without a class.
   *
   * @param system {@code ""} where none is named
   * @param arguments the form of the tool's arguments; says nothing of what it does
   * @param credential what its actions run with, where a credential is made for each
   */
  record ToolEntry(
      At at,
      ToolPattern match,
      String system,
      Optional<Reversibility> reversibility,
      Set<String> labels,
      Optional<ArgumentSchema> arguments,
      Optional<CredentialTerms> credential,
      boolean enabled) {}

  /**
   * A tier rule or a guardrail.
   *
   * @param where what the rule is called in faults and findings
   * @param namesTier where its tier stands
   * @param tools empty: every tool
   * @param when empty: always
   */
  record Rule(
      At at,
      String where,
      String name,
      String tier,
      At namesTier,
      List<ToolPattern> tools,
      Optional<ConditionText> when,
      boolean enabled) {}
}
