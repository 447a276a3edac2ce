package io.holdpoint.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThemeMemoryTest {

  @ParameterizedTest
  @CsvSource({
    "/, true",
    "/people/ada@example.org, true",
    "/requests/0198f000-0000-7000-8000-000000000000, true",
    "//evil.example, false",
    "/\\evil.example, false",
    "https://evil.example, false",
    "'', false",
    "/a?b, false"
  })
  void leadsBackToOurOwnPagesOnly(String back, boolean ours) {
    assertThat(ThemeMemory.isOurs(back)).isEqualTo(ours);
  }
}
