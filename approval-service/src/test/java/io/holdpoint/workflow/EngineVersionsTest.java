package io.holdpoint.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EngineVersionsTest {

  @Test
  void knowsUntilWhenAVersionIsMaintained() {
    assertThat(EngineVersions.maintainedUntil("8.5.8")).contains(LocalDate.of(2025, 10, 14));
    assertThat(EngineVersions.maintainedUntil("8.10.0-rc1")).contains(LocalDate.of(2028, 4, 11));
  }

  @Test
  void doesNotGuessAboutOthers() {
    assertThat(EngineVersions.maintainedUntil("9.0.0")).isEmpty();
    assertThat(EngineVersions.maintainedUntil("dev")).isEmpty();
  }
}
