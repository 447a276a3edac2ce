package io.holdpoint.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Numbers below the highest that was sealed of which no row was seen yet: their transactions may
 * still commit, or were rolled back. Rows are numbered when they are written and seen when they are
 * committed, so the order of numbers says nothing about what is still to come.
 */
final class OpenGaps {

  /** No transaction lives longer, so a number that is missing so long will not come. */
  static final Duration GIVEN_UP = Duration.ofDays(1);

  /**
   * Numbers of which no row was seen.
   *
   * @param low the first
   * @param high the last
   */
  record Gap(long low, long high, Instant since) {}

  private final TreeMap<Long, Gap> gaps = new TreeMap<>();

  OpenGaps(List<Gap> open) {
    open.forEach(gap -> gaps.put(gap.low(), gap));
  }

  List<Gap> all() {
    return List.copyOf(gaps.values());
  }

  /** A row was seen. */
  void seen(long number) {
    var entry = gaps.floorEntry(number);
    if (entry == null || entry.getValue().high() < number) {
      return;
    }
    Gap gap = entry.getValue();
    gaps.remove(gap.low());
    put(gap.low(), number - 1, gap.since());
    put(number + 1, gap.high(), gap.since());
  }

  /** Rows up to {@code high} are known, and the next that was seen is {@code number}. */
  void skipped(long high, long number, Instant now) {
    put(high + 1, number - 1, now);
  }

  /** Forgets what will not come any more. */
  void giveUp(Instant now) {
    var old = new ArrayList<Long>();
    gaps.forEach(
        (low, gap) -> {
          if (gap.since().plus(GIVEN_UP).isBefore(now)) {
            old.add(low);
          }
        });
    old.forEach(gaps::remove);
  }

  private void put(long low, long high, Instant since) {
    if (low <= high) {
      gaps.put(low, new Gap(low, high, since));
    }
  }
}
