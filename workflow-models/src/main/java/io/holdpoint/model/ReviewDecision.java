package io.holdpoint.model;

import java.util.Locale;

/** What one person says to one request. */
public enum ReviewDecision {
  APPROVE,
  DENY;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
