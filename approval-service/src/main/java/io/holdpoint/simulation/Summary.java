package io.holdpoint.simulation;

import io.holdpoint.model.Outcome;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.SimulationDesk.ChangeGroup;
import io.holdpoint.model.desk.SimulationDesk.Cost;
import io.holdpoint.model.desk.SimulationDesk.Example;
import io.holdpoint.model.desk.SimulationDesk.Simulation;
import io.holdpoint.model.desk.SimulationDesk.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Sums up what would change. */
final class Summary {

  private static final int EXAMPLES = 5;
  private static final int TALLIES = 200;
  private static final int FAILURES = 100;

  private record Kind(Outcome outcome, String cause) {}

  private final List<Judged> judged;
  private final Map<RequestId, String> deniers;
  private final List<Duration> waits;

  /**
   * @param judged in the order in which examples are wanted
   * @param deniers who denied those that would be released
   */
  Summary(List<Judged> judged, Map<RequestId, String> deniers, List<Duration> waits) {
    this.judged = judged;
    this.deniers = deniers;
    this.waits = waits;
  }

  /** Those that people denied and the draft would release. */
  static List<RequestId> deniedAndReleased(List<Judged> judged) {
    return judged.stream()
        .filter(each -> each.released() && each.subject().denied())
        .flatMap(each -> each.subject().request().stream())
        .toList();
  }

  Simulation of(Duration took) {
    List<Instant> times =
        judged.stream().flatMap(each -> each.subject().at().stream()).sorted().toList();
    Optional<Instant> from = times.stream().findFirst();
    Optional<Instant> to = times.isEmpty() ? from : Optional.of(times.getLast());
    return new Simulation(
        judged.size(),
        from,
        to,
        newly(Outcome.ALLOW),
        newly(Outcome.REQUIRE_APPROVAL),
        newly(Outcome.DENY),
        groups(),
        judged.stream()
            .filter(each -> each.released() && each.subject().denied())
            .map(this::example)
            .toList(),
        byTier(),
        tallies(each -> each.subject().tool()),
        tallies(each -> each.subject().agent().value()),
        cost(Judged::before, from, to),
        cost(Judged::after, from, to),
        failures(),
        took);
  }

  private int newly(Outcome outcome) {
    return (int) judged.stream().filter(each -> each.changed() && each.after() == outcome).count();
  }

  /** Releases first, as they are what can do harm; then the largest. */
  private List<ChangeGroup> groups() {
    Map<Kind, List<Judged>> groups = new LinkedHashMap<>();
    for (Judged each : judged) {
      if (each.changed()) {
        groups
            .computeIfAbsent(new Kind(each.after(), each.cause()), kind -> new ArrayList<>())
            .add(each);
      }
    }
    return groups.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Kind, List<Judged>>, Outcome>comparing(
                    group -> group.getKey().outcome())
                .thenComparingInt(group -> -group.getValue().size()))
        .map(
            group ->
                new ChangeGroup(
                    group.getKey().outcome(),
                    group.getKey().cause(),
                    group.getValue().size(),
                    group.getValue().stream().limit(EXAMPLES).map(this::example).toList()))
        .toList();
  }

  private Example example(Judged each) {
    Judged.Subject subject = each.subject();
    return new Example(
        subject.request(),
        subject.line(),
        subject.agent(),
        subject.tool(),
        subject.target(),
        each.tierBefore(),
        each.tierAfter(),
        each.ruleBefore(),
        each.ruleAfter(),
        subject.denied()
            ? subject.request().map(deniers::get).or(() -> Optional.of("people"))
            : Optional.empty());
  }

  /** How many of which outcome, before and after. */
  private static final class Count {
    private final Map<Outcome, Integer> before = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Integer> after = new EnumMap<>(Outcome.class);
    private int all;

    private void before(Outcome outcome) {
      before.merge(outcome, 1, Integer::sum);
      all++;
    }

    private void after(Outcome outcome) {
      after.merge(outcome, 1, Integer::sum);
    }

    private void add(Count more) {
      more.before.forEach((outcome, count) -> before.merge(outcome, count, Integer::sum));
      more.after.forEach((outcome, count) -> after.merge(outcome, count, Integer::sum));
      all += more.all;
    }
  }

  private List<Tally> byTier() {
    Map<String, Count> counts = new LinkedHashMap<>();
    for (Judged each : judged) {
      counts.computeIfAbsent(each.tierBefore(), name -> new Count()).before(each.before());
      counts.computeIfAbsent(each.tierAfter(), name -> new Count()).after(each.after());
    }
    return sorted(counts);
  }

  private List<Tally> tallies(Function<Judged, String> by) {
    Map<String, Count> counts = new LinkedHashMap<>();
    for (Judged each : judged) {
      Count count = counts.computeIfAbsent(by.apply(each), name -> new Count());
      count.before(each.before());
      count.after(each.after());
    }
    return sorted(counts);
  }

  /** The most frequent, and the rest together. */
  private static List<Tally> sorted(Map<String, Count> counts) {
    List<Map.Entry<String, Count>> all =
        counts.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, Count>>comparingInt(each -> -each.getValue().all)
                    .thenComparing(Map.Entry::getKey))
            .toList();
    List<Tally> tallies = new ArrayList<>();
    all.stream().limit(TALLIES).forEach(each -> tallies.add(tally(each.getKey(), each.getValue())));
    if (all.size() > TALLIES) {
      Count others = new Count();
      all.stream().skip(TALLIES).forEach(each -> others.add(each.getValue()));
      tallies.add(tally("others", others));
    }
    return tallies;
  }

  private static Tally tally(String name, Count count) {
    return new Tally(name, Map.copyOf(count.before), Map.copyOf(count.after));
  }

  private Cost cost(
      Function<Judged, Outcome> outcome, Optional<Instant> from, Optional<Instant> to) {
    int holds =
        (int)
            judged.stream().filter(each -> outcome.apply(each) == Outcome.REQUIRE_APPROVAL).count();
    // Less than a day says little of one: there are busy hours and quiet ones.
    Optional<Double> perDay =
        from.map(start -> Duration.between(start, to.orElseThrow()))
            .filter(span -> span.compareTo(Duration.ofDays(1)) >= 0)
            .map(span -> holds * (double) Duration.ofDays(1).toMillis() / span.toMillis());
    return new Cost(holds, perDay, median());
  }

  private Optional<Duration> median() {
    return waits.isEmpty()
        ? Optional.empty()
        : Optional.of(waits.stream().sorted().toList().get(waits.size() / 2));
  }

  private List<String> failures() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    judged.forEach(
        each -> each.failures().forEach(failure -> counts.merge(failure, 1, Integer::sum)));
    return counts.entrySet().stream()
        .sorted(Comparator.comparingInt(each -> -each.getValue()))
        .limit(FAILURES)
        .map(each -> each.getKey() + " (" + each.getValue() + " of " + judged.size() + ")")
        .toList();
  }
}
