package io.holdpoint.freeze;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Every second, deadlines that could not follow a freeze at once do so now. */
@Component
class FreezeSweep {

  private static final Logger log = LoggerFactory.getLogger(FreezeSweep.class);

  private final Freezing freezing;

  FreezeSweep(Freezing freezing) {
    this.freezing = freezing;
  }

  @Scheduled(fixedDelay = 1_000)
  void sweep() {
    try {
      freezing.catchUp();
    } catch (DataAccessException | TransactionException | LockPatience.LockedElsewhereException e) {
      log.warn("deadlines cannot follow a freeze yet: {}", e.getMessage());
    }
  }
}
