package io.holdpoint.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers among an action's arguments, as sums count them: absolute values, so that a negative
 * one lowers nothing, and exact decimals, so that what is taken back is what was added.
 */
final class Amounts {

  /** Digits after the point; the rest is rounded up. */
  private static final int SCALE = 6;

  /** No single amount counts for more; a sum stays exact so. */
  private static final BigDecimal MOST = BigDecimal.TEN.pow(30);

  /** Many an API takes its amounts as text, so a text that is a decimal number counts as one. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?");

  private Amounts() {}

  /**
   * By path: those at the top level and one below; a list counts as its elements. At most {@link
   * History#ARGUMENTS} paths, the first in their order, and the rest together.
   */
  static SortedMap<String, BigDecimal> of(Map<String, Object> arguments) {
    SortedMap<String, BigDecimal> all = new TreeMap<>();
    arguments.forEach((name, value) -> collect(all, name, value, 1));
    SortedMap<String, BigDecimal> bounded = new TreeMap<>();
    all.forEach((path, sum) -> add(bounded, path, sum));
    return bounded;
  }

  /** The arguments without their numbers, and without what holds nothing else. */
  static Map<String, Object> without(Map<String, Object> arguments) {
    Map<String, Object> words = new TreeMap<>();
    arguments.forEach((name, value) -> word(value).ifPresent(rest -> words.put(name, rest)));
    return words;
  }

  private static Optional<Object> word(@Nullable Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case Long whole -> Optional.empty();
      case Double fraction -> Optional.empty();
      case String text when text.isBlank() || DECIMAL.matcher(text).matches() -> Optional.empty();
      case List<?> list -> {
        List<Object> words = list.stream().flatMap(each -> word(each).stream()).toList();
        yield words.isEmpty() ? Optional.empty() : Optional.of(words);
      }
      case Map<?, ?> map -> {
        Map<String, Object> words = new TreeMap<>();
        map.forEach(
            (name, each) -> word(each).ifPresent(rest -> words.put(String.valueOf(name), rest)));
        yield words.isEmpty() ? Optional.empty() : Optional.of(words);
      }
      default -> Optional.of(value);
    };
  }

  private static void collect(
      Map<String, BigDecimal> all, String path, @Nullable Object value, int depth) {
    switch (value) {
      case null -> {}
      case Long whole -> put(all, path, BigDecimal.valueOf(whole));
      case Double fraction when Double.isFinite(fraction) ->
          put(all, path, BigDecimal.valueOf(fraction));
      case String text when DECIMAL.matcher(text).matches() -> put(all, path, new BigDecimal(text));
      case List<?> list -> list.forEach(each -> collect(all, path, each, depth));
      case Map<?, ?> map when depth == 1 ->
          map.forEach((name, each) -> collect(all, path + "." + name, each, depth + 1));
      default -> {}
    }
  }

  private static void put(Map<String, BigDecimal> all, String path, BigDecimal value) {
    BigDecimal amount = value.abs().min(MOST).setScale(SCALE, RoundingMode.UP);
    all.merge(path, plain(amount), (a, b) -> plain(a.add(b)));
  }

  /** Adds under the path, or under {@link History#ANY} where there is no room for another. */
  static void add(SortedMap<String, BigDecimal> sums, String path, BigDecimal amount) {
    sums.merge(pathAmong(sums, path), amount, (a, b) -> plain(a.add(b)));
  }

  /** Takes back what {@link #add} added to the same sums before. */
  static void takeBack(SortedMap<String, BigDecimal> sums, String path, BigDecimal amount) {
    sums.computeIfPresent(
        pathAmong(sums, path), (at, sum) -> plain(sum.subtract(amount).max(BigDecimal.ZERO)));
  }

  /** The sum under this path; what was summed together counts with every path. */
  static BigDecimal under(SortedMap<String, BigDecimal> sums, String path) {
    BigDecimal named = sums.getOrDefault(path, BigDecimal.ZERO);
    return path.equals(History.ANY)
        ? named
        : named.add(sums.getOrDefault(History.ANY, BigDecimal.ZERO));
  }

  private static String pathAmong(SortedMap<String, BigDecimal> sums, String path) {
    int named = sums.size() - (sums.containsKey(History.ANY) ? 1 : 0);
    return sums.containsKey(path) || named < History.ARGUMENTS ? path : History.ANY;
  }

  /** One form for each value, so that equal sums are equal. */
  static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
