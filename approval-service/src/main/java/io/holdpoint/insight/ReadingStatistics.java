package io.holdpoint.insight;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.InsightDesk.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Adds up reviews by person and tier. Pure; reviews are given in the order of their time. */
final class ReadingStatistics {

  private final Map<String, Map<String, Sum>> sums = new TreeMap<>();

  private static final class Sum {
    int reviews;
    int approvals;
    int tooFast;
    int run;
    int longestRun;
    final List<Long> took = new ArrayList<>();
  }

  void add(String person, String tier, boolean approved, OptionalLong tookMillis, int characters) {
    var sum =
        sums.computeIfAbsent(person, p -> new TreeMap<>()).computeIfAbsent(tier, t -> new Sum());
    sum.reviews++;
    sum.approvals += approved ? 1 : 0;
    sum.run = approved ? sum.run + 1 : 0;
    sum.longestRun = Math.max(sum.longestRun, sum.run);
    tookMillis.ifPresent(
        took -> {
          sum.took.add(took);
          sum.tooFast += ReadingSpeed.isTooFast(Duration.ofMillis(took), characters) ? 1 : 0;
        });
  }

  /** By person and tier. */
  List<Reader> readers() {
    List<Reader> readers = new ArrayList<>();
    sums.forEach(
        (person, tiers) ->
            tiers.forEach(
                (tier, sum) -> {
                  Collections.sort(sum.took);
                  readers.add(
                      new Reader(
                          new PersonId(person),
                          tier,
                          sum.reviews,
                          sum.approvals,
                          sum.took.size(),
                          at(sum.took, 50),
                          at(sum.took, 90),
                          sum.tooFast,
                          sum.longestRun));
                }));
    return readers;
  }

  /** The smallest value that so many of a hundred do not exceed. */
  private static Optional<Duration> at(List<Long> sorted, int hundredth) {
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    int rank = (sorted.size() * hundredth + 99) / 100;
    return Optional.of(Duration.ofMillis(sorted.get(rank - 1)));
  }
}
