package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * The principal of a signed-in person: a name only. Roles and groups are looked up anew wherever
 * they matter.
 */
public interface SignedIn extends Principal {

  PersonId personId();

  /** When they last proved who they are; empty where that is not known. */
  default Optional<Instant> provenAt() {
    return Optional.empty();
  }

  /**
   * When they last authenticated at the identity provider, as it says itself: enough to register a
   * passkey, not to decide. Empty where that is not known.
   */
  default Optional<Instant> authenticatedAt() {
    return Optional.empty();
  }

  @Override
  default String getName() {
    return personId().value();
  }
}
