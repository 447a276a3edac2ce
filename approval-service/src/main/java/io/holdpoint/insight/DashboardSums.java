package io.holdpoint.insight;

import io.holdpoint.model.desk.InsightDesk.Share;
import io.holdpoint.model.desk.InsightDesk.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up what the dashboard shows, row by row, so that each narrow table is read once: a database
 * that reads a hundred thousand rows for each of nine questions takes seconds.
 */
final class DashboardSums {

  private static final int MOST_SHARES = 50;

  private final Instant from;
  private final Duration step;
  private final List<Sum> slots = new ArrayList<>();
  private final Map<String, Sum> tiers = new HashMap<>();
  private final Map<String, Sum> rules = new HashMap<>();
  private final Map<String, Sum> agents = new HashMap<>();
  private final Times all = new Times();

  /**
   * @param from the begin of the first slot
   */
  DashboardSums(Instant from, Duration step, int slots) {
    this.from = from;
    this.step = step;
    for (int i = 0; i < slots; i++) {
      this.slots.add(new Sum());
    }
  }

  /** What was asked in the hour that begins then. */
  void asked(
      Instant hour,
      String tier,
      String rule,
      String agent,
      long released,
      long refused,
      long held) {
    for (Sum sum : sums(hour, tier, rule, agent)) {
      sum.released += released;
      sum.refused += refused;
      sum.held += held;
    }
  }

  /** One held request that ended. */
  void ended(
      Instant at,
      String tier,
      String rule,
      String agent,
      String outcome,
      boolean byPeople,
      long waitedMillis) {
    for (Sum sum : sums(at, tier, rule, agent)) {
      sum.ended(outcome, byPeople);
    }
    if (byPeople) {
      all.add(waitedMillis);
      slot(at).ifPresent(slot -> slot.times.add(waitedMillis));
    }
  }

  private List<Sum> sums(Instant at, String tier, String rule, String agent) {
    List<Sum> sums = new ArrayList<>(4);
    sums.add(tiers.computeIfAbsent(tier, name -> new Sum()));
    sums.add(rules.computeIfAbsent(rule, name -> new Sum()));
    sums.add(agents.computeIfAbsent(agent, name -> new Sum()));
    slot(at).ifPresent(sums::add);
    return sums;
  }

  private Optional<Sum> slot(Instant at) {
    long index = Math.floorDiv(at.getEpochSecond() - from.getEpochSecond(), step.toSeconds());
    return index < 0 || index >= slots.size()
        ? Optional.empty()
        : Optional.of(slots.get((int) index));
  }

  List<Slot> slots() {
    List<Slot> all = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      var sum = slots.get(i);
      all.add(
          new Slot(
              from.plus(step.multipliedBy(i)),
              sum.released,
              sum.refused,
              sum.held,
              sum.approved,
              sum.denied,
              sum.expired,
              sum.other,
              sum.times.at(0.5),
              sum.times.at(0.9)));
    }
    return all;
  }

  List<Share> tiers() {
    return shares(tiers);
  }

  List<Share> rules() {
    return shares(rules);
  }

  List<Share> agents() {
    return shares(agents);
  }

  /**
   * Of all that people decided.
   *
   * @param part from 0 to 1; half for the median
   */
  Optional<Duration> time(double part) {
    return all.at(part);
  }

  private static List<Share> shares(Map<String, Sum> sums) {
    return sums.entrySet().stream()
        .map(each -> each.getValue().share(each.getKey()))
        .sorted(
            Comparator.comparingLong(Share::held)
                .thenComparingLong(Share::released)
                .reversed()
                .thenComparing(Share::name))
        .limit(MOST_SHARES)
        .toList();
  }

  /** What is gathered of one slot, tier, rule or agent. */
  private static final class Sum {
    private long released;
    private long refused;
    private long held;
    private long approved;
    private long denied;
    private long expired;
    private long other;
    private final Times times = new Times();

    void ended(String outcome, boolean byPeople) {
      switch (outcome) {
        case "APPROVED" -> approved++;
        case "DENIED" -> {
          denied += byPeople ? 1 : 0;
          other += byPeople ? 0 : 1;
        }
        case "EXPIRED" -> expired++;
        default -> other++;
      }
    }

    Share share(String name) {
      return new Share(name, released, refused, held, approved, denied, expired);
    }
  }

  /** Times in milliseconds, eight bytes each. */
  private static final class Times {
    private long[] millis = new long[0];
    private int count;

    void add(long one) {
      if (count == millis.length) {
        millis = Arrays.copyOf(millis, Math.max(16, count * 2));
      }
      millis[count++] = one;
    }

    /** As SQL's {@code percentile_cont}: between two values, by how near each is. */
    Optional<Duration> at(double part) {
      if (count == 0) {
        return Optional.empty();
      }
      Arrays.sort(millis, 0, count);
      double place = part * (count - 1);
      int below = (int) place;
      int above = Math.min(below + 1, count - 1);
      double value = millis[below] + (place - below) * (millis[above] - millis[below]);
      return Optional.of(Duration.ofMillis(Math.round(value)));
    }
  }
}
