package io.holdpoint.model.desk;

import io.holdpoint.model.RequestId;

/**
 * Tells a listener that a request changed, after the change is committed, wherever it was made.
 * Lossy: lists are read anew.
 */
public interface DeskEvents {

  /**
   * @param listener is called on a thread of the service and must return at once
   */
  Subscription subscribe(Listener listener);

  /** Called with the request that was held, reviewed or decided. */
  interface Listener {
    void changed(RequestId id);
  }

  /** Ends a subscription; may be closed twice. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
