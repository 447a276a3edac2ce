package io.holdpoint.model;

import java.util.Locale;

/** Where a review was made. */
public enum Channel {
  CONSOLE,
  SLACK,
  API;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
