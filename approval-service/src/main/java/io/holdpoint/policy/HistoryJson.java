package io.holdpoint.policy;

import io.holdpoint.model.Reversibility;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of histories, within {@link DecisionInputJson}. Many stand in each stored
 * decision, so what is empty is left out, and an entry is an array: tool, system, counted, denied,
 * targets and, where there are some, the sums as decimal texts.
 */
final class HistoryJson {

  private HistoryJson() {}

  /** Adds a history under a name, unless it is empty. */
  static void write(Map<String, @Nullable Object> into, String name, History history) {
    if (!history.equals(History.NONE)) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      write(fields, history);
      into.put(name, fields);
    }
  }

  /** Adds a history's fields to an object that has others. */
  static void write(Map<String, @Nullable Object> into, History history) {
    into.put("requests", history.requests());
    into.put("denied", history.denied());
    into.put("dataTouched", List.copyOf(history.dataTouched()));
    if (history.labelsLost()) {
      into.put("labelsLost", true);
    }
    history.worst().ifPresent(worst -> into.put("worst", worst.wire()));
    if (history.targetSeen()) {
      into.put("targetSeen", true);
    }
    if (!history.entries().isEmpty()) {
      into.put("done", history.entries().stream().map(HistoryJson::entry).toList());
    }
  }

  private static List<Object> entry(History.Entry entry) {
    List<Object> fields = new ArrayList<>();
    fields.add(entry.tool());
    fields.add(entry.system());
    fields.add(entry.count());
    fields.add(entry.denied());
    fields.add(entry.targets());
    if (!entry.sums().isEmpty()) {
      fields.add(sums(entry.sums()));
    }
    return fields;
  }

  static Map<String, String> sums(SortedMap<String, BigDecimal> sums) {
    Map<String, String> texts = new LinkedHashMap<>();
    sums.forEach((path, sum) -> texts.put(path, sum.toPlainString()));
    return texts;
  }

  static History read(Map<?, ?> object, String name) {
    return object.get(name) instanceof Map<?, ?> fields ? read(fields) : History.NONE;
  }

  /**
   * Reads what {@link #write} wrote. A chain of the form before there were entries has {@code
   * tools} instead.
   *
   * @throws ClassCastException it was not
   */
  static History read(Map<?, ?> fields) {
    List<History.Entry> entries = new ArrayList<>();
    if (fields.get("done") instanceof List<?> done) {
      done.forEach(each -> entries.add(entry((List<?>) each)));
    } else if (fields.get("tools") instanceof List<?> tools) {
      tools.forEach(
          tool -> entries.add(new History.Entry((String) tool, "", 1, 0, 1, new TreeMap<>())));
    }
    return new History(
        number(fields.get("requests")),
        number(fields.get("denied")),
        labels(fields.get("dataTouched")),
        Boolean.TRUE.equals(fields.get("labelsLost")),
        worst(fields.get("worst")),
        Boolean.TRUE.equals(fields.get("targetSeen")),
        entries);
  }

  /**
   * @throws IllegalArgumentException nothing stands under this key
   */
  static Object present(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("missing: " + key);
    }
    return value;
  }

  private static History.Entry entry(List<?> fields) {
    return new History.Entry(
        (String) fields.get(0),
        (String) fields.get(1),
        number(fields.get(2)),
        number(fields.get(3)),
        number(fields.get(4)),
        fields.size() > 5 ? sums((Map<?, ?>) fields.get(5)) : new TreeMap<>());
  }

  static SortedMap<String, BigDecimal> sums(Map<?, ?> texts) {
    SortedMap<String, BigDecimal> sums = new TreeMap<>();
    texts.forEach(
        (path, sum) -> sums.put((String) path, Amounts.plain(new BigDecimal((String) sum))));
    return sums;
  }

  private static long number(@Nullable Object value) {
    return value == null ? 0 : (Long) value;
  }

  private static SortedSet<String> labels(@Nullable Object value) {
    SortedSet<String> labels = new TreeSet<>();
    if (value != null) {
      ((List<?>) value).forEach(each -> labels.add((String) each));
    }
    return labels;
  }

  private static Optional<Reversibility> worst(@Nullable Object value) {
    return value == null ? Optional.empty() : Optional.of(Reversibility.ofWire((String) value));
  }
}
