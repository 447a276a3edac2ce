package io.holdpoint.request;

import io.holdpoint.platform.LedgerTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Forgets, every ten minutes, what of the agents' pasts no decision sees any more. */
@Component
class ForgetSweep {

  private static final Logger log = LoggerFactory.getLogger(ForgetSweep.class);

  private final AgentHistories histories;
  private final LedgerTime time;

  ForgetSweep(AgentHistories histories, LedgerTime time) {
    this.histories = histories;
    this.time = time;
  }

  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
  void sweep() {
    try {
      int gone = histories.forget(time.now());
      log.debug("forgot {} rows of agents' pasts", gone);
    } catch (DataAccessException | TransactionException e) {
      log.warn("cannot forget old pasts now, the next sweep will: {}", e.getMessage());
    }
  }
}
