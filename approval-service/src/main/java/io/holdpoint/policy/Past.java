package io.holdpoint.policy;

import io.holdpoint.model.Reversibility;
import io.holdpoint.policy.Effect.Standing;
import io.holdpoint.policy.History.Pair;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was done in one task or one span of time, so that more can be added and what was added can
 * be taken back. Bounded as {@link History} is, which is its reading. Belongs to one thread.
 */
public final class Past {

  /** So many targets are told apart; each further action counts as one more. */
  public static final int TARGETS = 256;

  /** What was done with one pair. Targets are never taken back: to count too many only tightens. */
  static final class Tally {
    long count;
    long denied;
    long further;
    final SortedSet<String> targets = new TreeSet<>();
    final SortedMap<String, BigDecimal> sums = new TreeMap<>();

    private void unite(Tally more) {
      count += more.count;
      denied += more.denied;
      further += more.further;
      targets.addAll(more.targets);
      more.sums.forEach((path, sum) -> Amounts.add(sums, path, sum));
    }
  }

  long requests;
  long denied;
  boolean labelsLost;

  /** What the agent said; never taken back. */
  final SortedSet<String> said = new TreeSet<>();

  /** The labels of the tools, with how many actions brought each. */
  final SortedMap<String, Long> labels = new TreeMap<>();

  /** How many actions of each class. */
  final SortedMap<Reversibility, Long> classes = new TreeMap<>();

  final SortedMap<Pair, Tally> tallies = new TreeMap<>();

  public Past() {}

  /** Adds one action. */
  public void add(Effect effect, Standing standing) {
    requests++;
    say(effect.said());
    switch (standing) {
      case COUNTED -> count(effect);
      case DENIED -> {
        denied++;
        tally(effect).denied++;
      }
      case GONE -> {}
    }
  }

  /** An action that was added as {@link Standing#COUNTED} ended otherwise. */
  public void takeBack(Effect effect, Standing instead) {
    Tally tally = tally(effect);
    tally.count = Math.max(0, tally.count - 1);
    effect.amounts().forEach((path, amount) -> Amounts.takeBack(tally.sums, path, amount));
    effect.labels().forEach(label -> less(labels, label));
    less(classes, effect.reversibility());
    if (instead == Standing.DENIED) {
      denied++;
      tally.denied++;
    }
  }

  /** An action that was added as {@link Standing#COUNTED} is another now. */
  public void replace(Effect effect, Effect with) {
    takeBack(effect, Standing.GONE);
    count(with);
  }

  /**
   * As if this action, {@link Standing#COUNTED} so far, had not been asked for; but for what is
   * never taken back.
   */
  public void withdraw(Effect effect) {
    takeBack(effect, Standing.GONE);
    requests = Math.max(0, requests - 1);
  }

  private static <K> void less(Map<K, Long> counts, K key) {
    counts.computeIfPresent(key, (k, count) -> count > 1 ? count - 1 : null);
  }

  private void count(Effect effect) {
    Tally tally = tally(effect);
    tally.count++;
    if (!tally.targets.contains(effect.target())) {
      if (targetsToldApart() < TARGETS) {
        tally.targets.add(effect.target());
      } else {
        tally.further++;
      }
    }
    effect.amounts().forEach((path, amount) -> Amounts.add(tally.sums, path, amount));
    classes.merge(effect.reversibility(), 1L, Long::sum);
    for (String label : effect.labels()) {
      if (labels.containsKey(label) || labels.size() < History.LABELS) {
        labels.merge(label, 1L, Long::sum);
      } else {
        labelsLost = true;
      }
    }
  }

  private void say(Set<String> more) {
    for (String label : more) {
      if (said.contains(label) || said.size() < History.LABELS) {
        said.add(label);
      } else {
        labelsLost = true;
      }
    }
  }

  private int targetsToldApart() {
    return tallies.values().stream().mapToInt(tally -> tally.targets.size()).sum();
  }

  private Tally tally(Effect effect) {
    Pair pair = new Pair(effect.tool(), effect.system()).among(tallies.keySet());
    return tallies.computeIfAbsent(pair, p -> new Tally());
  }

  /** All of them together. */
  static Past united(Collection<Past> some) {
    Past all = new Past();
    some.forEach(all::unite);
    return all;
  }

  private void unite(Past more) {
    requests += more.requests;
    denied += more.denied;
    labelsLost |= more.labelsLost;
    said.addAll(more.said);
    more.labels.forEach((label, count) -> labels.merge(label, count, Long::sum));
    more.classes.forEach((each, count) -> classes.merge(each, count, Long::sum));
    more.tallies.forEach(
        (pair, tally) ->
            tallies.computeIfAbsent(pair.among(tallies.keySet()), p -> new Tally()).unite(tally));
  }

  /** How this past reads to an action that is being decided. */
  public History seenBy(Effect action) {
    SortedSet<String> touched = new TreeSet<>(said);
    touched.addAll(labels.keySet());
    Tally tally = tallies.get(new Pair(action.tool(), action.system()).among(tallies.keySet()));
    List<History.Entry> entries = new ArrayList<>(tallies.size());
    tallies.forEach(
        (pair, each) ->
            entries.add(
                new History.Entry(
                    pair.tool(),
                    pair.system(),
                    each.count,
                    each.denied,
                    each.targets.size() + each.further,
                    each.sums)));
    return new History(
        requests,
        denied,
        touched,
        labelsLost,
        classes.isEmpty() ? Optional.empty() : Optional.of(classes.lastKey()),
        tally != null && tally.targets.contains(action.target()),
        entries);
  }
}
