package io.holdpoint.verdict;

import io.holdpoint.identity.Directory;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.policy.ReleaseChecks;
import io.holdpoint.policy.TierTerms;
import io.holdpoint.request.DecidedOn;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.verdict.Refusal.Code;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an approval rests on, asked for anew: it may have lost its ground since it was given. */
@Component
class Ground {

  private final Directory directory;
  private final ReleaseChecks policy;
  private final Guardrails guardrails;
  private final DecidedOn decidedOn;
  private final AgentEnds ends;
  private final List<Stop> stops;

  Ground(
      Directory directory,
      ReleaseChecks policy,
      Guardrails guardrails,
      DecidedOn decidedOn,
      AgentEnds ends,
      List<Stop> stops) {
    this.directory = directory;
    this.policy = policy;
    this.guardrails = guardrails;
    this.decidedOn = decidedOn;
    this.ends = ends;
    this.stops = stops;
  }

  /** By the policy that it was decided by. */
  Optional<TierTerms> terms(RequestRecord request) {
    return policy.terms(request.explanation().policyVersion(), request.tier());
  }

  /** Until when it is to be used; empty for what is not decided, or by terms that nobody knows. */
  Optional<Instant> usableUntil(RequestRecord request) {
    return terms(request).flatMap(t -> request.decidedAt().map(at -> at.plus(t.useWithin())));
  }

  /** Its time is over, whatever its tokens say. */
  Optional<Refusal> late(RequestRecord request, Instant now) {
    Optional<Instant> until = usableUntil(request);
    return until.isPresent() && now.isBefore(until.get())
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Code.TOKEN_EXPIRED,
                "The approval was to be used before "
                    + until.map(Instant::toString).orElse("now")
                    + "."));
  }

  /**
   * What speaks against it now. Within a transaction that writes, the agent's row is locked by it,
   * so that a freeze waits for the end of that.
   */
  Optional<Refusal> lost(RequestRecord request, Instant now) {
    if (request.status() != RequestStatus.APPROVED) {
      return Optional.of(
          new Refusal(Code.REVOKED, "The request is " + request.status().wire() + "."));
    }
    if (directory.agent(request.agent()).map(KnownAgent::disabled).orElse(true)) {
      return Optional.of(new Refusal(Code.REVOKED, "The agent is disabled."));
    }
    if (ends.last(request.agent())
        .filter(end -> request.decidedAt().filter(at -> at.isAfter(end)).isEmpty())
        .isPresent()) {
      return Optional.of(
          new Refusal(Code.REVOKED, "The agent was disabled after this was approved."));
    }
    var action = request.action();
    var subject = new Stop.Subject(request.agent(), request.task(), action.tool(), action.named());
    return stops.stream()
        .map(stop -> stop.stops(subject))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> guardrails.refusal(request, decidedOn.of(request.id()).orElseThrow(), now));
  }
}
