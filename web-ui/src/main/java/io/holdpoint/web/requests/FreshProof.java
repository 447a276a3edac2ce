package io.holdpoint.web.requests;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.desk.PasskeyDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.StepUp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Whether a page asks for the password or a passkey, and what becomes of it. */
@Component
class FreshProof {

  /** Time to read and decide, before a proof that is fresh now is no longer. */
  private static final Duration LEFT = Duration.ofMinutes(1);

  private final ObjectProvider<StepUp> stepUp;
  private final ObjectProvider<PasskeyDesk> passkeys;
  private final Clock clock;

  FreshProof(
      ObjectProvider<StepUp> stepUp,
      ObjectProvider<PasskeyDesk> passkeys,
      ObjectProvider<Clock> clock) {
    this.stepUp = stepUp;
    this.passkeys = passkeys;
    this.clock = clock.getIfUnique(Clock::systemUTC);
  }

  /** Only what the page shows: the desk judges again, by its own time. */
  boolean isAskedFor(SignedIn me, Optional<ApprovalDemand> demand) {
    Instant soon = clock.instant().plus(LEFT);
    return demand.filter(ApprovalDemand::stepUp).isPresent()
        && me.provenAt().filter(at -> soon.isBefore(at.plus(StepUp.FRESH))).isEmpty();
  }

  /** Has the page ask for it. */
  void ask(SignedIn me, Model model) {
    model.addAttribute("askPassword", true);
    PasskeyDesk desk = passkeys.getIfAvailable();
    model.addAttribute(
        "askPasskey",
        desk != null
            && desk.unavailable().isEmpty()
            && !desk.of(me.personId(), me.personId()).isEmpty());
  }

  /** The same, where {@link #isAskedFor}. */
  void askIfNeeded(SignedIn me, Optional<ApprovalDemand> demand, Model model) {
    if (isAskedFor(me, demand)) {
      ask(me, model);
    }
  }

  /** When it was proven: now, by this password; or before, when none was typed. */
  Optional<Instant> of(SignedIn me, String password) {
    return password.isEmpty() ? me.provenAt() : stepUp.getObject().prove(me.personId(), password);
  }
}
