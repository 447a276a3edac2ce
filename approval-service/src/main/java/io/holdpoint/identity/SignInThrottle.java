package io.holdpoint.identity;

import io.holdpoint.platform.MasterKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Slows guessing down, across all instances: after five failures of one account from one address
 * each further one doubles the wait, up to five minutes; after a hundred from one address the same
 * holds for all accounts from there. Nobody is ever locked out for good, and an attacker elsewhere
 * locks out nobody here.
 *
 * <p>An attempt is counted before the password is looked at, so that many at once are not free.
 */
@Component
class SignInThrottle {

  static final int FREE_PER_ACCOUNT = 5;
  static final int FREE_PER_ADDRESS = 100;
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** After so long without an attempt everything is forgotten. */
  static final Duration MEMORY = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(SignInThrottle.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final KeyedHash hash;

  SignInThrottle(JdbcClient jdbc, TransactionTemplate transaction, MasterKey master, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    this.hash = new KeyedHash(master.derive("sign-in-throttle"));
  }

  /** Whether an attempt may be made now. */
  sealed interface Pass {
    record Go() implements Pass {}

    record Later(Duration after) implements Pass {}
  }

  /** Counts an attempt, or turns it away uncounted. */
  Pass enter(String account, String address) {
    Pass pass = count(accountSlot(account, address), FREE_PER_ACCOUNT);
    return pass instanceof Pass.Go ? count(addressSlot(address), FREE_PER_ADDRESS) : pass;
  }

  /** The attempt was right: what was counted for this account from there is forgotten. */
  void succeeded(String account, String address) {
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql("delete from sign_in_failures where slot = :slot")
              .param("slot", accountSlot(account, address))
              .update();
          jdbc.sql(
                  "update sign_in_failures set failures = failures - 1 where slot = :slot and failures > 0")
              .param("slot", addressSlot(address))
              .update();
        });
  }

  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
  void forget() {
    jdbc.sql("delete from sign_in_failures where updated_at < :before")
        .param("before", at(clock.instant().minus(MEMORY)))
        .update();
  }

  private Pass count(String slot, int free) {
    return java.util.Objects.requireNonNull(transaction.execute(status -> countLocked(slot, free)));
  }

  private Pass countLocked(String slot, int free) {
    // As the database keeps it: rounded up there, an attempt would be before its own end.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    jdbc.sql(
            "insert into sign_in_failures (slot, failures, blocked_until, updated_at)"
                + " values (:slot, 0, :now, :now) on conflict do nothing")
        .param("slot", slot)
        .param("now", at(now))
        .update();
    Row row =
        jdbc.sql(
                "select failures, blocked_until, updated_at from sign_in_failures where slot = :slot for update")
            .param("slot", slot)
            .query(
                (rs, n) ->
                    new Row(
                        rs.getInt(1),
                        rs.getObject(2, OffsetDateTime.class).toInstant(),
                        rs.getObject(3, OffsetDateTime.class).toInstant()))
            .single();
    if (now.isBefore(row.blockedUntil)) {
      return new Pass.Later(Duration.between(now, row.blockedUntil));
    }
    int failures = row.updatedAt.isBefore(now.minus(MEMORY)) ? 1 : row.failures + 1;
    Optional<Duration> wait = waitAfter(failures, free);
    if (wait.isPresent() && failures == free) {
      log.warn("sign-in slowed down after {} failed attempts in a row", failures);
    }
    jdbc.sql(
            "update sign_in_failures set failures = :failures, blocked_until = :until, updated_at = :now"
                + " where slot = :slot")
        .param("failures", failures)
        .param("until", at(now.plus(wait.orElse(Duration.ZERO))))
        .param("now", at(now))
        .param("slot", slot)
        .update();
    return new Pass.Go();
  }

  /** How long after the n-th failure in a row the next attempt may come. */
  static Optional<Duration> waitAfter(int failures, int free) {
    if (failures < free) {
      return Optional.empty();
    }
    int doublings = Math.min(failures - free, 20);
    Duration wait = Duration.ofSeconds(1L << doublings);
    return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private String accountSlot(String account, String address) {
    String typed = account.strip().toLowerCase(Locale.ROOT);
    return hash.of("account:" + typed.length() + ":" + typed + ":" + address);
  }

  private String addressSlot(String address) {
    return hash.of("address:" + address);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private record Row(int failures, Instant blockedUntil, Instant updatedAt) {}
}
