package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.DeskEvents.Subscription;

/**
 * What changes in the ledger, on whatever instance: at once for this one, within about a second for
 * the others. It may tell twice and, in a crash, not at all: register first, then read the status,
 * and read it again before giving up.
 */
public interface ChangeFeed {

  /**
   * @param listener is called on the feed's one thread, so it must return at once; what it throws
   *     is logged
   */
  Subscription subscribe(Listener listener);

  /** Called after the commit; {@code PENDING} for a request that was held, reviewed, escalated. */
  interface Listener {
    void changed(RequestId id, RequestStatus status);
  }
}
