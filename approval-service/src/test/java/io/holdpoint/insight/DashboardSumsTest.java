package io.holdpoint.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.desk.InsightDesk.Share;
import io.holdpoint.model.desk.InsightDesk.Slot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DashboardSumsTest {

  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");

  private final DashboardSums sums = new DashboardSums(FROM, Duration.ofHours(6), 4);

  @Test
  void findsTheMedianAndP90BetweenTwoValuesAsSqlDoes() {
    assertThat(sums.time(0.5)).isEmpty();
    for (long millis : new long[] {400, 100, 300, 200}) {
      sums.ended(FROM, "t", "r", "a", "APPROVED", true, millis);
    }
    sums.ended(FROM, "t", "r", "a", "EXPIRED", false, 1_000_000);
    assertThat(sums.time(0.5)).contains(Duration.ofMillis(250));
    assertThat(sums.time(0.9)).contains(Duration.ofMillis(370));
    assertThat(sums.time(1)).contains(Duration.ofMillis(400));
    assertThat(sums.slots().getFirst().median()).contains(Duration.ofMillis(250));
    assertThat(sums.slots().get(1).median()).isEmpty();
  }

  @Test
  void countsEachRowInItsSlotItsTierItsRuleAndItsAgent() {
    sums.asked(FROM.plus(Duration.ofHours(5)), "low", "", "bot", 7, 1, 0);
    sums.asked(FROM.plus(Duration.ofHours(6)), "high", "R", "bot", 0, 0, 3);
    sums.ended(FROM.plus(Duration.ofHours(7)), "high", "R", "bot", "DENIED", true, 5);
    sums.ended(FROM.plus(Duration.ofHours(7)), "high", "R", "bot", "DENIED", false, 5);
    sums.ended(FROM.plus(Duration.ofHours(24)), "high", "R", "bot", "EXPIRED", false, 5);

    assertThat(sums.slots()).extracting(Slot::released).containsExactly(7L, 0L, 0L, 0L);
    assertThat(sums.slots()).extracting(Slot::held).containsExactly(0L, 3L, 0L, 0L);
    assertThat(sums.slots()).extracting(Slot::denied).containsExactly(0L, 1L, 0L, 0L);
    assertThat(sums.slots()).extracting(Slot::other).containsExactly(0L, 1L, 0L, 0L);
    assertThat(sums.slots()).extracting(Slot::expired).containsOnly(0L);
    assertThat(sums.tiers())
        .containsExactly(new Share("high", 0, 0, 3, 0, 1, 1), new Share("low", 7, 1, 0, 0, 0, 0));
    assertThat(sums.rules()).extracting(Share::name).containsExactly("R", "");
    assertThat(sums.agents()).containsExactly(new Share("bot", 7, 1, 3, 0, 1, 1));
  }
}
