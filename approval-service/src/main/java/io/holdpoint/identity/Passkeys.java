package io.holdpoint.identity;

import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.RegistrationData;
import io.holdpoint.audit.Actor.ByPerson;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.PasskeyCeremony.Fault;
import io.holdpoint.identity.PasskeyCeremony.RefusedException;
import io.holdpoint.identity.PasskeyStore.Ceremony;
import io.holdpoint.identity.PasskeyStore.Stored;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.PasskeyDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.StepUp;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.MasterKey;
import io.holdpoint.platform.PlatformSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Registers passkeys and takes their proofs. A challenge is used up before its answer is judged,
 * and stays so when the answer turns out wrong; what is judged under the passkey's lock is its
 * counter.
 */
@Component
class Passkeys implements PasskeyDesk {

  private static final String REGISTER = "register";
  private static final String PROVE = "prove";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PasskeyStore store;
  private final People people;
  private final Administrators administrators;
  private final StepUpSession session;
  private final SignInThrottle throttle;
  private final TransactionTemplate transaction;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final Optional<URI> publicUrl;
  private final KeyedHash handles;
  private final PasskeyCeremony ceremony = new PasskeyCeremony();

  Passkeys(
      PasskeyStore store,
      People people,
      Administrators administrators,
      StepUpSession session,
      SignInThrottle throttle,
      TransactionTemplate transaction,
      AuditTrail audit,
      LedgerTime time,
      PlatformSettings settings,
      MasterKey master) {
    this.store = store;
    this.people = people;
    this.administrators = administrators;
    this.session = session;
    this.throttle = throttle;
    this.transaction = transaction;
    this.audit = audit;
    this.time = time;
    this.publicUrl = settings.publicUrl();
    this.handles = new KeyedHash(master.derive("passkey-users"));
  }

  @Override
  public Optional<String> unavailable() {
    return site().isPresent()
        ? Optional.empty()
        : Optional.of(
            "Browsers know passkeys only of consoles with a name, not an IP address, and with TLS."
                + " An administrator can give this one such an address (HOLDPOINT_PUBLIC_URL).");
  }

  @Override
  public List<Passkey> of(PersonId by, PersonId whom) {
    requireOwn(by, whom);
    return store.of(whom);
  }

  @Override
  public boolean mayRegister(SignedIn me) {
    Instant now = time.now();
    return StepUp.isFresh(me.provenAt(), now) || StepUp.isFresh(me.authenticatedAt(), now);
  }

  @Override
  public String beginRegistration(SignedIn me) {
    if (!mayRegister(me)) {
      throw new NotAllowedException("a passkey is registered after a fresh proof of who you are");
    }
    PasskeySite site = requireSite();
    List<String> known = store.credentialIds(me.personId());
    checkRoom(known.size());
    return ceremony.creation(
        site, begin(me.personId(), REGISTER), handle(me.personId()), me.getName(), known);
  }

  @Override
  public void register(PersonId me, String name, String answer) {
    String checked = Names.checkShown("name", "name", name, NAME_MAX);
    PasskeySite site = requireSite();
    try {
      RegistrationData data = ceremony.registration(bounded(answer));
      useUp(me, PasskeyCeremony.challenge(data), REGISTER);
      Stored passkey = ceremony.verify(data, site, Credential.randomText(12));
      transaction.executeWithoutResult(status -> add(me, checked, data, passkey));
    } catch (RefusedException e) {
      refused(me, REGISTER, e.fault());
      throw new BadInputException(
          "passkey",
          e.fault() == Fault.CHALLENGE
              ? "That took too long, or was begun elsewhere. Try again."
              : "What your device sent cannot be taken. Try again, or with another.");
    }
  }

  private void add(PersonId me, String name, RegistrationData data, Stored passkey) {
    // Under the account's lock, so that several at once are not more than there may be.
    if (people.lock(me.value()).filter(account -> !account.isDisabled()).isEmpty()) {
      throw new NotAllowedException("this account is disabled");
    }
    checkRoom(store.of(me).size());
    if (!store.add(me, PasskeyCeremony.credentialId(data), passkey, name, time.now())) {
      throw new BadInputException("passkey", "That one is registered already.");
    }
    audit.append(
        "person.passkey_registered",
        new ByPerson(me),
        null,
        Map.of("person", me.value(), "passkey", passkey.id(), "name", name));
  }

