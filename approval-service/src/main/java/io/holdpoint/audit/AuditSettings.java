package io.holdpoint.audit;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Period;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the record is kept.
 *
 * @param keep how long, such as {@code P365D}, or {@code forever}; what is older is deleted behind
 *     a signed checkpoint
 * @param keepLess whether {@code keep} may be less than six months
 * @param headsFile signed heads are appended to it, so that they lie elsewhere too; empty: none
 */
@ConfigurationProperties("holdpoint.audit")
record AuditSettings(
    Optional<String> keep, Optional<Boolean> keepLess, Optional<String> headsFile) {

  private static final int LEAST_DAYS = 183;
  private static final String FOREVER = "forever";

  AuditSettings {
    headsFile = headsFile.map(String::strip).filter(path -> !path.isEmpty());
    days(keep, keepLess.orElse(false));
  }

  /** How many days are kept; empty: all. */
  Optional<Integer> keptDays() {
    return days(keep, keepLess.orElse(false));
  }

  Optional<Path> heads() {
    return headsFile.map(Path::of);
  }

  @SuppressWarnings("JavaPeriodGetDays") // the months stand before it
  private static Optional<Integer> days(Optional<String> keep, boolean keepLess) {
    String text = keep.map(String::strip).filter(t -> !t.isEmpty()).orElse("P365D");
    if (text.equals(FOREVER)) {
      return Optional.empty();
    }
    int days;
    try {
      Period period = Period.parse(text);
      days = Math.toIntExact(period.toTotalMonths() * 30 + period.getDays());
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "holdpoint.audit.keep: expected a period such as P365D, or forever, was " + text);
    }
    if (days < 1 || (days < LEAST_DAYS && !keepLess)) {
      throw new IllegalArgumentException(
          "holdpoint.audit.keep: expected at least P"
              + LEAST_DAYS
              + "D (less only with holdpoint.audit.keep-less=true), was "
              + text);
    }
    return Optional.of(days);
  }
}
