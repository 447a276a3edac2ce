package io.holdpoint.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessTimersTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void aTimerIsNeverEarly() {
    assertThat(ProcessTimers.until(NOW.plusMillis(1_001), NOW)).isEqualTo("PT2S");
    assertThat(ProcessTimers.until(NOW.plusSeconds(3_600), NOW)).isEqualTo("PT1H");
  }

  @Test
  void aTimerNeverSpins() {
    assertThat(ProcessTimers.until(NOW, NOW)).isEqualTo("PT1S");
    assertThat(ProcessTimers.until(NOW.minusSeconds(90), NOW)).isEqualTo("PT1S");
    assertThat(ProcessTimers.until(NOW.minusMillis(90_500), NOW)).isEqualTo("PT1S");
  }
}
