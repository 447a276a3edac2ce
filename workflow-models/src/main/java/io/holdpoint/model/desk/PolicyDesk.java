package io.holdpoint.model.desk;

import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Reversibility;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The published policy and its earlier versions, for reading. */
public interface PolicyDesk {

  /** The version in force. */
  PolicyView current();

  /** One version; empty when there is none of that number. */
  Optional<PolicyView> version(int version);

  /**
   * Every published version without its document, newest first.
   *
   * @param after the cursor of the page before
   * @param limit 1 to 200
   * @throws BadCursorException no page gave that cursor
   */
  Page<VersionRow> versions(Optional<String> after, int limit);

  /**
   * What changed from one version to another, in words and line by line.
   *
   * @throws BadInputException a version that is not there
   */
  PolicyChange between(int from, int to);

  /**
   * One policy document, as its readers want it.
   *
   * @param version 0 for a draft
   * @param yaml the document to the letter
   */
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

  /** One published version, without its document. */
  record VersionRow(int version, Instant publishedAt, String publishedBy, String note) {}

  /**
   * The difference of two documents.
   *
   * @param loosens what lets more through than before, in sentences; empty when nothing does
   * @param tightens what lets less through, in sentences
   * @param lines line by line
   */
  record PolicyChange(List<String> loosens, List<String> tightens, List<DiffLine> lines) {}

  /**
   * One line of a difference.
   *
   * @param before its number in the old text, 0 where it is new
   * @param after its number in the new text, 0 where it is gone
   */
  record DiffLine(Kind kind, int before, int after, String text) {
    /** What became of the line; {@code SKIPPED} stands for lines that are the same and left out. */
    public enum Kind {
      SAME,
      ADDED,
      REMOVED,
      SKIPPED
    }
  }

  /**
   * One tier, least strict first; {@code demand} in words, such as "1 of reviewers". Durations are
   * ISO 8601.
   *
   * @param changes whether a reviewer may change the arguments and approve them as changed
   * @param denials how many people must deny to end a request
   * @param reasonRequired whether an approval needs a reason
   * @param stepUp whether an approval needs a fresh proof of who gives it
   * @param use of what it approves
   * @param notices where people are told
   */
  record TierView(
      String name,
      Outcome outcome,
      Optional<String> process,
      String demand,
      List<ApprovalSlot> slots,
      Optional<String> remindAfter,
      Optional<String> escalateAfter,
      Optional<String> escalateTo,
      Optional<String> expireAfter,
      Set<String> decideIn,
      boolean changes,
      int denials,
      boolean reasonRequired,
      boolean stepUp,
      TierUse use,
      TierNotify notices,
      boolean enabled) {}

  /**
   * What a tier says of the time after an approval.
   *
   * @param useWithin ISO 8601; empty: as long as is usual
   * @param redeemBy {@code agent} or {@code tool}; empty: as is usual
   */
  record TierUse(Optional<String> useWithin, Optional<String> redeemBy) {

    /** Nothing. */
    public static final TierUse UNSAID = new TierUse(Optional.empty(), Optional.empty());
  }

  /**
   * What a tier says of where people are told of it.
   *
   * @param slack {@code #name} or a channel's id
   * @param webhook the name of one
   * @param mail whether the people of its groups are told by mail; empty: as is usual, yes
   * @param wakes whether it breaks quiet hours
   */
  record TierNotify(
      Optional<String> slack, Optional<String> webhook, Optional<Boolean> mail, boolean wakes) {

    /** Nothing. */
    public static final TierNotify UNSAID =
        new TierNotify(Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /**
   * One rule; {@code tools} are patterns, empty: every tool; {@code when} is CEL, empty: always.
   */
  record RuleView(String name, String tier, List<String> tools, String when, boolean enabled) {}

  /**
   * One entry of the tool catalogue.
   *
   * @param arguments the form of the tool's arguments as JSON on several lines; empty: none
   * @param credential what is made for each of its actions; empty: none
   */
  record ToolView(
      String match,
      String system,
      Reversibility reversibility,
      Set<String> labels,
      String arguments,
      Optional<ToolCredential> credential,
      boolean enabled) {}

  /**
   * What a catalogue entry says of the credential that its actions run with.
   *
   * @param audience the resource server that takes it
   * @param scope as in OAuth; may be empty
   * @param validFor how long it lives, ISO 8601; empty: as is usual, a minute
   */
  record ToolCredential(String audience, String scope, Optional<String> validFor) {

    /** None is made. */
    public static final ToolCredential NONE = new ToolCredential("", "", Optional.empty());
  }

  /** How a rule of the policy in force has done lately. */
  record RuleHealth(String rule, long failures, Instant lastFailedAt, String lastError) {}

  /**
   * The rules and guardrails whose condition failed on a request within the last seven days, the
   * most often first.
   */
  List<RuleHealth> failing(PersonId reader);
}
