package io.holdpoint.grants;

import io.holdpoint.model.desk.GrantDesk.Bound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the arguments may be, ready to match. Every leaf of the arguments has to lie in exactly one
 * bound: what no bound names does not match, and bounds do not overlap.
 */
final class Bounds {

  /**
   * One bound with the values that it names, read.
   *
   * @param values of {@code Exactly} and {@code OneOf}
   */
  private record Compiled(Bound bound, List<@Nullable Object> values) {

    boolean holds(@Nullable Object value) {
      return switch (bound) {
        case Bound.Exactly exactly -> isAmong(value);
        case Bound.OneOf oneOf -> isAmong(value);
        case Bound.Between between ->
            value instanceof Number number
                && number.doubleValue() >= between.least()
                && number.doubleValue() <= between.most();
        // A leaf only: below an object or array anything could hide.
        case Bound.Any any -> !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
      };
    }

    private boolean isAmong(@Nullable Object value) {
      return values.stream().anyMatch(each -> Json.same(each, value));
    }

    /** One value that the bound lets through: the least, or the most where there is an order. */
    @Nullable Object sample(boolean most) {
      return switch (bound) {
        case Bound.Exactly exactly -> values.getFirst();
        case Bound.OneOf oneOf -> most ? values.getLast() : values.getFirst();
        case Bound.Between between -> whole(most ? between.most() : between.least());
        case Bound.Any any -> "";
      };
    }

    private static Number whole(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? (Number) (long) number
          : (Number) number;
    }
  }

  private final Map<String, Compiled> byPointer = new LinkedHashMap<>();

  private Bounds() {}

  /**
   * @param bounds as {@link BoundRules} lets them through
   */
  static Bounds of(List<Bound> bounds) {
    Bounds all = new Bounds();
    for (Bound bound : bounds) {
      List<@Nullable Object> values = new ArrayList<>();
      switch (bound) {
        case Bound.Exactly exactly -> values.add(Json.value(exactly.json()));
        case Bound.OneOf oneOf -> oneOf.json().forEach(json -> values.add(Json.value(json)));
        case Bound.Between between -> {}
        case Bound.Any any -> {}
      }
      all.byPointer.put(bound.pointer(), new Compiled(bound, values));
    }
    return all;
  }

  /** Whether these arguments are within the bounds. */
  boolean match(Map<String, ? extends @Nullable Object> arguments) {
    Set<String> met = new HashSet<>();
    return covers("", arguments, met)
        && byPointer.values().stream()
            .allMatch(
                each -> each.bound() instanceof Bound.Any || met.contains(each.bound().pointer()));
  }

  private boolean covers(String pointer, @Nullable Object value, Set<String> met) {
    Compiled bound = byPointer.get(pointer);
    if (bound != null) {
      met.add(pointer);
      return bound.holds(value);
    }
    return switch (value) {
      case Map<?, ?> members when !members.isEmpty() || pointer.isEmpty() ->
          members.entrySet().stream().allMatch(each -> covers(pointer, each, met));
      case List<?> elements when !elements.isEmpty() -> {
        for (int i = 0; i < elements.size(); i++) {
          if (!covers(Pointers.child(pointer, Integer.toString(i)), elements.get(i), met)) {
            yield false;
          }
        }
        yield true;
      }
      case null, default -> false;
    };
  }

  /** A member that is named like a place in an array would have that one's pointer. */
  private boolean covers(String parent, Map.Entry<?, ?> member, Set<String> met) {
    String name = (String) member.getKey();
    return !Pointers.isIndex(name) && covers(Pointers.child(parent, name), member.getValue(), met);
  }

  /**
   * Arguments that are within the bounds.
   *
   * @param most each number at its most, else at its least
   */
  Map<String, @Nullable Object> sample(boolean most) {
    Map<String, @Nullable Object> root = new TreeMap<>();
    byPointer.forEach(
        (pointer, bound) -> {
          List<String> names = Pointers.names(pointer);
          Object value = bound.sample(most);
          if (names.isEmpty()) {
            if (value instanceof Map<?, ?> whole) {
              whole.forEach((name, each) -> root.put((String) name, each));
            }
          } else {
            put(root, names, value);
          }
        });
    Map<String, @Nullable Object> sample = new LinkedHashMap<>();
    root.forEach((name, each) -> sample.put(name, asArrays(each)));
    return sample;
  }

  /** What is being built: told apart from the objects that are values. */
  private static final class Node extends TreeMap<String, @Nullable Object> {}

  private static void put(
      Map<String, @Nullable Object> root, List<String> names, @Nullable Object value) {
    Map<String, @Nullable Object> at = root;
    for (String name : names.subList(0, names.size() - 1)) {
      Node next = at.get(name) instanceof Node node ? node : new Node();
      at.put(name, next);
      at = next;
    }
    at.put(names.getLast(), value);
  }

  private static @Nullable Object asArrays(@Nullable Object value) {
    if (!(value instanceof Node node)) {
      return value;
    }
    List<@Nullable Object> elements = new ArrayList<>();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    node.forEach((name, each) -> members.put(name, asArrays(each)));
    for (int i = 0; members.containsKey(Integer.toString(i)); i++) {
      elements.add(members.get(Integer.toString(i)));
    }
    return elements.size() == members.size() ? elements : members;
  }

  /** Bounds that let exactly these arguments through, one for each leaf. */
  static List<Bound> exactly(Map<String, ? extends @Nullable Object> arguments) {
    List<Bound> bounds = new ArrayList<>();
    leaves(arguments)
        .forEach((pointer, value) -> bounds.add(new Bound.Exactly(pointer, Json.print(value))));
    return bounds;
  }

  /** The leaves of arguments by their pointers, in their order. */
  static Map<String, @Nullable Object> leaves(Map<String, ? extends @Nullable Object> arguments) {
    Map<String, @Nullable Object> leaves = new LinkedHashMap<>();
    if (!arguments.isEmpty()) {
      collect("", arguments, leaves);
    }
    return leaves;
  }

  private static void collect(
      String pointer, @Nullable Object value, Map<String, @Nullable Object> leaves) {
    switch (value) {
      case Map<?, ?> members when isDescended(members) ->
          members.forEach(
              (name, each) -> collect(Pointers.child(pointer, (String) name), each, leaves));
      case List<?> elements when !elements.isEmpty() -> {
        for (int i = 0; i < elements.size(); i++) {
          collect(Pointers.child(pointer, Integer.toString(i)), elements.get(i), leaves);
        }
      }
      case null, default -> leaves.put(pointer, value);
    }
  }

  private static boolean isDescended(Map<?, ?> members) {
    return !members.isEmpty()
        && members.keySet().stream().noneMatch(name -> Pointers.isIndex((String) name));
  }
}
