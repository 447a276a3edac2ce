package io.holdpoint.verdict;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.token.VerdictKey;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.verdict.KeyStore.Stored;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign verdicts, shared by all instances through the database. The newest signs; one
 * that was replaced stays published until the last token that it signed is dead.
 */
@Component
class VerdictKeys {

  /** So old may what an instance knows of the keys be. */
  private static final Duration KNOWN_FOR = Duration.ofSeconds(1);

  /** Another instance may sign with the old key a little longer. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final Actor SYSTEM = new Actor.BySystem();

  private final KeyStore store;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final Clock clock;
  private final VerdictSettings settings;
  private final TransactionTemplate transaction;
  private volatile @Nullable Known known;

  /** What signs now. */
  record Signing(VerdictKey key, PrivateKey secret) {}

  private record Known(Instant at, List<Stored> alive, Signing signing) {}

  VerdictKeys(
      KeyStore store,
      AuditTrail audit,
      LedgerTime time,
      Clock clock,
      VerdictSettings settings,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.audit = audit;
    this.time = time;
    this.clock = clock;
    this.settings = settings;
    this.transaction = new TransactionTemplate(transactions);
  }

  Signing signing() {
    return known().signing();
  }

  /** The published keys, the one that signs first. */
  List<VerdictKey> published() {
    return known().alive().stream().map(Stored::key).toList();
  }

  Optional<VerdictKey> published(String kid) {
    return published().stream().filter(key -> key.id().equals(kid)).findFirst();
  }

  /** All that were ever made, the newest first. */
  List<Stored> all() {
    known();
    return store.all();
  }

  /**
   * Has another key sign from now on.
   *
   * @param endOld whether tokens signed before are good for nothing any more: when a key has become
   *     known to others
   */
  void rotate(Actor by, boolean endOld) {
    known(); // there is a first
    transaction.executeWithoutResult(
        status -> replace(store.all().getFirst(), by, endOld, time.now()));
    known = null;
  }

  /** Replaces what is too old, on whichever instance comes first. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
  void renew() {
    known();
    transaction.executeWithoutResult(
        status -> {
          Instant now = time.now();
          Stored newest = store.all().getFirst();
          if (!now.isBefore(newest.createdAt().plus(settings.keyAge()))) {
            replace(newest, SYSTEM, false, now);
          }
          store.forgetDead(now);
        });
    known = null;
  }

  private void replace(Stored newest, Actor by, boolean endOld, Instant now) {
    int number = newest.number() + 1;
    Optional<String> made = store.create(number, now);
    if (made.isEmpty() && !endOld) {
      return; // another instance did it
    }
    store.endBefore(number, endOld ? now : now.plus(settings.tokenValidFor()).plus(MARGIN));
    audit.append(
        "verdict.key_rotated",
        by,
        null,
        Map.of("kid", made.orElse(""), "old", newest.key().id(), "endOld", String.valueOf(endOld)));
  }

  private Known known() {
    Known now = known;
    if (now == null || !clock.instant().isBefore(now.at().plus(KNOWN_FOR))) {
      now = read();
      known = now;
    }
    return now;
  }

  private Known read() {
    Instant at = clock.instant();
    List<Stored> all = store.all();
    if (all.isEmpty()) {
      transaction.executeWithoutResult(status -> first());
      all = store.all();
    }
    Instant now = time.now();
    List<Stored> alive = all.stream().filter(key -> key.isAlive(now)).toList();
    Stored newest = all.getFirst();
    Known before = known;
    boolean same = before != null && before.signing().key().id().equals(newest.key().id());
    return new Known(
        at,
        alive,
        same && before != null
            ? before.signing()
            : new Signing(newest.key(), store.secret(newest)));
  }

  private void first() {
    store
        .create(1, time.now())
        .ifPresent(kid -> audit.append("verdict.key_created", SYSTEM, null, Map.of("kid", kid)));
  }
}
