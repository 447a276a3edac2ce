package io.holdpoint.request;

import io.holdpoint.audit.Actor;
import io.holdpoint.identity.AgentDisabled;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** An agent that is disabled gets nothing any more: what it waits for is denied with it. */
@Component
class EndOfAgent {

  private final Ledger ledger;

  EndOfAgent(Ledger ledger) {
    this.ledger = ledger;
  }

  /** In the transaction that disables the agent. */
  @EventListener
  void disabled(AgentDisabled event) {
    ledger.denyAllPending(
        event.agent(),
        new Verdict(RequestStatus.DENIED, Basis.SYSTEM, "the agent was disabled"),
        new Actor.ByPerson(event.by()));
  }
}
