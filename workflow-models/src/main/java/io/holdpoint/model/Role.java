package io.holdpoint.model;

import java.util.Locale;

/**
 * What a person may do in Holdpoint. Which requests a reviewer may decide is a matter of groups.
 */
public enum Role {
  REVIEWER,
  ADMIN,
  AUDITOR;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
