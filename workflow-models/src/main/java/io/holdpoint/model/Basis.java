package io.holdpoint.model;

import java.util.Locale;

/** On what a verdict rests. */
public enum Basis {
  POLICY,
  REVIEWERS,
  TIMEOUT,
  AGENT,
  KILL_SWITCH,
  SYSTEM;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
