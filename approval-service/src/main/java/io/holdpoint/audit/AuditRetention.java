package io.holdpoint.audit;

import io.holdpoint.audit.ChainTables.StoredHead;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.MasterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what was kept long enough, up to a signed head: the checkpoint, from which on the chain
 * stays verifiable. The one way in which a record is deleted, and itself recorded.
 */
@Component
class AuditRetention {

  /** Places whose rows go in one transaction. */
  private static final int CHUNK = 5_000;

  private static final Logger log = LoggerFactory.getLogger(AuditRetention.class);

  private final AuditSettings settings;
  private final ChainTables tables;
  private final SealingKey key;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final boolean on;

  AuditRetention(
      AuditSettings settings,
      ChainTables tables,
      SealingKey key,
      AuditTrail audit,
      LedgerTime time,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ObjectProvider<MasterKey> master) {
    this.settings = settings;
    this.tables = tables;
    this.key = key;
    this.audit = audit;
    this.time = time;
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.on = master.getIfAvailable() != null;
  }

  @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
  void run() {
    if (!on) {
      return;
    }
    try {
      prune();
    } catch (RuntimeException e) {
      log.warn("What is too old of the record could not be deleted; trying again in an hour", e);
    }
  }

  void prune() {
    Optional<Integer> days = settings.keptDays();
    if (days.isEmpty()) {
      return;
    }
    Instant before = time.now().minus(Duration.ofDays(days.get()));
    transaction.executeWithoutResult(status -> checkpoint(before, days.get()));
    while (Boolean.TRUE.equals(transaction.execute(status -> deleteSome()))) {
      // There is more.
    }
  }

  private void checkpoint(Instant before, int days) {
    ChainState state = tables.lockPatiently();
    Optional<StoredHead> found = tables.headBefore(state, before);
    if (found.isEmpty()) {
      return;
    }
    StoredHead head = found.get();
    long place = head.head().place();
    if (!key.isGood(head) || !tables.hashAt(place).equals(Optional.of(head.head().hash()))) {
      throw new IllegalStateException(
          "record " + place + " is not the one that was signed; nothing is deleted");
    }
    tables.save(
        new ChainState(
            state.chain(), state.place(), state.hash(), state.high(), place, head.head().hash()));
    audit.append(
        "audit.pruned",
        new Actor.BySystem(),
        null,
        Map.of(
            "from", String.valueOf(state.prunedPlace() + 1),
            "to", String.valueOf(place),
            "hash", head.head().hash(),
            "keptDays", String.valueOf(days)));
    log.info(
        "Records {} to {} were kept for {} days and are deleted",
        state.prunedPlace() + 1,
        place,
        days);
  }

  /**
   * @return whether there may be more
   */
  private boolean deleteSome() {
    long pruned = tables.state().prunedPlace();
    Long first = jdbc.queryForObject("select min(place) from audit_chain", Long.class);
    if (first == null || first > pruned) {
      return false;
    }
    long to = Math.min(pruned, first + CHUNK - 1);
    tables.pruning(
        () -> {
          jdbc.update("delete from audit_terms where place <= ?", to);
          jdbc.update(
              "delete from audit_events where sequence in"
                  + " (select c.sequence from audit_chain c where c.place <= ?)",
              to);
          jdbc.update("delete from audit_chain where place <= ?", to);
          jdbc.update("delete from audit_heads where place <= ? and place < ?", to, pruned);
        });
    return true;
  }
}
