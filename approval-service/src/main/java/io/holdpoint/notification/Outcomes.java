package io.holdpoint.notification;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.notification.DeliveryThreads.Behind;
import io.holdpoint.platform.LedgerTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds what is shown somewhere and is not what the ledger says any more, and queues what mends it:
 * the outcome once, or the request as it stands. It compares, and so misses nothing, whoever made
 * the change and whether the engine was there.
 */
@Component
class Outcomes {

  /** The one telling of a request's end. */
  static final String VERDICT_OCCASION = "verdict";

  private static final int BATCH = 500;

  private final DeliveryThreads threads;
  private final DeliveryQueue queue;
  private final Routing routing;
  private final LedgerTime time;

  Outcomes(DeliveryThreads threads, DeliveryQueue queue, Routing routing, LedgerTime time) {
    this.threads = threads;
    this.queue = queue;
    this.routing = routing;
    this.time = time;
  }

  /** How many were queued, at most a batch at a time. */
  int queueAll() {
    return queue(threads.behind(Optional.empty(), BATCH));
  }

  void queueFor(RequestId request) {
    queue(threads.behind(Optional.of(request), BATCH));
  }

  /**
   * @param all may have been read before another instance queued the same
   */
  int queue(List<Behind> all) {
    if (all.isEmpty()) {
      return 0;
    }
    Instant now = time.now();
    int queued = 0;
    for (Behind each : all) {
      boolean over = each.status() != RequestStatus.PENDING;
      if (over && !routing.wantsOutcome(each.place())) {
        threads.settle(each.request(), each.place());
        continue;
      }
      if (queue.put(
          each.request(),
          each.agent(),
          each.place(),
          over ? Delivery.Kind.VERDICT : Delivery.Kind.UPDATE,
          over ? VERDICT_OCCASION : "update:" + each.changedAt(),
          List.of(),
          now)) {
        queued++;
      } else if (over) {
        // Told, and the request changed once more: what it shows is its outcome all the same.
        threads.settleIfTold(each.request(), each.place(), VERDICT_OCCASION);
      }
    }
    return queued;
  }
}
