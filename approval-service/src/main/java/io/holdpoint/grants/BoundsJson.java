package io.holdpoint.grants;

import io.holdpoint.model.desk.GrantDesk.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bounds as JSON: {@code [{"pointer": "/amount", "between": [1, 50]}, …]}, with {@code exactly},
 * {@code oneOf}, {@code between} or {@code any: true}. The form that is stored and that the API
 * speaks.
 */
final class BoundsJson {

  private BoundsJson() {}

  /** One line, canonical. */
  static String write(List<Bound> bounds) {
    StringBuilder all = new StringBuilder("[");
    for (Bound bound : bounds) {
      all.append(all.length() == 1 ? "" : ",").append(write(bound));
    }
    return all.append(']').toString();
  }

  private static String write(Bound bound) {
    String what =
        switch (bound) {
          case Bound.Exactly exactly -> "\"exactly\":" + exactly.json();
          case Bound.OneOf oneOf -> "\"oneOf\":[" + String.join(",", oneOf.json()) + "]";
          case Bound.Between between ->
              "\"between\":" + Json.print(List.of(between.least(), between.most()));
          case Bound.Any any -> "\"any\":true";
        };
    return "{\"pointer\":" + Json.print(bound.pointer()) + "," + what + "}";
  }

  /**
   * @throws IllegalArgumentException the text was not written by {@link #write}
   */
  static List<Bound> read(String json) {
    List<Bound> bounds = new ArrayList<>();
    for (Object each : (List<?>) Objects.requireNonNull(Json.value(json))) {
      bounds.add(bound((Map<?, ?>) Objects.requireNonNull(each)));
    }
    return List.copyOf(bounds);
  }

  private static Bound bound(Map<?, ?> bound) {
    String pointer = (String) Objects.requireNonNull(bound.get("pointer"));
    if (bound.containsKey("exactly")) {
      return new Bound.Exactly(pointer, Json.print(bound.get("exactly")));
    }
    if (bound.get("oneOf") instanceof List<?> choices) {
      return new Bound.OneOf(pointer, choices.stream().map(BoundsJson::print).toList());
    }
    if (bound.get("between") instanceof List<?> limits
        && limits.get(0) instanceof Number least
        && limits.get(1) instanceof Number most) {
      return new Bound.Between(pointer, least.doubleValue(), most.doubleValue());
    }
    if (Boolean.TRUE.equals(bound.get("any"))) {
      return new Bound.Any(pointer);
    }
    throw new IllegalArgumentException("not a stored bound: " + bound.keySet());
  }

  private static String print(@Nullable Object value) {
    return Json.print(value);
  }
}
