package io.holdpoint.request.posted;

import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.digest.JsonNumbers;
import io.holdpoint.platform.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object of the body, taken out one by one under a rule each. What breaks its
 * rule is noted and counts as absent, so that the reading goes on to the next.
 */
final class Fields {

  private final Map<String, @Nullable Object> members;
  private final String pointer;
  private final Faults faults;

  private Fields(Map<String, @Nullable Object> members, String pointer, Faults faults) {
    this.members = members;
    this.pointer = pointer;
    this.faults = faults;
  }

  /** The document, which has to be an object; members that are not {@code known} are noted. */
  static Fields ofDocument(@Nullable Object document, Set<String> known, Faults faults) {
    if (document instanceof Map<?, ?> object) {
      return new Fields(named(object), "", faults).only(known);
    }
    faults.add("", expected(document, "an object"));
    return new Fields(Map.of(), "", faults);
  }

  /** A member that has to be an object with known members, or absent. */
  Fields object(String name, Set<String> known) {
    return new Fields(freeObject(name), at(name), faults).only(known);
  }

  /** A member that has to be an object, whatever is in it, or absent. */
  Map<String, @Nullable Object> freeObject(String name) {
    if (!members.containsKey(name)) {
      return Map.of();
    }
    if (members.get(name) instanceof Map<?, ?> object) {
      return named(object);
    }
    faults.add(at(name), expected(members.get(name), "an object"));
    return Map.of();
  }

  /** A member that may be any value but null, of so many bytes in its canonical form, or absent. */
  void value(String name, int mostBytes) {
    if (!members.containsKey(name)) {
      return;
    }
    Object value = members.get(name);
    if (value == null) {
      faults.add(at(name), expected(null, "a value"));
    } else if (!faults.any()
        && CanonicalForm.print(value).getBytes(StandardCharsets.UTF_8).length > mostBytes) {
      // What has faults of its own has no canonical form; it is refused for those.
      faults.add(
          at(name), "more than " + mostBytes + " bytes in its canonical form, expected fewer");
    }
  }

  /** The object as it was read. */
  Map<String, @Nullable Object> asPosted() {
    return members;
  }

  @SuppressWarnings("unchecked") // the names in StrictJson's objects are strings
  private static Map<String, @Nullable Object> named(Map<?, ?> object) {
    return (Map<String, @Nullable Object>) object;
  }

  /** A member that must not be absent; the fault names it otherwise. */
  Fields required(String name, String what) {
    if (!members.containsKey(name)) {
      faults.add(at(name), "missing, expected " + what);
    }
    return this;
  }

  /** A member that has to be a string that the rule takes, or absent, which reads as {@code ""}. */
  String string(String name, TextRule rule) {
    if (!members.containsKey(name)) {
      return "";
    }
    return text(members.get(name), at(name), rule).orElse("");
  }

  /** A member that has to be an array of strings that the rule takes, or absent. */
  List<String> strings(String name, int most, TextRule rule) {
    if (!members.containsKey(name)) {
      return List.of();
    }
    if (!(members.get(name) instanceof List<?> list)) {
      faults.add(at(name), expected(members.get(name), "an array of strings"));
      return List.of();
    }
    if (list.size() > most) {
      faults.add(at(name), list.size() + " entries, expected at most " + most);
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      text(list.get(i), at(name) + "/" + i, rule).ifPresent(texts::add);
    }
    return texts;
  }

  /** A member that has to be a whole number from {@code least} to {@code most}, or absent. */
  Optional<Long> whole(String name, long least, long most) {
    if (!members.containsKey(name)) {
      return Optional.empty();
    }
    if (members.get(name) instanceof Long number && number >= least && number <= most) {
      return Optional.of(number);
    }
    faults.add(
        at(name), expected(members.get(name), "a whole number from " + least + " to " + most));
    return Optional.empty();
  }

  /** A member that has to be true or false, or absent, which reads as false. */
  boolean bool(String name) {
    if (!members.containsKey(name)) {
      return false;
    }
    if (members.get(name) instanceof Boolean value) {
      return value;
    }
    faults.add(at(name), expected(members.get(name), "true or false"));
    return false;
  }

  private Fields only(Set<String> known) {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        faults.add(
            at(name),
            "unknown field, expected one of: "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
    return this;
  }

  private Optional<String> text(@Nullable Object value, String where, TextRule rule) {
    if (!(value instanceof String text)) {
      faults.add(where, expected(value, "a string"));
      return Optional.empty();
    }
    Optional<String> fault = rule.faultOf(text);
    fault.ifPresent(detail -> faults.add(where, detail));
    return fault.isPresent() ? Optional.empty() : Optional.of(text);
  }

  private String at(String name) {
    return JsonPath.member(pointer, name);
  }

  private static String expected(@Nullable Object value, String what) {
    return "%s, expected %s".formatted(shown(value), what)
        + (value == null ? "; leave the field out instead" : "");
  }

  /** A value as it is shown in a fault: its kind, and the value itself where it is short. */
  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "the string " + SafeText.quote(text);
      case Number number -> "the number " + JsonNumbers.print(number);
      case Boolean bool -> bool.toString();
      case List<?> list -> "an array of " + list.size();
      case Map<?, ?> map -> "an object of " + map.size();
      default -> "a value";
    };
  }
}
