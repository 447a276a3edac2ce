package io.holdpoint.grants;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.GrantDesk.Bound;
import io.holdpoint.platform.SafeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many bounds there may be and what each may hold. */
final class BoundRules {

  /** Bounds of one grant. */
  static final int MOST = 50;

  /** Characters of one pointer. */
  static final int POINTER_CHARS = 500;

  /** Characters of one JSON value, in its RFC 8785 form. */
  static final int JSON_CHARS = 2_000;

  /** Values of one {@code one of}. */
  static final int CHOICES = 20;

  /** Characters of all pointers and values together. */
  static final int TOTAL_CHARS = 20_000;

  private BoundRules() {}

  /**
   * The bounds with their values in RFC 8785 form.
   *
   * @throws BadInputException naming the pointer, the value and what was expected
   */
  static List<Bound> checked(List<Bound> bounds) {
    if (bounds.size() > MOST) {
      throw bad("%d bounds; at most %d are taken".formatted(bounds.size(), MOST));
    }
    List<Bound> all = new ArrayList<>();
    Set<String> before = new HashSet<>();
    int chars = 0;
    for (Bound bound : bounds) {
      pointer(bound.pointer());
      Bound checked = checked(bound);
      chars += chars(checked);
      if (!before.add(bound.pointer())) {
        throw bad(shown(bound) + " has two bounds; expected one");
      }
      all.add(checked);
    }
    if (chars > TOTAL_CHARS) {
      throw bad("%d characters in all; at most %d are taken".formatted(chars, TOTAL_CHARS));
    }
    for (Bound bound : all) {
      for (int end = bound.pointer().lastIndexOf('/'); end >= 0; ) {
        String above = bound.pointer().substring(0, end);
        if (before.contains(above)) {
          throw bad(
              shown(bound)
                  + " lies within "
                  + SafeText.quote(above)
                  + ", which has a bound of its own; expected one of them");
        }
        end = above.lastIndexOf('/');
      }
    }
    return List.copyOf(all);
  }

  private static void pointer(String pointer) {
    if (pointer.length() > POINTER_CHARS) {
      throw bad(
          "%s; a pointer has at most %d characters"
              .formatted(SafeText.quote(pointer), POINTER_CHARS));
    }
    if (!Pointers.isPointer(pointer) || Json.hasLoneSurrogate(pointer)) {
      throw bad(
          SafeText.quote(pointer)
              + "; expected a JSON pointer (RFC 6901) below the arguments, such as /amount");
    }
  }

  private static Bound checked(Bound bound) {
    String pointer = bound.pointer();
    return switch (bound) {
      case Bound.Exactly(var p, var json) -> new Bound.Exactly(p, json(bound, json));
      case Bound.OneOf(var p, var choices) -> {
        if (choices.isEmpty() || choices.size() > CHOICES) {
          throw bad(
              "%s: one of %d values; expected 1 to %d"
                  .formatted(shown(bound), choices.size(), CHOICES));
        }
        yield new Bound.OneOf(p, choices.stream().map(json -> json(bound, json)).toList());
      }
      case Bound.Between(var p, double least, double most) -> {
        if (!Double.isFinite(least) || !Double.isFinite(most) || least > most) {
          throw bad(
              "%s: between %s and %s; expected two numbers, the least first"
                  .formatted(shown(bound), least, most));
        }
        yield bound;
      }
      case Bound.Any any -> {
        if (pointer.isEmpty()) {
          throw bad("any value for all arguments together; expected a bound for each argument");
        }
        yield bound;
      }
    };
  }

  private static String json(Bound bound, String json) {
    // Spelled out it may be longer than in its canonical form, but not without end.
    if (json.length() > 6 * JSON_CHARS) {
      throw tooLong(bound);
    }
    String canonical;
    try {
      Object value = Json.value(json);
      if (bound.pointer().isEmpty() && !(value instanceof Map<?, ?>)) {
        throw bad(SafeText.quote(json) + "; the arguments are an object");
      }
      canonical = Json.canonical(json);
    } catch (BadInputException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw bad(shown(bound) + ": " + e.getMessage());
    }
    if (canonical.length() > JSON_CHARS) {
      throw tooLong(bound);
    }
    return canonical;
  }

  private static BadInputException tooLong(Bound bound) {
    return bad("%s: a value has at most %d characters".formatted(shown(bound), JSON_CHARS));
  }

  private static int chars(Bound bound) {
    return bound.pointer().length()
        + switch (bound) {
          case Bound.Exactly exactly -> exactly.json().length();
          case Bound.OneOf oneOf -> oneOf.json().stream().mapToInt(String::length).sum();
          case Bound.Between between -> 0;
          case Bound.Any any -> 0;
        };
  }

  private static String shown(Bound bound) {
    return SafeText.quote(bound.pointer());
  }

  private static BadInputException bad(String message) {
    return new BadInputException("bounds", "bounds: " + message);
  }
}
