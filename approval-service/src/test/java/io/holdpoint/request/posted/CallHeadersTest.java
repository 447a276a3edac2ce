package io.holdpoint.request.posted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.platform.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallHeadersTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "wait=10 | 10",
        "wait=0 | 0",
        "wait=60 | 60",
        "wait=61 | 60",
        "wait=999999999999999999 | 60",
        "WAIT=5 | 5",
        "wait=\"7\" | 7",
        "wait = 7 | 7",
        "respond-async, wait=20 | 20",
        "wait=20; foo=bar, wait=30 | 20",
      })
  void readsTheWaitThatIsPreferred(String header, int seconds) {
    assertThat(CallHeaders.wait(List.of(header))).contains(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wait",
        "wait=",
        "wait=-1",
        "wait=1.5",
        "wait=soon",
        "waiting=3",
        "respond-async",
        "wait=1 2",
        ",,",
        "wait=x, wait=5",
        "wait=9999999999999999999999"
      })
  void ignoresWhatIsNoPreferenceToWait(String header) {
    assertThat(CallHeaders.wait(List.of(header))).isEmpty();
  }

  @Test
  void takesTheFirstOfSeveralHeaders() {
    assertThat(CallHeaders.wait(List.of("respond-async", "wait=3", "wait=9"))).contains(3);
  }

  @Test
  void takesAKeyOfPrintableAsciiUpToItsEdge() {
    assertThat(CallHeaders.idempotencyKey(List.of())).isEmpty();
    assertThat(CallHeaders.idempotencyKey(List.of(" ~"))).contains(" ~");
    assertThat(CallHeaders.idempotencyKey(List.of("k".repeat(255)))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "caf\u00e9", "a\tb", "a\u0000", "a\u007f"})
  void refusesAnyOtherKey(String key) {
    assertThatThrownBy(() -> CallHeaders.idempotencyKey(List.of(key)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("expected 1 to 255");
  }
}
