package io.holdpoint.task;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one action takes of a budget.
 *
 * @param target a hash that tells its target from others
 * @param amounts its numeric arguments by path; under {@link #REST} those that found no place of
 *     their own, which count towards every sum
 */
public record Takes(String target, Map<String, BigDecimal> amounts) {

  /** Where an action has more numeric arguments than are told apart, the others together. */
  public static final String REST = "*";

  /** What it adds to each of these sums; nobody slips an amount past a sum by adding arguments. */
  Map<String, BigDecimal> towards(Set<String> sums) {
    var rest = amounts.getOrDefault(REST, BigDecimal.ZERO);
    var added = new TreeMap<String, BigDecimal>();
    for (String path : sums) {
      var all = path.equals(REST) ? rest : amounts.getOrDefault(path, BigDecimal.ZERO).add(rest);
      if (all.signum() != 0) {
        added.put(path, all);
      }
    }
    return added;
  }
}
