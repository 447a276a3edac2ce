package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * People's passkeys (WebAuthn): a second way, next to the password, to prove anew who one is before
 * a decision. Nobody signs in by one.
 *
 * <p>What begins a ceremony answers with the options for the browser, as JSON; what ends it takes
 * the browser's answer, as JSON, of at most {@link #ANSWER_MAX} characters. What was begun counts
 * for the same person in the same session, once, for {@link #WAIT}.
 */
public interface PasskeyDesk {

  /** So many a person may have. */
  int MOST = 10;

  int NAME_MAX = 60;

  int ANSWER_MAX = 16_384;

  /** So long an answer of the browser is waited for. */
  Duration WAIT = Duration.ofMinutes(5);

  /**
   * @param id names it here; the authenticator's own name for it is longer
   * @param name as its person calls it
   */
  record Passkey(String id, String name, Instant createdAt, Optional<Instant> lastUsedAt) {}

  /** Why there can be none at the address of this console, for people; empty when there can. */
  Optional<String> unavailable();

  /**
   * @throws NotAllowedException they are somebody else's, and {@code by} is no administrator
   */
  List<Passkey> of(PersonId by, PersonId whom);

  /**
   * Whether a passkey may be registered now: who asks proved within {@link StepUp#FRESH} who they
   * are, by password or passkey, or authenticated anew at the identity provider.
   */
  boolean mayRegister(SignedIn me);

  /**
   * @throws NotAllowedException not {@link #mayRegister}
   * @throws BadInputException there can be none here, or no more
   */
  String beginRegistration(SignedIn me);

  /**
   * @throws BadInputException the name or the answer cannot be taken; nothing is stored
   */
  void register(PersonId me, String name, String answer);

  /**
   * Removes one's own, or as an administrator anybody's.
   *
   * @throws NotAllowedException it is somebody else's, and {@code by} is no administrator
   * @return whether it was there
   */
  boolean remove(PersonId by, PersonId whom, String id);

  /**
   * @throws BadInputException this person has no passkey, or there can be none here
   */
  String beginProof(PersonId me);

  /**
   * Takes the proof and remembers it for the session, as {@link StepUp#prove} does.
   *
   * @return when it was proven, by the ledger's time; empty when it was not, for whatever reason
   */
  Optional<Instant> prove(PersonId me, String answer);
}
