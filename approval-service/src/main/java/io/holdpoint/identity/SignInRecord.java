package io.holdpoint.identity;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.Actor.ByPerson;
import io.holdpoint.audit.Actor.BySystem;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.PersonId;
import io.holdpoint.platform.MasterKey;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sign-ins by password and sign-outs in the record. What did not work is written away from the
 * call, so that no time tells whether a name is somebody's, and only so often an hour, so that no
 * stranger fills the record. Of a name that is nobody's, only a keyed hash is written.
 */
@Component
class SignInRecord {

  /** Refusals of one name that an instance writes down in {@link #SPAN}. */
  static final int MOST_OF_A_NAME = 20;

  /** Refusals of names that are nobody's, all together. */
  static final int MOST_OF_NOBODY = 500;

  static final Duration SPAN = Duration.ofHours(1);

  private static final int REMEMBERED = 10_000;
  private static final String NOBODY = "";
  private static final Logger log = LoggerFactory.getLogger(SignInRecord.class);

  private final TransactionTemplate transaction;
  private final AuditTrail audit;
  private final Clock clock;
  private final KeyedHash hash;
  private final Map<String, Told> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** One after the other; what piles up beyond reason is left out, and logged. */
  private final ThreadPoolExecutor later =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(1_000),
          Thread.ofPlatform().name("sign-in-record").daemon().factory(),
          (task, pool) -> log.warn("a refused sign-in is not in the record: too many at once"));

  SignInRecord(TransactionTemplate transaction, AuditTrail audit, MasterKey master, Clock clock) {
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
    this.hash = new KeyedHash(master.derive("names-at-sign-in"));
  }

  /** How somebody comes. */
  enum Way {
    /** The console's form. */
    PASSWORD,
    /** A program, with HTTP Basic. */
    BASIC,
    /** The password given again, before a decision. */
    PROOF;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Told(Instant since, int times) {}

  /** The row that a sign-in needs: without it there is none. Of a program's calls one an hour. */
  void accepted(PersonId who, Way way, String address) {
    switch (way) {
      case PROOF -> {
        return; // who takes the proof writes it down
      }
      case BASIC -> {
        if (times("basic " + who + " " + address) > 1) {
          return;
        }
      }
      case PASSWORD -> {}
    }
    write(
        "person.signed_in",
        new ByPerson(who),
        Map.of("person", who.value(), "way", way.wire(), "address", address));
  }

  /**
   * @param typed the name as it was typed
   * @param known whose it is
   */
  void refused(String typed, Optional<PersonAccount> known, Way way, String address) {
    String name = hash.of(typed.strip().toLowerCase(Locale.ROOT)).substring(0, 16);
    int ofName = times(name);
    if (ofName > MOST_OF_A_NAME || (known.isEmpty() && times(NOBODY) > MOST_OF_NOBODY)) {
      return;
    }
    Map<String, String> data = new LinkedHashMap<>();
    known.ifPresentOrElse(
        account -> data.put("person", account.getId()), () -> data.put("name", name));
    data.put("way", way.wire());
    data.put("address", address);
    data.put("why", known.map(SignInRecord::why).orElse("UNKNOWN"));
    if (ofName == MOST_OF_A_NAME) {
      data.put("more", "not written down for a while");
    }
    later.execute(
        () -> {
          try {
            write("person.sign_in_refused", new BySystem(), data);
          } catch (RuntimeException e) {
            log.warn("a refused sign-in is not in the record: {}", e.toString());
          }
        });
  }

  private static String why(PersonAccount account) {
    return account.isDisabled() ? "DISABLED" : "PASSWORD";
  }

  /** Whoever wants to go goes, whatever becomes of the record. */
  void signedOut(PersonId who) {
    try {
      write("person.signed_out", new ByPerson(who), Map.of("person", who.value()));
    } catch (RuntimeException e) {
      log.warn("a sign-out is not in the record: {}", e.toString());
    }
  }

  @PreDestroy
  void end() throws InterruptedException {
    later.shutdown();
    if (!later.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("refused sign-ins are not all in the record");
    }
  }

  private void write(String event, Actor by, Map<String, String> data) {
    transaction.executeWithoutResult(status -> audit.append(event, by, null, data));
  }

  /** How often it was so within the span, with this time. */
  private int times(String what) {
    Instant now = clock.instant();
    synchronized (told) {
      Told before = told.get(what);
      Told next =
          before == null || !now.isBefore(before.since.plus(SPAN))
              ? new Told(now, 1)
              : new Told(before.since, before.times + 1);
      told.put(what, next);
      return next.times;
    }
  }
}
