package io.holdpoint.notification;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.RequestsNow;
import io.holdpoint.model.process.Processes;
import io.holdpoint.notification.ApprovalsSeen.Seen;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has groups asked of whom no process knows that they are awaited: their approvals count no more,
 * because people were disabled or left the group, or the arguments were changed, which may demand
 * other groups besides. Compares with the last look how many places are filled and how often the
 * arguments were changed, and so does not depend on who did it; every instance looks, one of them
 * tells.
 */
@Component
class AskingAnew {

  /** Requests that wait and have approvals or were changed; those held last come first. */
  private static final int MOST = 500;

  /** After a change the process, which may tell the same, goes first. */
  private static final Duration PROCESS_FIRST = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(AskingAnew.class);

  private final ApprovalsSeen looks;
  private final DeliveryQueue queue;
  private final RequestsNow requests;
  private final Ledger ledger;
  private final Notifications notifications;
  private final TransactionTemplate transactions;
  private final LedgerTime time;

  AskingAnew(
      ApprovalsSeen looks,
      DeliveryQueue queue,
      RequestsNow requests,
      Ledger ledger,
      Notifications notifications,
      TransactionTemplate transactions,
      LedgerTime time) {
    this.looks = looks;
    this.queue = queue;
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
      log.warn("Cannot look for groups to be asked anew; it is tried again: {}", e.toString());
    }
  }

  void lookNow() {
    Map<RequestId, Seen> waiting = looks.waiting(MOST);
    if (waiting.isEmpty()) {
      return;
    }
    Map<RequestId, Seen> before = looks.of(waiting.keySet());
    for (RequestSummary summary : requests.summaries(waiting.keySet())) {
      Seen most = waiting.get(summary.id());
      if (summary.status() == RequestStatus.PENDING && most != null) {
        look(summary, most, Optional.ofNullable(before.get(summary.id())));
      }
    }
  }

  private void look(RequestSummary summary, Seen most, Optional<Seen> seen) {
    // Nobody may have looked yet when it was approved or changed.
    Seen before = seen.orElseGet(() -> new Seen(most.given(), 0));
    if (seen.isEmpty()) {
      looks.begin(summary.id(), before);
    }
    Seen now = new Seen(summary.approvalsGiven(), most.changes());
    if (!now.equals(before)) {
      transactions.executeWithoutResult(tx -> compare(summary.id(), before, now));
    }
  }

  private void compare(RequestId id, Seen before, Seen now) {
    Optional<RequestRecord> request = ledger.find(id).filter(it -> !it.status().isFinal());
    Optional<RequestDetail> detail = requests.find(id).filter(it -> it.demand().isPresent());
    if (request.isEmpty() || detail.isEmpty() || isForTheProcess(detail.get(), before, now)) {
      return; // is over, or is looked at again
    }
    Asking asking = asking(detail.get(), before, now);
    // Another instance may have been first.
    if (looks.replace(id, before, now) && !asking.groups().isEmpty()) {
      notifications.showAnew(request.get(), asking.occasion());
      notifications.tell(Delivery.Kind.HELD, request.get(), asking.groups(), asking.occasion());
    }
  }

  /**
   * Whether the process has told nobody yet, or may be about to tell of what the change brought.
   */
  private boolean isForTheProcess(RequestDetail detail, Seen before, Seen now) {
    return now.changes() > before.changes()
        && (!queue.wasAsked(detail.id())
            || detail
                .change()
                .filter(it -> time.now().isBefore(it.at().plus(PROCESS_FIRST)))
                .isPresent());
  }

  /** Whom to ask; the occasion names it within the request. */
  private record Asking(List<String> groups, String occasion) {}

  private Asking asking(RequestDetail detail, Seen before, Seen now) {
    ApprovalDemand demand = detail.demand().orElseThrow();
    List<String> awaited = Recipients.awaited(demand, detail.filled());
    if (now.changes() == before.changes() && now.given() < before.given()) {
      return new Asking(awaited, "fell:" + time.now());
    }
    Set<String> asked =
        detail.change().map(it -> queue.askedSince(detail.id(), it.at())).orElse(Set.of());
    List<String> left = awaited.stream().filter(group -> !asked.contains(group)).toList();
    if (now.changes() > before.changes()) {
      return new Asking(left, "changed:" + now.changes());
    }
    // More approvals than before. A change may have brought turns, and only one model knows any.
    boolean turns =
        now.changes() > 0 && demand.inTurn() && !demand.process().equals(Processes.SEQUENTIAL);
    return new Asking(turns ? left : List.of(), "changed:" + now.changes() + ":" + now.given());
  }
}
