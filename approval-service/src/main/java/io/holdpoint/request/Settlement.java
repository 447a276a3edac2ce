package io.holdpoint.request;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.freeze.Freeze;
import io.holdpoint.freeze.Freezes;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.task.TaskStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives what is pending its verdict: the one writer of status. With the status goes all that hangs
 * on it: who may decide, the record, the engine's message, and what the request added to the past.
 */
@Component
class Settlement {

  private static final String TIME_OVER = "nobody decided in time";

  private final StoredRequests requests;
  private final RequestReader reader;
  private final AgentHistories histories;
  private final DeciderGroups groups;
  private final OutboxTable outbox;
  private final AuditTrail audit;
  private final CommittedChanges changes;
  private final TaskStore tasks;
  private final Freezes freezes;
  private final PolicyEngine policy;
  private final LedgerTime time;

  Settlement(
      StoredRequests requests,
      RequestReader reader,
      AgentHistories histories,
      DeciderGroups groups,
      OutboxTable outbox,
      AuditTrail audit,
      CommittedChanges changes,
      TaskStore tasks,
      Freezes freezes,
      PolicyEngine policy,
      LedgerTime time) {
    this.requests = requests;
    this.reader = reader;
    this.histories = histories;
    this.groups = groups;
    this.outbox = outbox;
    this.audit = audit;
    this.changes = changes;
    this.tasks = tasks;
    this.freezes = freezes;
    this.policy = policy;
    this.time = time;
  }

  /** Locks a request, and before it its agent, whose past hangs on the verdict. */
  @Transactional(propagation = Propagation.MANDATORY)
  Optional<StoredRequest> lock(RequestId id) {
    histories.lockAgentOf(id);
    return reader.lock(id);
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void holdAgent(AgentId agent) {
    histories.lockKnown(Optional.of(agent));
  }

  /** The freeze that covers this request now, read in the caller's transaction. */
  Optional<Freeze> freezeOn(StoredRequest row) {
    return freezes.covering(
        new AgentId(row.agentId()),
        row.task(),
        row.tool(),
        RequestStandstill.systems(policy, row.tool(), row.targetSystem()));
  }

  /** Why this request's task is over; empty while it goes on. */
  Optional<String> taskOver(StoredRequest row) {
    return tasks.endedWhy(row.task());
  }

  /**
   * False when somebody or the clock was first, or it is to be approved and its task is over.
   *
   * @throws FrozenException it is to be approved, and is frozen
   */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean settle(RequestId id, Verdict verdict, Actor by) {
    if (verdict.outcome() == RequestStatus.EXPIRED) {
      throw new IllegalArgumentException("only the ledger's own clock expires a request");
    }
    // The time is asked for after the wait for the row, else a long wait could outlive the
    // deadline.
    var row = lock(id);
    if (row.isEmpty()) {
      return false;
    }
    if (verdict.outcome() == RequestStatus.APPROVED) {
      if (taskOver(row.get()).isPresent()) {
        return false;
      }
      freezeOn(row.get())
          .ifPresent(
              freeze -> {
                throw new FrozenException(freeze);
              });
    }
    var now = time.now();
    var outcome = verdict.outcome();
    if (requests.settle(id.value(), outcome, verdict.basis(), verdict.reason(), now) == 0) {
      return false;
    }
    conclude(row.get(), outcome, verdict.basis(), by, now);
    return true;
  }

  /** False when its time is not over by the ledger's clock, or it is final already. */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean expire(RequestId id, Actor by) {
    var row = lock(id);
    var now = time.now();
    if (row.isEmpty() || requests.expire(id.value(), TIME_OVER, now) == 0) {
      return false;
    }
    conclude(row.get(), RequestStatus.EXPIRED, Basis.TIMEOUT, by, now);
    return true;
  }

  /** Gives back what an approved request took of the past. */
  @Transactional(propagation = Propagation.MANDATORY)
  void notExecuted(RequestId id) {
    lock(id)
        .filter(row -> row.status() == RequestStatus.APPROVED)
        .ifPresent(
            row ->
                row.effect()
                    .ifPresent(
                        effect -> {
                          var now = time.now();
                          giveBack(row, effect, RequestStatus.CANCELLED, now);
                          histories.takeBack(
                              new AgentId(row.agentId()),
                              row.task(),
                              effect,
                              Effect.Standing.GONE,
                              row.createdAt(),
                              now);
                        }));
  }

  /** The task's row comes after its agent's, which is locked here. */
  private void giveBack(StoredRequest row, Effect effect, RequestStatus outcome, Instant now) {
    var open = tasks.lock(List.of(row.task()));
    for (var task : open.values()) {
      task.giveBack(OpenedFor.takes(effect));
      if (outcome == RequestStatus.DENIED) {
        task.denied(effect.likeness(row.input()), now);
      }
    }
    tasks.save(open.values());
  }

  private void conclude(
      StoredRequest row, RequestStatus outcome, Basis basis, Actor by, Instant now) {
    var id = row.id();
    groups.remove(id);
    audit.append("request." + outcome.wire(), by, id, Map.of("basis", basis.wire()));
    outbox.put(id, Outbox.Kind.VERDICT, now);
    changes.afterCommit(id, outcome, now);
    var agent = new AgentId(row.agentId());
    histories.waitsNoMore(agent);
    row.effect()
        .ifPresent(
            effect -> {
              if (outcome == RequestStatus.APPROVED) {
                histories.reached(agent, effect, now);
              } else {
                giveBack(row, effect, outcome, now);
                histories.takeBack(
                    agent,
                    row.task(),
                    effect,
                    DecisionFacts.standing(outcome),
                    row.createdAt(),
                    now);
              }
            });
  }
}
