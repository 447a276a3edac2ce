package io.holdpoint.platform;

import java.time.Instant;

/**
 * The time by which deadlines are judged: the database's, so that several instances agree.
 * Deadlines are never judged by a clock of this host.
 */
public interface LedgerTime {

  /**
   * The database's current time, to the microsecond; asks the database, so call it once per
   * transaction.
   */
  Instant now();
}
