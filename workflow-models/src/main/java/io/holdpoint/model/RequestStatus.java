package io.holdpoint.model;

import java.util.Locale;

/**
 * Where a request stands. Whoever reads a status that is not {@link #APPROVED} has no leave to act.
 */
public enum RequestStatus {
  PENDING,
  APPROVED,
  DENIED,
  EXPIRED,
  CANCELLED;

  /** A final status never changes again. */
  public boolean isFinal() {
    return this != PENDING;
  }

  /** The word used in the HTTP API and the process variables. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
