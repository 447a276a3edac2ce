package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where a person who is signed in proves anew who they are, before a decision that asks for it. */
public interface StepUp {

  /** So long a proof is fresh. */
  Duration FRESH = Duration.ofMinutes(5);

  /**
   * Checks the password of the person who calls, as a sign-in does, and remembers it for their
   * session.
   *
   * @return when it was proven, by the ledger's time; empty when it was not
   */
  Optional<Instant> prove(PersonId who, String password);

  /** Whether a proof is fresh; one of the future is none. */
  static boolean isFresh(Optional<Instant> provenAt, Instant now) {
    return provenAt.filter(at -> !at.isAfter(now) && now.isBefore(at.plus(FRESH))).isPresent();
  }
}
