package io.holdpoint.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.desk.InsightDesk.Reader;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReadingStatisticsTest {

  private final ReadingStatistics statistics = new ReadingStatistics();

  @Test
  void countsTheLongestRunTheSameAnswerAndTheTimes() {
    for (int i = 1; i <= 10; i++) {
      add(i != 4, i * 1_000L, 0);
    }

    Reader reader = statistics.readers().getFirst();

    assertThat(reader.longestRun()).isEqualTo(6);
    assertThat(reader.sameAnswer()).isEqualTo(90);
    assertThat(reader.median()).contains(Duration.ofSeconds(5));
    assertThat(reader.p90()).contains(Duration.ofSeconds(9));
  }

  @Test
  void isTooFastOnlyBelowHalfTheTimeThatTheTextTakesToRead() {
    int characters = ReadingSpeed.WORDS_A_MINUTE * ReadingSpeed.CHARACTERS_A_WORD; // one minute
    add(true, 29_999, characters);
    add(true, 30_000, characters);

    assertThat(statistics.readers().getFirst().tooFast()).isEqualTo(1);
  }

  @Test
  void timesNothingThatWasNotSeenToBeShown() {
    statistics.add("ann", "low", true, OptionalLong.empty(), 0);

    Reader reader = statistics.readers().getFirst();

    assertThat(reader.timed()).isZero();
    assertThat(reader.median()).isEmpty();
    assertThat(reader.reviews()).isEqualTo(1);
  }

  private void add(boolean approved, long took, int characters) {
    statistics.add("ann", "low", approved, OptionalLong.of(took), characters);
  }
}
