package io.holdpoint.request.posted;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.desk.ChangeRefusedException.Fault;
import io.holdpoint.model.desk.ChangeRefusedException.Why;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.platform.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New arguments, read under the rules and limits of posted ones.
 *
 * @param values for the policy
 */
public record ChangedArguments(Map<String, @Nullable Object> values, CanonicalJson canonical) {

  /** Levels of objects and arrays; in a posted body two more are above them. */
  static final int DEPTH = Limits.DEPTH - 2;

  /**
   * @param json a JSON object
   * @throws ChangeRefusedException naming everything that is wrong
   */
  public static ChangedArguments read(String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > Limits.BODY_BYTES) {
      throw tooLarge();
    }
    Faults faults = new Faults();
    Object document;
    try {
      document = StrictJson.read(utf8, faults);
    } catch (ProblemException e) {
      throw refused(
          e.problem().detail(),
          e.problem().errors().stream().map(f -> new Fault(f.pointer(), f.detail())).toList());
    }
    Map<String, @Nullable Object> values = Map.of();
    if (document instanceof Map<?, ?> object) {
      values = named(object);
      check(values, "", faults);
    } else {
      faults.add("", "expected a JSON object");
    }
    if (faults.any()) {
      List<Fault> all = new ArrayList<>();
      faults.list().forEach(f -> all.add(new Fault(f.pointer(), f.detail())));
      Fault first = all.getFirst();
      throw refused(
          (first.pointer().isEmpty() ? "The arguments" : first.pointer())
              + ": "
              + first.detail()
              + (all.size() > 1 ? " (and " + (all.size() - 1) + " more)" : "")
              + ".",
          all);
    }
    CanonicalJson canonical = CanonicalForm.of(values);
    if (canonical.text().getBytes(StandardCharsets.UTF_8).length > Limits.BODY_BYTES) {
      throw tooLarge();
    }
    return new ChangedArguments(values, canonical);
  }

  /** What only counts within a body: the depth at which the arguments lie in it. */
  static void check(Map<String, @Nullable Object> arguments, String pointer, Faults faults) {
    int depth = depth(arguments);
    if (depth > DEPTH) {
      faults.add(pointer, "nested " + depth + " levels deep, expected at most " + DEPTH);
    }
  }

  private static int depth(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> object -> 1 + deepest(object.values());
      case List<?> array -> 1 + deepest(array);
      case null, default -> 0;
    };
  }

  private static int deepest(Collection<?> values) {
    int deepest = 0;
    for (Object each : values) {
      deepest = Math.max(deepest, depth(each));
    }
    return deepest;
  }

  @SuppressWarnings("unchecked") // the names in StrictJson's objects are strings
  private static Map<String, @Nullable Object> named(Map<?, ?> object) {
    return (Map<String, @Nullable Object>) object;
  }

  private static ChangeRefusedException tooLarge() {
    return refused(
        "The arguments are larger than " + Limits.BODY_BYTES + " bytes, expected fewer.",
        List.of());
  }

  private static ChangeRefusedException refused(String message, List<Fault> faults) {
    return new ChangeRefusedException(Why.BAD_ARGUMENTS, message, faults);
  }
}
