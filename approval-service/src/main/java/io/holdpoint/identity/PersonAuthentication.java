package io.holdpoint.identity;

import io.holdpoint.identity.Passwords.TooBusyException;
import io.holdpoint.identity.SignInRecord.Way;
import io.holdpoint.identity.SignInThrottle.Pass;
import io.holdpoint.model.PersonId;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Tells which person signs in, or calls with a password. Who has no account, a disabled one or
 * another password gets the same answer for the same work.
 */
@Component
class PersonAuthentication {

  private static final int STRIPES = 64;

  private final People people;
  private final Passwords passwords;
  private final SignInThrottle throttle;
  private final SignInRecord record;
  private final VerifiedCredentials verified;
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  PersonAuthentication(
      People people,
      Passwords passwords,
      SignInThrottle throttle,
      SignInRecord record,
      Clock clock) {
    this.people = people;
    this.passwords = passwords;
    this.throttle = throttle;
    this.record = record;
    this.verified = new VerifiedCredentials(clock);
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /** What came of an attempt. */
  sealed interface Result {
    record Accepted(SignedInPerson person) implements Result {}

    /** For whatever reason; the reason is not for the caller. */
    record Refused() implements Result {}

    /** Not even looked at. */
    record TryLater(Duration after) implements Result {}
  }

  /**
   * @param name as typed
   * @param address where the attempt comes from
   */
  Result signIn(String name, String password, String address) {
    return attempt(find(name), name, password, address, Way.PASSWORD);
  }

  /** The password given again by somebody who is signed in. */
  Result prove(PersonId who, String password, String address) {
    return attempt(people.findById(who.value()), who.value(), password, address, Way.PROOF);
  }

  /**
   * The same for programs, which send the password with each call: a credential that was right is
   * remembered for a short while, until the account changes.
   */
  Result call(String name, String password, String address) {
    String credential = verified.keyOf(name, password);
    Optional<PersonAccount> account = find(name);
    if (remembered(credential, account)) {
      return new Result.Accepted(SignedInPerson.of(account.orElseThrow()));
    }
    // Calls that come together with one credential verify it once, not each: only the first counts
    // as an attempt.
    ReentrantLock stripe = stripes[Math.floorMod(credential.hashCode(), STRIPES)];
    stripe.lock();
    try {
      if (remembered(credential, account)) {
        return new Result.Accepted(SignedInPerson.of(account.orElseThrow()));
      }
      Result result = attempt(account, name, password, address, Way.BASIC);
      if (result instanceof Result.Accepted(var person)) {
        verified.remember(credential, person.epoch());
      }
      return result;
    } finally {
      stripe.unlock();
    }
  }

  private boolean remembered(String credential, Optional<PersonAccount> account) {
    return account.isPresent()
        && !account.get().isDisabled()
        && verified.knows(credential, account.get().epoch());
  }

  private Result attempt(
      Optional<PersonAccount> account, String name, String password, String address, Way way) {
    switch (throttle.enter(name, address)) {
      case Pass.Later(var after) -> {
        return new Result.TryLater(after);
      }
      case Pass.Go() -> {}
    }
    boolean right;
    try {
      right = passwords.verify(password, account.map(PersonAccount::passwordHash));
    } catch (TooBusyException e) {
      return new Result.TryLater(Duration.ofSeconds(2));
    }
    if (!right || account.orElseThrow().isDisabled()) {
      record.refused(name, account, way, address);
      return new Result.Refused();
    }
    throttle.succeeded(name, address);
    SignedInPerson person = SignedInPerson.of(account.get());
    record.accepted(person.personId(), way, address);
    return new Result.Accepted(person);
  }

  private Optional<PersonAccount> find(String name) {
    String id = name.strip().toLowerCase(Locale.ROOT);
    return PersonId.FORM.matcher(id).matches() ? people.findById(id) : Optional.empty();
  }
}
