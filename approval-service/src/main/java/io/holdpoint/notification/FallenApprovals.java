package io.holdpoint.notification;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.RequestsNow;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has groups asked anew whose approvals count no more, because their people were disabled or left
 * the group, or the arguments were changed: the request waits for these groups again, and nobody
 * would tell them. Compares how many places are filled with how many were at the last look, and so
 * does not depend on who made the change; every instance looks, one of them tells.
 */
@Component
class FallenApprovals {

  /** Requests that wait and have approvals; those held last come first. */
  private static final int MOST = 500;

  private static final Logger log = LoggerFactory.getLogger(FallenApprovals.class);

  private final JdbcClient jdbc;
  private final RequestsNow requests;
  private final Ledger ledger;
  private final Notifications notifications;
  private final TransactionTemplate transactions;
  private final LedgerTime time;

  FallenApprovals(
      JdbcClient jdbc,
      RequestsNow requests,
      Ledger ledger,
      Notifications notifications,
      TransactionTemplate transactions,
      LedgerTime time) {
    this.jdbc = jdbc;
    this.requests = requests;
    this.ledger = ledger;
    this.notifications = notifications;
    this.transactions = transactions;
    this.time = time;
  }

  @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
  void look() {
    try {
      lookNow();
    } catch (RuntimeException e) {
      log.warn("Cannot look for approvals that fell away now; it is tried again: {}", e.toString());
    }
  }

  /** How many requests had fewer approvals than before. */
  int lookNow() {
    List<RequestId> waiting =
        jdbc
            .sql(
                """
                select r.id from requests r where r.status = 'PENDING' and exists (
                  select 1 from reviews v where v.request_id = r.id and v.decision = 'APPROVE')
                order by r.id desc limit :most
                """)
            .param("most", MOST)
            .query(UUID.class)
            .list()
            .stream()
            .map(RequestId::new)
            .toList();
    if (waiting.isEmpty()) {
      return 0;
    }
    Map<RequestId, Integer> seen = seen(waiting);
    int fallen = 0;
    for (RequestSummary summary : requests.summaries(waiting)) {
      if (summary.status() == RequestStatus.PENDING
          && compare(summary, Optional.ofNullable(seen.get(summary.id())))) {
        fallen++;
      }
    }
    return fallen;
  }

  private boolean compare(RequestSummary summary, Optional<Integer> before) {
    int now = summary.approvalsGiven();
    if (before.isEmpty()) {
      jdbc.sql(
              "insert into approvals_seen (request_id, given) values (:id, :now)"
                  + " on conflict do nothing")
          .param("id", summary.id().value())
          .param("now", now)
          .update();
      return false;
    }
    if (now == before.get()) {
      return false;
    }
    boolean mine =
        Boolean.TRUE.equals(
            transactions.execute(
                tx -> {
                  boolean first = replace(summary.id(), before.get(), now);
                  if (first && now < before.get()) {
                    askAnew(summary.id());
                  }
                  return first;
                }));
    return mine && now < before.get();
  }

  /** False when another instance was first. */
  private boolean replace(RequestId request, int before, int now) {
    return jdbc.sql(
                "update approvals_seen set given = :now where request_id = :id and given = :before")
            .param("now", now)
            .param("id", request.value())
            .param("before", before)
            .update()
        == 1;
  }

  private void askAnew(RequestId id) {
    Optional<RequestDetail> detail = requests.find(id);
    Optional<RequestRecord> request = ledger.find(id).filter(it -> !it.status().isFinal());
    Optional<ApprovalDemand> demand = detail.flatMap(RequestDetail::demand);
    if (request.isEmpty() || demand.isEmpty()) {
      return;
    }
    String occasion = "fell:" + time.now();
    List<String> groups = Recipients.awaited(demand.get(), detail.get().filled());
    notifications.showAnew(request.get(), occasion);
    notifications.tell(Delivery.Kind.HELD, request.get(), groups, occasion);
  }

  private Map<RequestId, Integer> seen(List<RequestId> requests) {
    return jdbc
        .sql("select request_id, given from approvals_seen where request_id in (:ids)")
        .param("ids", requests.stream().map(RequestId::value).toList())
        .query(
            (row, n) ->
                Map.entry(
                    new RequestId(row.getObject("request_id", UUID.class)), row.getInt("given")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
