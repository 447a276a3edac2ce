package io.holdpoint.request;

import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ArgumentChange;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as the ledger holds it at one moment.
 *
 * @param onBehalfOf the subject for which the agent acted, as its token said; empty when for itself
 * @param context the agent's {@code context} object as posted
 * @param demand present if and only if it was held
 * @param action as it stands: with other arguments than the agent posted when {@code changed} is
 *     there
 * @param processInstance the engine's key of the one instance that serves it, once bound
 * @param expiresAt for a held request, when it expires; for one decided at once, its creation
 * @param escalatesAt when one more group may decide it
 * @param frozenSince present while it is pending and frozen: its times stand still since then, and
 *     move by as much when they go on
 */
public record RequestRecord(
    RequestId id,
    AgentId agent,
    PersonId owner,
    String onBehalfOf,
    Action action,
    String reason,
    String task,
    CanonicalJson context,
    Optional<RequestId> parent,
    RequestStatus status,
    String tier,
    Explanation explanation,
    Optional<ApprovalDemand> demand,
    Optional<Verdict> verdict,
    Optional<Long> processInstance,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> escalatesAt,
    Optional<Instant> frozenSince,
    Optional<Instant> decidedAt,
    Optional<ArgumentChange> changed) {

  /** Whether its time is over; never while it is frozen. */
  public boolean isDue(Instant now) {
    return frozenSince.isEmpty() && !now.isBefore(expiresAt);
  }

  /** Whether one more group may decide it: judged by when it froze, while it is frozen. */
  public boolean isEscalated(Instant now) {
    return escalatesAt.filter(at -> !frozenSince.orElse(now).isBefore(at)).isPresent();
  }

  /** When something of this time comes if nothing freezes or thaws it: now is when it goes on. */
  public Instant movedTo(Instant time, Instant now) {
    return frozenSince.map(since -> now.plus(Duration.between(since, time))).orElse(time);
  }
}
