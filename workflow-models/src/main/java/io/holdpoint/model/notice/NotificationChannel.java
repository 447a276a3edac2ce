package io.holdpoint.model.notice;

/**
 * A way of telling reviewers. Called at least once for each notice, so telling twice must do no
 * harm; called on a worker's thread, never in a transaction and never on the way of a verdict.
 */
public interface NotificationChannel {

  /** A short stable name, {@code [a-z-]+}. */
  String name();

  /**
   * Tells, within seconds.
   *
   * @throws RuntimeException it could not; the call is repeated later
   */
  void tell(Notice notice);
}
