package io.holdpoint.request;

import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.request.Recording.Outcome;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The one door through which requests come into the ledger. */
@Component
class RecordingDoor {

  /** A policy that is published while a request is decided makes the decision void. */
  private static final int TRIES = 5;

  private static final Logger log = LoggerFactory.getLogger(RecordingDoor.class);

  private final Recording recording;
  private final PolicyEngine policy;
  private final TransactionTemplate transaction;

  RecordingDoor(Recording recording, PolicyEngine policy, PlatformTransactionManager transactions) {
    this.recording = recording;
    this.policy = policy;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Decides a request and writes it. On return it is committed.
   *
   * @throws IllegalStateException called within a transaction: what is decided there could still be
   *     rolled back after it was acknowledged
   */
  RequestRecord take(NewRequest request) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("requests are recorded in a transaction of the ledger's own");
    }
    return switch (written(List.of(request)).getFirst()) {
      case Outcome.Kept(var kept) -> kept;
      case Outcome.Refused(var why) -> throw why;
    };
  }

  private List<Outcome> written(List<NewRequest> requests) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Objects.requireNonNull(transaction.execute(status -> recording.write(requests)));
      } catch (PolicyChangedException e) {
        if (attempt == TRIES) {
          throw e;
        }
        log.info("decided anew, try {}: {}", attempt, e.getMessage());
        policy.refresh();
      }
    }
  }
}
