package io.holdpoint.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as every call of the API answers with it. The shape is a contract; see docs/api.md.
 *
 * @param onBehalfOf the subject for which the agent acted, as its token said; null when for itself
 * @param expiresAt when a held request expires; null for one that was decided at once
 * @param frozenSince null unless it is frozen: its deadline stands still since then
 * @param decidedAt null while pending
 * @param verdict null while pending
 * @param changed null while the arguments are those that the agent posted
 */
public record Answer(
    String id,
    String status,
    String tier,
    String agent,
    @Nullable String onBehalfOf,
    ActionPart action,
    String reason,
    String task,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant frozenSince,
    @Nullable Instant decidedAt,
    @Nullable VerdictPart verdict,
    ExplanationPart explanation,
    ApprovalsPart approvals,
    @Nullable ChangedPart changed) {

  /**
   * A reviewer changed the arguments: {@code action} has the changed ones.
   *
   * @param by who changed them last
   */
  public record ChangedPart(String by, Instant at, String reason, OriginalPart original) {}

  /** What the agent posted, and the digest of that action. */
  public record OriginalPart(@JsonRawValue String arguments, String digest) {}

  /** The same with the proof of its approval. */
  Answer with(VerdictReads.Token token) {
    if (verdict == null) {
      return this;
    }
    var proven =
        new VerdictPart(
            verdict.outcome(),
            verdict.basis(),
            verdict.reason(),
            token.text(),
            token.expiresAt(),
            verdict.redeemedAt(),
            verdict.revokedAt(),
            verdict.result());
    return new Answer(
        id,
        status,
        tier,
        agent,
        onBehalfOf,
        action,
        reason,
        task,
        createdAt,
        expiresAt,
        frozenSince,
        decidedAt,
        proven,
        explanation,
        approvals,
        changed);
  }

  /**
   * What is asked for: arguments and target in their RFC 8785 form, as posted for the request's own
   * agent; for everybody else with its secrets masked.
   *
   * @param masked where others than its agent see a mask, as JSON pointers into the body that was
   *     posted; left out where there is nothing
   */
  public record ActionPart(
      String tool,
      @JsonRawValue String arguments,
      @JsonRawValue String target,
      String digest,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> masked) {}

  /**
   * The end of it.
   *
   * @param token the proof for the enforcement point; only in its own agent's reads while it can be
   *     redeemed, else left out
   * @param redeemedAt left out until it is redeemed
   * @param revokedAt left out unless it was revoked before that; it is then not to be acted on
   * @param result what came of it, as the enforcement point reported; left out until then
   */
  public record VerdictPart(
      String outcome,
      String basis,
      String reason,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant tokenExpiresAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant redeemedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant revokedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String result) {}

  /** Why it came into its tier. */
  public record ExplanationPart(List<RulePart> rules, List<String> errors, int policyVersion) {}

  /** A rule that matched and the tier that it asked for. */
  public record RulePart(String name, String tier) {}

  /** What is demanded, and the approvals given so far; both empty when decided at once. */
  public record ApprovalsPart(List<DemandPart> demanded, List<GivenPart> given) {}

  /** So many distinct people of one group. */
  public record DemandPart(String group, int count) {}

  /**
   * One person's approval.
   *
   * @param stoodInFor the absent person in whose right they approved; null in their own
   */
  public record GivenPart(
      String by, @Nullable String stoodInFor, String reason, String channel, Instant at) {}
}
