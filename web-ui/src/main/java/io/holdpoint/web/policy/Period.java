package io.holdpoint.web.policy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A duration as people type it: a number and a unit.
 *
 * @param amount as typed; empty: none
 * @param unit one of {@link #UNITS}, by its letter; {@code iso} where the document has one that
 *     fits none
 */
public record Period(String amount, String unit) {

  static final Period NONE = new Period("", "min");

  /** A unit: how it is called, and how long one is in seconds. */
  public record Unit(String key, String label, long seconds) {}

  static final List<Unit> UNITS =
      List.of(
          new Unit("s", "seconds", 1),
          new Unit("min", "minutes", 60),
          new Unit("h", "hours", 3600),
          new Unit("d", "days", 86_400));

  /** In the largest unit that says it in a whole number. */
  static Period of(Optional<String> iso) {
    if (iso.isEmpty()) {
      return NONE;
    }
    try {
      Duration duration = Duration.parse(iso.get());
      long seconds = duration.toSeconds();
      for (Unit unit : UNITS.reversed()) {
        if (duration.minusSeconds(seconds).isZero()
            && seconds > 0
            && seconds % unit.seconds() == 0) {
          return new Period(Long.toString(seconds / unit.seconds()), unit.key());
        }
      }
    } catch (DateTimeParseException e) {
      // Shown as it stands, below.
    }
    return new Period(iso.get(), "iso");
  }

  /**
   * ISO 8601; what is no number goes through as it was typed, so that the document's own check can
   * say what was expected.
   */
  Optional<String> iso() {
    String typed = amount.strip();
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    if (!typed.matches("[0-9]{1,9}")) {
      return Optional.of(typed);
    }
    long number = Long.parseLong(typed);
    return Optional.of(
        switch (unit) {
          case "d" -> "P" + number + "D";
          case "h" -> "PT" + number + "H";
          case "s" -> "PT" + number + "S";
          default -> "PT" + number + "M";
        });
  }
}