  @Override
  public boolean remove(PersonId by, PersonId whom, String id) {
    requireOwn(by, whom);
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              boolean removed = store.remove(whom, id);
              if (removed) {
                audit.append(
                    "person.passkey_removed",
                    new ByPerson(by),
                    null,
                    Map.of("person", whom.value(), "passkey", id));
              }
              return removed;
            }));
  }

  @Override
  public String beginProof(PersonId me) {
    PasskeySite site = requireSite();
    List<String> known = store.credentialIds(me);
    if (known.isEmpty()) {
      throw new BadInputException("passkey", "You have no passkey here.");
    }
    return ceremony.request(site, begin(me, PROVE), known);
  }

  @Override
  public Optional<Instant> prove(PersonId me, String answer) {
    // A slot of its own, which no name that is typed at the sign-in has.
    String slot = "passkey of " + me;
    if (throttle.enter(slot, session.address()) instanceof SignInThrottle.Pass.Later) {
      return Optional.empty();
    }
    try {
      PasskeySite site = requireSite();
      AuthenticationData data = ceremony.proof(bounded(answer));
      useUp(me, PasskeyCeremony.challenge(data), PROVE);
      Instant at = Objects.requireNonNull(transaction.execute(status -> judge(me, data, site)));
      throttle.succeeded(slot, session.address());
      session.proven(at);
      return Optional.of(at);
    } catch (RefusedException e) {
      refused(me, PROVE, e.fault());
      return Optional.empty();
    }
  }

  private Instant judge(PersonId me, AuthenticationData data, PasskeySite site) {
    Stored passkey =
        store
            .lock(me, PasskeyCeremony.credentialId(data))
            .filter(found -> PasskeyCeremony.isOf(data, handle(me)))
            .orElseThrow(() -> new RefusedException(Fault.CREDENTIAL));
    long count = ceremony.verify(data, site, passkey);
    Instant now = time.now();
    store.used(passkey.id(), count, now);
    audit.append(
        "person.proven",
        new ByPerson(me),
        null,
        Map.of("person", me.value(), "way", "passkey", "passkey", passkey.id()));
    return now;
  }

  private String begin(PersonId me, String purpose) {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    String challenge = PasskeyCeremony.base64(bytes);
    Ceremony wanted = new Ceremony(me, session.name(), purpose);
    transaction.executeWithoutResult(
        status -> {
          Instant now = time.now();
          store.begin(challenge, wanted, now, now.plus(WAIT));
        });
    return challenge;
  }

  /** In a transaction of its own: an answer that is refused below has used it up all the same. */
  private void useUp(PersonId me, String challenge, String purpose) {
    Ceremony wanted = new Ceremony(me, session.name(), purpose);
    boolean out =
        Objects.requireNonNull(
            transaction.execute(status -> store.end(challenge, wanted, time.now())));
    if (!out) {
      throw new RefusedException(Fault.CHALLENGE);
    }
  }

  private void refused(PersonId me, String purpose, Fault why) {
    transaction.executeWithoutResult(
        status ->
            audit.append(
                "person.passkey_refused",
                new ByPerson(me),
                null,
                Map.of("person", me.value(), "purpose", purpose, "why", why.name())));
  }

  private static String bounded(String answer) {
    if (answer.length() > ANSWER_MAX) {
      throw new RefusedException(Fault.INVALID);
    }
    return answer;
  }

  private static void checkRoom(int there) {
    if (there >= MOST) {
      throw new BadInputException(
          "passkey", "You have " + there + " passkeys; expected at most " + MOST + ".");
    }
  }

  private void requireOwn(PersonId by, PersonId whom) {
    if (!by.equals(whom)) {
      administrators.require(by);
    }
  }

  private PasskeySite requireSite() {
    return site().orElseThrow(() -> new BadInputException("passkey", unavailable().orElseThrow()));
  }

  private Optional<PasskeySite> site() {
    return PasskeySite.of(publicUrl, session.port());
  }

  /** What authenticators know the person by: it tells nobody who that is. */
  private String handle(PersonId me) {
    return handles.of(me.value());
  }
}
