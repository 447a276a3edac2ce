package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import java.time.Duration;
import java.util.List;

/**
 * What the engine has still to be told. Rows are written by the {@link Ledger} together with what
 * they tell of.
 */
public interface Outbox {

  /**
   * Leases messages that are due, in the order in which they were written per request: never a
   * message while an older one of the same request is not done. Several instances may claim at
   * once.
   */
  List<Message> claim(int max, Duration lease);

  void done(long id);

  /** Puts it back, to be tried again after the delay. {@code error} is for the operator. */
  void retry(long id, Duration after, String error);

  /** How many wait. */
  long waiting();

  /**
   * @param attempts how often it was claimed, this time included
   */
  record Message(long id, RequestId request, Kind kind, int attempts) {}

  /** What is told. */
  enum Kind {
    START,
    TURN_OVER,
    VERDICT
  }
}
