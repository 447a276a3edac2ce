package io.holdpoint.notification;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The hours in which a person is not to be told, on each day of their own place; {@code to} may lie
 * before {@code from}: then they last over midnight.
 */
record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

  /** When they end, if they last at this time. */
  Optional<Instant> endAfter(Instant now) {
    ZonedDateTime there = now.atZone(zone);
    LocalTime time = there.toLocalTime();
    boolean overMidnight = to.isBefore(from);
    boolean quiet =
        overMidnight
            ? !time.isBefore(from) || time.isBefore(to)
            : !time.isBefore(from) && time.isBefore(to);
    if (!quiet) {
      return Optional.empty();
    }
    boolean tomorrow = overMidnight && !time.isBefore(from);
    return Optional.of(
        there.toLocalDate().plusDays(tomorrow ? 1 : 0).atTime(to).atZone(zone).toInstant());
  }
}
