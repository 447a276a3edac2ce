package io.holdpoint.model;

import java.util.Locale;

/**
 * How far an action can be taken back, least to most grave: the classes of OWASP AISVS C9.2.3, and
 * {@link #UNCLASSIFIED} for a tool that nobody classified, which counts as graver than all of them
 * and is never released.
 */
public enum Reversibility {
  READ_ONLY,
  REVERSIBLE,
  EXTERNALLY_REVERSIBLE,
  IRREVERSIBLE,
  UNCLASSIFIED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException the text is not what {@link #wire()} gives
   */
  public static Reversibility ofWire(String wire) {
    for (Reversibility each : values()) {
      if (each.wire().equals(wire)) {
        return each;
      }
    }
    throw new IllegalArgumentException("not a class of reversibility: " + wire);
  }
}
