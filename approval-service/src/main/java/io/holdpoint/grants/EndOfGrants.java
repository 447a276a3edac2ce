package io.holdpoint.grants;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.AgentDisabled;
import io.holdpoint.platform.LedgerTime;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** The grants of an agent that is disabled end with it, and do not come back when it does. */
@Component
class EndOfGrants {

  private final GrantStore store;
  private final AuditTrail audit;
  private final LedgerTime time;

  EndOfGrants(GrantStore store, AuditTrail audit, LedgerTime time) {
    this.store = store;
    this.audit = audit;
    this.time = time;
  }

  /**
   * In the transaction that disables the agent, as its last step: what is waited for while requests
   * are written comes before grants there too, so that neither waits for the other.
   */
  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void disabled(AgentDisabled event) {
    var now = time.now();
    for (var grant : store.open(List.of(event.agent()), now)) {
      if (store.end(grant.number(), "the agent was disabled", now)) {
        audit.append(
            "grant.revoked",
            new Actor.ByPerson(event.by()),
            null,
            Map.of(
                "grant", grant.id(),
                "agent", event.agent().value(),
                "reason", "the agent was disabled"));
      }
    }
  }
}
