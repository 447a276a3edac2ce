package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.SignedIn;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A person who has proven who they are.
 *
 * @param roles as the account stood when this call was authenticated
 * @param epoch the account's, to notice what has changed since
 * @param provenAt by the ledger's time; empty where nobody asked
 * @param authenticatedAt by the identity provider's time, never later than ours
 */
record SignedInPerson(
    PersonId personId,
    Set<Role> roles,
    long epoch,
    Optional<Instant> provenAt,
    Optional<Instant> authenticatedAt)
    implements SignedIn {

  SignedInPerson {
    roles = Set.copyOf(roles);
  }

  static SignedInPerson of(PersonAccount account) {
    return new SignedInPerson(
        account.personId(), account.roles(), account.epoch(), Optional.empty(), Optional.empty());
  }

  SignedInPerson provenAt(Optional<Instant> at) {
    return new SignedInPerson(personId, roles, epoch, at, authenticatedAt);
  }

  SignedInPerson authenticatedAt(Optional<Instant> at) {
    return new SignedInPerson(personId, roles, epoch, provenAt, at);
  }
}
