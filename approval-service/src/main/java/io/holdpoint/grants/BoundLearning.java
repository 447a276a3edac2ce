package io.holdpoint.grants;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.GrantDesk.Bound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bounds that let through what was seen, and as little else as can be. Pure. What cannot be bounded
 * closely (a text that is another each time and no prose) has no bounds at all.
 */
public final class BoundLearning {

  /** Values that are named one by one. */
  static final int CHOICES = 5;

  /** Names of arguments in which people write prose that changes nothing. */
  private static final Set<String> PROSE =
      Set.of(
          "note",
          "notes",
          "comment",
          "comments",
          "reason",
          "reasons",
          "remark",
          "remarks",
          "memo",
          "justification",
          "explanation",
          "rationale");

  /** Numbers that name something: one between two others is something else. */
  private static final Pattern NAMING =
      Pattern.compile(
          "(?i:(^|.*[^a-z])(id|ids|no|nr|number|account|iban|phone|key|code|zip|port|index|user|customer|order|version))$|.*[a-z](Id|Ids|No|Number|Account|Key|Code)$");

  /** An address, an amount or a path in a text. */
  private static final Pattern NO_PROSE =
      Pattern.compile(
          "[@/\\\\<>{}$€£¥%]|\\.\\.|\\d{4,}|\\d[.,]\\d|\\b[A-Za-z0-9-]+\\.[A-Za-z]{2,}\\b");

  private BoundLearning() {}

  /**
   * The bounds of these arguments, all in the form in which requests keep them.
   *
   * @return empty when they have not all the same places, or a place cannot be bounded
   */
  public static Optional<List<Bound>> learn(List<String> arguments) {
    Map<String, List<@Nullable Object>> seen = new LinkedHashMap<>();
    for (String each : arguments) {
      Map<String, @Nullable Object> leaves = leaves(each);
      if (seen.isEmpty()) {
        leaves.keySet().forEach(pointer -> seen.put(pointer, new ArrayList<>()));
      }
      if (!leaves.keySet().equals(seen.keySet())) {
        return Optional.empty();
      }
      leaves.forEach((pointer, value) -> Objects.requireNonNull(seen.get(pointer)).add(value));
    }
    List<Bound> bounds = new ArrayList<>();
    for (var place : seen.entrySet()) {
      Optional<Bound> bound = bound(place.getKey(), place.getValue());
      if (bound.isEmpty()) {
        return Optional.empty();
      }
      bounds.add(bound.get());
    }
    try {
      return Optional.of(BoundRules.checked(bounds));
    } catch (BadInputException e) {
      return Optional.empty(); // more than one grant may name
    }
  }

  /** Tells shapes apart: arguments of one shape have the same places. */
  public static String shape(String arguments) {
    return String.join("\n", new TreeSet<>(leaves(arguments).keySet()));
  }

  private static Map<String, @Nullable Object> leaves(String arguments) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (Json.value(arguments) instanceof Map<?, ?> object) {
      object.forEach((name, value) -> members.put((String) name, value));
    }
    return Bounds.leaves(members);
  }

  private static Optional<Bound> bound(String pointer, List<@Nullable Object> values) {
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    List<String> distinct = values.stream().map(Json::print).distinct().sorted().toList();
    if (distinct.size() == 1) {
      return Optional.of(new Bound.Exactly(pointer, distinct.getFirst()));
    }
    if (values.stream().allMatch(Number.class::isInstance) && !NAMING.matcher(name).matches()) {
      double[] numbers =
          values.stream()
              .mapToDouble(each -> each instanceof Number n ? n.doubleValue() : 0)
              .sorted()
              .toArray();
      return Optional.of(new Bound.Between(pointer, numbers[0], numbers[numbers.length - 1]));
    }
    if (distinct.size() <= CHOICES) {
      return Optional.of(new Bound.OneOf(pointer, distinct));
    }
    boolean prose =
        PROSE.contains(name.toLowerCase(Locale.ROOT))
            && values.stream()
                .allMatch(each -> each instanceof String text && !NO_PROSE.matcher(text).find());
    return prose ? Optional.of(new Bound.Any(pointer)) : Optional.empty();
  }
}
