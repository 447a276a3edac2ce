package io.holdpoint.model;

import java.util.Locale;

/** What a tier does with an action, least to most strict. */
public enum Outcome {
  ALLOW,
  REQUIRE_APPROVAL,
  DENY;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
