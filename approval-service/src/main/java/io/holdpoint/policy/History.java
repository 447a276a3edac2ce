package io.holdpoint.policy;

import io.holdpoint.model.Reversibility;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was done before an action: in its task, by its agent within a window of time, or above it in
 * its chain. A value, bounded however much was done: what passes a bound is united with what
 * matches anything, so it can only make a decision stricter.
 *
 * @param requests everything that was asked for, whatever became of it
 * @param denied of those, what was denied
 * @param dataTouched what the agent said that it touched, and the labels of the tools that it was
 *     allowed to use
 * @param labelsLost whether there were more than {@link #LABELS} labels; which, is then not known
 * @param worst the gravest class of what was allowed or is still pending; empty where there is
 *     nothing
 * @param targetSeen whether the target of the action being decided is among those counted
 * @param entries by tool and system, sorted by both; at most {@code 2 * ENTRIES + 1}
 */
public record History(
    long requests,
    long denied,
    SortedSet<String> dataTouched,
    boolean labelsLost,
    Optional<Reversibility> worst,
    boolean targetSeen,
    List<Entry> entries) {

  /** So many pairs of tool and system are told apart; then only tools, as many again. */
  public static final int ENTRIES = 64;

  /** So many arguments are summed for each pair; the rest together. */
  public static final int ARGUMENTS = 8;

  public static final int LABELS = 256;

  /** Stands for what was united: it matches every pattern, and every argument. */
  public static final String ANY = "*";

  public static final History NONE =
      new History(0, 0, new TreeSet<>(), false, Optional.empty(), false, List.of());

  public History {
    dataTouched =
        dataTouched.isEmpty()
            ? Collections.emptySortedSet()
            : Collections.unmodifiableSortedSet(new TreeSet<>(dataTouched));
    entries = List.copyOf(entries);
  }

  /**
   * What was done with one tool on one system.
   *
   * @param system as the agent named it, {@code ""} where it did not
   * @param count what was released or approved or is still pending
   * @param denied what was denied
   * @param targets distinct targets of what was counted
   * @param sums of the absolute values of numeric arguments, by path such as {@code payment.amount}
   */
  public record Entry(
      String tool,
      String system,
      long count,
      long denied,
      long targets,
      SortedMap<String, BigDecimal> sums) {

    public Entry {
      sums =
          sums.isEmpty()
              ? Collections.emptySortedMap()
              : Collections.unmodifiableSortedMap(new TreeMap<>(sums));
    }

    Entry and(Entry more) {
      SortedMap<String, BigDecimal> both = new TreeMap<>(sums);
      more.sums.forEach((path, sum) -> Amounts.add(both, path, sum));
      return new Entry(
          tool, system, count + more.count, denied + more.denied, targets + more.targets, both);
    }
  }

  /** A tool and a system, by which things are counted apart. */
  record Pair(String tool, String system) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byTool = tool.compareTo(other.tool);
      return byTool != 0 ? byTool : system.compareTo(other.system);
    }

    /**
     * Under what this pair is counted among those that are there: itself, or what it is united with
     * when the bound is reached. The same at any later time, as pairs are never taken away.
     */
    Pair among(Set<Pair> there) {
      if (there.contains(this) || count(there, false) < ENTRIES) {
        return this;
      }
      Pair byTool = new Pair(tool, ANY);
      return there.contains(byTool) || count(there, true) < ENTRIES ? byTool : new Pair(ANY, ANY);
    }

    private static long count(Set<Pair> there, boolean united) {
      if (there.size() < ENTRIES) {
        return there.size();
      }
      return there.stream().filter(pair -> pair.system.equals(ANY) == united).count();
    }
  }

  /** Both together, each action in them counted as often as it stands in them. */
  public History and(History more) {
    if (more.equals(NONE)) {
      return this;
    }
    SortedSet<String> labels = new TreeSet<>(dataTouched);
    labels.addAll(more.dataTouched);
    boolean lost = labelsLost || more.labelsLost || labels.size() > LABELS;
    return new History(
        requests + more.requests,
        denied + more.denied,
        firstOf(labels),
        lost,
        gravest(worst, more.worst),
        targetSeen && more.targetSeen,
        united(entries, more.entries));
  }

  private static SortedSet<String> firstOf(SortedSet<String> labels) {
    return labels.stream().limit(LABELS).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Entry> united(List<Entry> some, List<Entry> more) {
    SequencedMap<Pair, Entry> all = new LinkedHashMap<>();
    some.forEach(entry -> all.put(new Pair(entry.tool(), entry.system()), entry));
    for (Entry entry : more) {
      Pair pair = new Pair(entry.tool(), entry.system()).among(all.keySet());
      Entry moved =
          new Entry(
              pair.tool(),
              pair.system(),
              entry.count(),
              entry.denied(),
              entry.targets(),
              entry.sums());
      all.merge(pair, moved, Entry::and);
    }
    return new ArrayList<>(new TreeMap<>(all).values());
  }

  static Optional<Reversibility> gravest(
      Optional<Reversibility> one, Optional<Reversibility> other) {
    if (one.isEmpty()) {
      return other;
    }
    return other.filter(o -> o.compareTo(one.get()) > 0).or(() -> one);
  }

  /** The names of the tools that were used; {@link #ANY} where some were united. */
  Set<String> tools() {
    Set<String> tools = new TreeSet<>();
    entries.stream().filter(entry -> entry.count() > 0).forEach(entry -> tools.add(entry.tool()));
    return tools;
  }

  /** The sums of several entries as one view; for tests and pages. */
  Map<String, BigDecimal> sums() {
    SortedMap<String, BigDecimal> all = new TreeMap<>();
    entries.forEach(entry -> entry.sums().forEach((path, sum) -> Amounts.add(all, path, sum)));
    return all;
  }
}
