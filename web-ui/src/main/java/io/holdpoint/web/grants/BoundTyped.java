package io.holdpoint.web.grants;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.GrantDesk.Bound;
import java.util.List;
import java.util.Map;

/**
 * What one argument may be, as the form has it. Values are JSON, so that {@code "42"} and {@code
 * 42} stay two things.
 *
 * @param kind {@code exactly}, {@code between}, {@code oneOf} or {@code any}
 * @param value for {@code exactly}: as the request has it, and not to be changed
 * @param least for {@code between}, as typed
 * @param most for {@code between}, as typed
 * @param values for {@code oneOf}, one a line
 */
public record BoundTyped(
    String pointer, String kind, String value, String least, String most, String values) {

  /** Whether the value is a number, so that a range makes sense. */
  public boolean isNumber() {
    return value.matches("-?[0-9].*");
  }

  static BoundTyped of(Bound bound) {
    return switch (bound) {
      case Bound.Exactly(var pointer, var json) -> {
        boolean number = json.matches("-?[0-9].*");
        yield new BoundTyped(
            pointer, "exactly", json, number ? json : "", number ? json : "", json);
      }
      case Bound.Between(var pointer, var least, var most) ->
          new BoundTyped(pointer, "between", plain(most), plain(least), plain(most), plain(most));
      case Bound.OneOf(var pointer, var json) ->
          new BoundTyped(
              pointer,
              "oneOf",
              json.isEmpty() ? "" : json.getFirst(),
              "",
              "",
              String.join("\n", json));
      case Bound.Any(var pointer) -> new BoundTyped(pointer, "any", "", "", "", "");
    };
  }

  /** {@code 100.0} as {@code 100}. */
  static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** The same argument with what was typed for it, by its place in the form. */
  BoundTyped with(int place, Map<String, String> typed) {
    return new BoundTyped(
        pointer,
        typed.getOrDefault("kind-" + place, kind),
        value,
        typed.getOrDefault("least-" + place, least),
        typed.getOrDefault("most-" + place, most),
        typed.getOrDefault("values-" + place, values).replace("\r\n", "\n"));
  }

  /**
   * @throws BadInputException a range that is none
   */
  Bound bound() {
    return switch (kind) {
      case "exactly" -> new Bound.Exactly(pointer, value);
      case "between" -> new Bound.Between(pointer, number(least), number(most));
      case "oneOf" -> new Bound.OneOf(pointer, lines());
      case "any" -> new Bound.Any(pointer);
      default ->
          throw new BadInputException(
              "bounds", pointer + ": " + kind + " (expected exactly, between, oneOf or any)");
    };
  }

  private List<String> lines() {
    List<String> all = values.lines().map(String::strip).filter(v -> !v.isEmpty()).toList();
    if (all.isEmpty()) {
      throw new BadInputException("bounds", pointer + ": no value (expected at least one)");
    }
    return all;
  }

  private double number(String typed) {
    try {
      return Double.parseDouble(typed.strip());
    } catch (NumberFormatException e) {
      throw new BadInputException("bounds", pointer + ": " + typed + " (expected a number)");
    }
  }
}
