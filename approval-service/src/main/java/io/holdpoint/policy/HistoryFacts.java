package io.holdpoint.policy;

import com.google.common.base.Suppliers;
import com.google.common.collect.Maps;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.ToolPattern;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A history as conditions see it: its fields tell of what was before the action that is being
 * decided, its functions count that action in. Made for one decision; what was asked once is
 * remembered, so that asking again in an iteration costs nothing, and what nobody asks for is not
 * added up. Belongs to one thread.
 */
final class HistoryFacts extends AbstractMap<String, Object> {

  private final History past;
  private final Current current;
  private final Map<String, Supplier<Object>> fields = new LinkedHashMap<>();
  private final Map<List<String>, Number> answers = new HashMap<>();

  /**
   * The action that is being decided.
   *
   * @param systemOf the system that the catalogue names for a tool, or {@code ""}
   */
  record Current(Supplier<Effect> effect, Function<String, String> systemOf) {}

  /**
   * @param more fields besides those of every history
   */
  HistoryFacts(History past, Current current, Map<String, Object> more) {
    this.past = past;
    this.current = current;
    more.forEach((name, value) -> fields.put(name, () -> value));
    field("requests", past::requests);
    field("denied", past::denied);
    field("worst", () -> past.worst().map(Reversibility::wire).orElse(""));
    field("targets", () -> past.entries().stream().mapToLong(History.Entry::targets).sum());
    field("tools", () -> List.copyOf(past.tools()));
    field("systems", this::systems);
    if (!past.labelsLost()) {
      // Without the field, a condition that asks for it fails, and so counts against the agent.
      field("dataTouched", () -> List.copyOf(past.dataTouched()));
    }
  }

  private void field(String name, Supplier<Object> value) {
    fields.put(name, Suppliers.memoize(value::get));
  }

  private List<String> systems() {
    Set<String> systems = new TreeSet<>();
    for (History.Entry entry : past.entries()) {
      if (entry.count() > 0) {
        systems.add(entry.system());
        systems.add(current.systemOf().apply(entry.tool()));
      }
    }
    systems.remove("");
    return List.copyOf(systems);
  }

  /** What was released, approved or still waits, and the action being decided. */
  long count(String tools, String systems) {
    return answer(
            List.of("count", tools, systems),
            () -> total(tools, systems, History.Entry::count) + (isMeant(tools, systems) ? 1 : 0))
        .longValue();
  }

  long denied(String tools, String systems) {
    return answer(
            List.of("denied", tools, systems), () -> total(tools, systems, History.Entry::denied))
        .longValue();
  }

  /** Distinct targets, that of the action being decided among them. */
  long targets(String tools, String systems) {
    return answer(
            List.of("targets", tools, systems),
            () ->
                total(tools, systems, History.Entry::targets)
                    + (isMeant(tools, systems) && !past.targetSeen() ? 1 : 0))
        .longValue();
  }

  /** The sum of one argument, that of the action being decided in it. */
  double sum(String tools, String argument, String systems) {
    return answer(
            List.of("sum", tools, systems, argument),
            () -> {
              BigDecimal sum = BigDecimal.ZERO;
              for (History.Entry entry : past.entries()) {
                if (matches(entry.tool(), entry.system(), tools, systems)) {
                  sum = sum.add(Amounts.under(entry.sums(), argument));
                }
              }
              return isMeant(tools, systems)
                  ? sum.add(Amounts.under(current.effect().get().amounts(), argument))
                  : sum;
            })
        .doubleValue();
  }

  private Number answer(List<String> question, Supplier<Number> found) {
    return answers.computeIfAbsent(question, q -> found.get());
  }

  private long total(String tools, String systems, ToLongFunction<History.Entry> of) {
    long total = 0;
    for (History.Entry entry : past.entries()) {
      if (matches(entry.tool(), entry.system(), tools, systems)) {
        total += of.applyAsLong(entry);
      }
    }
    return total;
  }

  private boolean isMeant(String tools, String systems) {
    Effect effect = current.effect().get();
    return matches(effect.tool(), effect.system(), tools, systems);
  }

  /** What was united matches everything; a system is the agent's word for it or the catalogue's. */
  private boolean matches(String tool, String system, String tools, String systems) {
    if (!tool.equals(History.ANY) && !new ToolPattern(tools).matches(tool)) {
      return false;
    }
    ToolPattern pattern = new ToolPattern(systems);
    return system.equals(History.ANY)
        || pattern.matches(system)
        || pattern.matches(current.systemOf().apply(tool));
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    Supplier<Object> field = fields.get(key);
    return field == null ? null : field.get();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return fields.containsKey(key);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return Maps.transformValues(fields, Supplier::get).entrySet();
  }
}
