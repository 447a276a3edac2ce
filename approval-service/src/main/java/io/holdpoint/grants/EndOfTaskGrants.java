package io.holdpoint.grants;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.task.TaskEnded;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** The grants that were made for one task end with it. */
@Component
class EndOfTaskGrants {

  private final GrantStore store;
  private final AuditTrail audit;
  private final LedgerTime time;

  EndOfTaskGrants(GrantStore store, AuditTrail audit, LedgerTime time) {
    this.store = store;
    this.audit = audit;
    this.time = time;
  }

  /** In the transaction that ends the task, as its last step: grants come after requests. */
  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void ended(TaskEnded event) {
    var now = time.now();
    for (var grant : store.open(event.agents(), now)) {
      if (grant.terms().task().filter(event.task()::equals).isPresent()
          && store.end(grant.number(), "its task is over: " + event.why(), now)) {
        audit.append(
            "grant.revoked",
            new Actor.BySystem(),
            null,
            Map.of("grant", grant.id(), "task", event.task(), "reason", event.why()));
      }
    }
  }
}
