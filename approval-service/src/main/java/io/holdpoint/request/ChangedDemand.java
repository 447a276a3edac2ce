package io.holdpoint.request;

import io.holdpoint.model.Action;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.StricterDemand;
import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.desk.ChangeRefusedException.Why;
import io.holdpoint.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is demanded of a held request whose arguments change: of before and now, the stricter. */
final class ChangedDemand {

  private static final String STILL_HELD =
      "the arguments were changed; what was demanded before holds, as it is stricter";

  private ChangedDemand() {}

  static StricterDemand stricter(ApprovalDemand held, Decision decision, Duration elapsed) {
    return switch (decision) {
      // What the policy would let through waits for people all the same: it was held.
      case Decision.Release release -> StricterDemand.unchanged(held);
      case Decision.Hold hold ->
          StricterDemand.of(held, hold.demand(), elapsed)
              .orElseThrow(
                  () ->
                      new ChangeRefusedException(
                          Why.NO_CHANNEL_LEFT,
                          "With these arguments the request comes into the tier "
                              + hold.tier()
                              + ", and no channel decides both that and the tier of before."));
      case Decision.Refuse refuse ->
          throw new ChangeRefusedException(
              Why.POLICY_REFUSES,
              "The policy refuses these arguments: "
                  + (refuse.explanation().rules().isEmpty()
                      ? "tier " + refuse.tier()
                      : refuse.explanation().rules().getFirst().name())
                  + ".");
    };
  }

  /**
   * The request as it would stand.
   *
   * @param asBefore whether it stays in its tier, as that is the stricter one
   */
  static RequestRecord after(
      RequestRecord before,
      Action action,
      Decision decision,
      boolean asBefore,
      ApprovalDemand demand,
      Instant now) {
    // A freeze may have moved the deadline, so it is not counted from the time of holding.
    var expiresAt =
        decision instanceof Decision.Hold hold
            ? now.plus(hold.demand().expireAfter())
            : before.expiresAt();
    return new RequestRecord(
        before.id(),
        before.agent(),
        before.owner(),
        before.onBehalfOf(),
        action,
        before.reason(),
        before.task(),
        before.context(),
        before.parent(),
        before.status(),
        asBefore ? before.tier() : decision.tier(),
        asBefore ? stillHeld(before.explanation(), decision.explanation()) : decision.explanation(),
        Optional.of(demand),
        before.verdict(),
        before.processInstance(),
        before.createdAt(),
        expiresAt.isBefore(before.expiresAt()) ? expiresAt : before.expiresAt(),
        escalatesAt(before, decision, demand, now),
        before.frozenSince(),
        before.decidedAt(),
        before.changed());
  }

  /** Like the deadline, not counted from the time of holding: a freeze may have moved it. */
  private static Optional<Instant> escalatesAt(
      RequestRecord before, Decision decision, ApprovalDemand demand, Instant now) {
    if (demand.escalateTo().isEmpty()) {
      return Optional.empty();
    }
    return before
        .escalatesAt()
        .map(
            at ->
                decision instanceof Decision.Hold hold
                    ? Collections.max(
                        List.of(at, now.plus(hold.demand().escalateAfter().orElse(Duration.ZERO))))
                    : at);
  }

  private static Explanation stillHeld(Explanation old, Explanation now) {
    Set<String> errors = new LinkedHashSet<>(now.errors());
    errors.add(STILL_HELD);
    return new Explanation(old.rules(), List.copyOf(errors), now.policyVersion());
  }
}
