package io.holdpoint.request;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Basis;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.PolicyEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes a decided request with all that belongs to it. The one door through which requests come
 * into the ledger: decisions that arrive together could share a commit here.
 */
@Component
class Recording {

  private final DeciderGroups groups;
  private final OutboxTable outbox;
  private final AuditTrail audit;
  private final CommittedChanges changes;
  private final PolicyEngine policy;
  private final LedgerTime time;
  private final JdbcClient jdbc;
  private final RequestReader reader;

  Recording(
      DeciderGroups groups,
      OutboxTable outbox,
      AuditTrail audit,
      CommittedChanges changes,
      PolicyEngine policy,
      LedgerTime time,
      JdbcClient jdbc,
      RequestReader reader) {
    this.groups = groups;
    this.outbox = outbox;
    this.audit = audit;
    this.changes = changes;
    this.policy = policy;
    this.time = time;
    this.jdbc = jdbc;
    this.reader = reader;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  RequestRecord write(NewRequest request) {
    int decided = request.decision().explanation().policyVersion();
    int inForce = policy.version();
    if (decided != inForce) {
      throw new PolicyChangedException(decided, inForce);
    }
    var now = time.now();
    var record =
        switch (request.decision()) {
          case Decision.Release release ->
              decided(request, RequestStatus.APPROVED, "request.released", now);
          case Decision.Refuse refuse ->
              decided(request, RequestStatus.DENIED, "request.refused", now);
          case Decision.Hold hold -> held(request, hold.demand(), now);
        };
    rememberData(request);
    return record;
  }

  private RequestRecord decided(
      NewRequest request, RequestStatus outcome, String event, Instant now) {
    var verdict = new Verdict(outcome, Basis.POLICY, why(request.decision()));
    var record = reader.saved(new StoredRequest(request, null, verdict, now, now, null));
    append(event, request);
    return record;
  }

  private RequestRecord held(NewRequest request, ApprovalDemand demand, Instant now) {
    Duration wait = demand.expireAfter();
    if (request.expiresIn().isPresent() && request.expiresIn().get().compareTo(wait) < 0) {
      wait = request.expiresIn().get();
    }
    var escalatesAt =
        demand.escalateTo().isPresent() ? demand.escalateAfter().map(now::plus).orElse(null) : null;
    var record =
        reader.saved(new StoredRequest(request, demand, null, now, now.plus(wait), escalatesAt));
    groups.add(request.id(), demand, now, escalatesAt);
    append("request.held", request);
    outbox.put(request.id(), Outbox.Kind.START, now);
    changes.afterCommit(request.id(), RequestStatus.PENDING, now);
    return record;
  }

  private void append(String event, NewRequest request) {
    var decision = request.decision();
    audit.append(
        event,
        new Actor.ByAgent(request.agent().id()),
        request.id(),
        Map.of(
            "tier",
            decision.tier(),
            "policyVersion",
            String.valueOf(decision.explanation().policyVersion()),
            "digest",
            request.action().digest()));
  }

  private void rememberData(NewRequest request) {
    if (request.task().isEmpty()) {
      return;
    }
    for (String label : request.input().request().dataTouched()) {
      jdbc.sql(
              """
              insert into task_data (agent_id, task, label) values (:agent, :task, :label)
              on conflict do nothing
              """)
          .param("agent", request.agent().id().value())
          .param("task", request.task())
          .param("label", label)
          .update();
    }
  }

  private static String why(Decision decision) {
    Explanation explanation = decision.explanation();
    return explanation.rules().isEmpty()
        ? "default tier " + decision.tier()
        : explanation.rules().getFirst().name();
  }
}
