package io.holdpoint.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

  @ParameterizedTest
  @CsvSource({
    // over midnight
    "22:00, 07:00, 2026-01-10T20:59:00Z,",
    "22:00, 07:00, 2026-01-10T21:00:00Z, 2026-01-11T06:00:00Z",
    "22:00, 07:00, 2026-01-11T05:59:00Z, 2026-01-11T06:00:00Z",
    "22:00, 07:00, 2026-01-11T06:00:00Z,",
    // within a day
    "12:00, 13:00, 2026-01-10T11:30:00Z, 2026-01-10T12:00:00Z",
    "12:00, 13:00, 2026-01-10T12:00:00Z,",
    // the night in which the clocks go forward is an hour shorter
    "22:00, 07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
    // no hours at all
    "07:00, 07:00, 2026-01-10T06:00:00Z,",
  })
  void endWhereThePersonIs(String from, String to, String now, String end) {
    QuietHours hours =
        new QuietHours(LocalTime.parse(from), LocalTime.parse(to), ZoneId.of("Europe/Berlin"));
    assertThat(hours.endAfter(Instant.parse(now)))
        .isEqualTo(Optional.ofNullable(end).map(Instant::parse));
  }
}
