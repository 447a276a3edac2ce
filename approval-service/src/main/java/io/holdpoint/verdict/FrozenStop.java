package io.holdpoint.verdict;

import io.holdpoint.freeze.Freezes;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.request.Ledger;
import io.holdpoint.verdict.Refusal.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is frozen is not redeemed. */
@Component
class FrozenStop implements Stop {

  private final Freezes freezes;
  private final PolicyEngine policy;
  private final Ledger ledger;

  FrozenStop(Freezes freezes, PolicyEngine policy, Ledger ledger) {
    this.freezes = freezes;
    this.policy = policy;
    this.ledger = ledger;
  }

  @Override
  public Optional<Refusal> stops(Subject subject) {
    if (TransactionSynchronizationManager.isActualTransactionActive()
        && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
      // A freeze waits for this lock, so that no redemption under way outruns it.
      ledger.holdAgent(subject.agent());
    }
    return freezes
        .covering(
            subject.agent(),
            subject.task(),
            subject.tool(),
            new HashSet<>(List.of(subject.target().system(), policy.system(subject.tool()))))
        .map(freeze -> new Refusal(Code.FROZEN, freeze.sentence()));
  }
}
