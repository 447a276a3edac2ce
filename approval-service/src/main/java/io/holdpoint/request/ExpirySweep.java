package io.holdpoint.request;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Expires what nobody decided in time, every second. Several instances may sweep at once: the
 * conditional update lets one of them win.
 */
@Component
class ExpirySweep {

  private static final Logger log = LoggerFactory.getLogger(ExpirySweep.class);
  private static final int BATCH = 200;

  private final SqlLedger ledger;

  ExpirySweep(SqlLedger ledger) {
    this.ledger = ledger;
  }

  @Scheduled(fixedDelay = 1_000)
  void sweep() {
    try {
      int expired = BATCH;
      while (expired == BATCH) {
        expired = ledger.sweep(BATCH);
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("cannot expire requests now, reads will: {}", e.getMessage());
    }
  }
}
