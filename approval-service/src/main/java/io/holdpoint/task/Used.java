package io.holdpoint.task;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a task has used up; what was asked for and still waits is reserved in it.
 *
 * @param sums by the paths that the budget bounds
 * @param targets how many actions on each target, by its hash
 * @param denied what was denied, by what it is like
 * @param strikes see {@link OpenTask}
 */
record Used(
    int actions,
    TreeMap<String, BigDecimal> sums,
    TreeMap<String, Integer> targets,
    TreeSet<String> denied,
    int strikes) {

  static Used nothing() {
    return new Used(0, new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), 0);
  }

  /** With one action more or, with -1, one fewer. */
  Used with(int times, String target, Map<String, BigDecimal> amounts) {
    var moreSums = new TreeMap<>(sums);
    amounts.forEach(
        (path, amount) ->
            moreSums.merge(
                path,
                amount.multiply(BigDecimal.valueOf(times)),
                (a, b) -> a.add(b).max(BigDecimal.ZERO)));
    var moreTargets = new TreeMap<>(targets);
    if (moreTargets.merge(target, times, Integer::sum) <= 0) {
      moreTargets.remove(target);
    }
    return new Used(Math.max(0, actions + times), moreSums, moreTargets, denied, strikes);
  }

  Used denied(String like, int more) {
    var all = new TreeSet<>(denied);
    all.add(like);
    return new Used(actions, sums, targets, all, strikes + more);
  }
}
