package io.holdpoint.web.requests;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.StepUp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether a page asks for the password again, and what becomes of it. */
@Component
class FreshProof {

  /** Time to read and decide, before a proof that is fresh now is no longer. */
  private static final Duration LEFT = Duration.ofMinutes(1);

  private final ObjectProvider<StepUp> stepUp;
  private final Clock clock;

  FreshProof(ObjectProvider<StepUp> stepUp, ObjectProvider<Clock> clock) {
    this.stepUp = stepUp;
    this.clock = clock.getIfUnique(Clock::systemUTC);
  }

  /** Only what the page shows: the desk judges again, by its own time. */
  boolean isAskedFor(SignedIn me, Optional<ApprovalDemand> demand) {
    Instant soon = clock.instant().plus(LEFT);
    return demand.filter(ApprovalDemand::stepUp).isPresent()
        && me.provenAt().filter(at -> soon.isBefore(at.plus(StepUp.FRESH))).isEmpty();
  }

  /** When it was proven: now, by this password; or before, when none was typed. */
  Optional<Instant> of(SignedIn me, String password) {
    return password.isEmpty() ? me.provenAt() : stepUp.getObject().prove(me.personId(), password);
  }
}
