package io.holdpoint.policy;

import io.holdpoint.model.ToolPattern;
import io.holdpoint.policy.YamlNode.Entry;
import io.holdpoint.policy.YamlNode.Mapping;
import io.holdpoint.policy.YamlNode.Scalar;
import io.holdpoint.policy.YamlNode.Sequence;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The keys of one mapping of the document, read one by one; whatever is not as expected becomes a
 * fault, and the reading goes on.
 */
final class Fields {

  /** Names of tiers, groups and labels. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  static final String NAME_FORM = "1 to 64 of letters, digits and . _ @ -, first a letter or digit";

  private final String where;
  private final Mapping mapping;
  private final Map<String, YamlNode> values = new LinkedHashMap<>();
  private final List<Remark> faults;

  Fields(String where, Mapping mapping, List<String> known, List<Remark> faults) {
    this.where = where;
    this.mapping = mapping;
    this.faults = faults;
    for (Entry entry : mapping.entries()) {
      if (known.contains(entry.key().text())) {
        values.put(entry.key().text(), entry.value());
      } else {
        fault(entry.key().at(), unknown("key", entry.key().text(), known));
      }
    }
  }

  static String unknown(String what, String value, Iterable<String> expected) {
    return notOneOf("unknown", what, value, expected);
  }

  /**
   * @param why {@code unknown}, or whatever else keeps the value from being one of those expected
   */
  static String notOneOf(String why, String what, String value, Iterable<String> expected) {
    return why
        + " "
        + what
        + ": "
        + value
        + " (expected one of: "
        + String.join(", ", expected)
        + ")";
  }

  String where() {
    return where;
  }

  At at() {
    return mapping.at();
  }

  void fault(At at, String message) {
    faults.add(new Remark(where, at, message));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** Where the key's value stands, or the mapping where it has none. */
  At at(String key) {
    YamlNode value = values.get(key);
    return value == null ? mapping.at() : value.at();
  }

  void require(String key, String expected) {
    if (!has(key)) {
      fault(mapping.at(), key + " is missing (expected " + expected + ")");
    }
  }

  /** A text that is neither empty nor longer than {@code max}, nor holds control characters. */
  Optional<Scalar> text(String key, int max) {
    return Optional.ofNullable(values.get(key)).flatMap(node -> text(key, node, max));
  }

  private Optional<Scalar> text(String what, YamlNode node, int max) {
    if (!(node instanceof Scalar scalar) || scalar.type() != Scalar.Type.TEXT) {
      fault(node.at(), what + ": " + node.kind() + " (expected a text; quote it if it is one)");
      return Optional.empty();
    }
    int length = scalar.text().codePointCount(0, scalar.text().length());
    if (length == 0 || length > max) {
      fault(node.at(), what + ": " + length + " characters (expected 1 to " + max + ")");
      return Optional.empty();
    }
    if (!what.equals("when") && scalar.text().codePoints().anyMatch(Character::isISOControl)) {
      fault(node.at(), what + ": holds control characters (expected none)");
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  /** A name: what {@link #NAME} matches. */
  Optional<Scalar> name(String key) {
    return Optional.ofNullable(values.get(key)).flatMap(node -> name(key, node));
  }

  private Optional<Scalar> name(String what, YamlNode node) {
    Optional<Scalar> text = text(what, node, 64);
    if (text.isPresent() && !NAME.matcher(text.get().text()).matches()) {
      fault(node.at(), what + ": " + text.get().text() + " (expected " + NAME_FORM + ")");
      return Optional.empty();
    }
    return text;
  }

  /** What one of a few texts stands for. */
  <T> Optional<T> oneOf(String key, Map<String, T> expected) {
    Optional<Scalar> text = text(key, 200);
    if (text.isPresent() && !expected.containsKey(text.get().text())) {
      fault(text.get().at(), unknown(key, text.get().text(), expected.keySet()));
    }
    return text.map(found -> expected.get(found.text()));
  }

  OptionalInt integer(String key, int min, int max) {
    YamlNode node = values.get(key);
    if (node == null) {
      return OptionalInt.empty();
    }
    if (node instanceof Scalar scalar
        && scalar.type() == Scalar.Type.NUMBER
        && scalar.text().matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(scalar.text());
      if (value >= min && value <= max) {
        return OptionalInt.of(value);
      }
    }
    fault(
        node.at(),
        key + ": " + node.kind() + " (expected a whole number, " + min + " to " + max + ")");
    return OptionalInt.empty();
  }

  /** {@code true} where the key is missing, and where what stands there is a fault. */
  boolean isEnabled() {
    YamlNode node = values.get("enabled");
    if (node == null) {
      return true;
    }
    if (node instanceof Scalar scalar && scalar.type() == Scalar.Type.BOOLEAN) {
      return scalar.text().equalsIgnoreCase("true");
    }
    fault(node.at(), "enabled: " + node.kind() + " (expected true or false)");
    return true;
  }

  /** {@code false} where the key is missing, and where what stands there is a fault. */
  boolean isTrue(String key) {
    YamlNode node = values.get(key);
    if (node == null) {
      return false;
    }
    if (node instanceof Scalar scalar && scalar.type() == Scalar.Type.BOOLEAN) {
      return scalar.text().equalsIgnoreCase("true");
    }
    fault(node.at(), key + ": " + node.kind() + " (expected true or false)");
    return false;
  }

  Optional<Duration> duration(String key) {
    Optional<Scalar> text = text(key, 40);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration duration = Duration.parse(text.get().text());
      if (duration.compareTo(PolicyLimits.SHORTEST) >= 0
          && duration.compareTo(PolicyLimits.LONGEST) <= 0) {
        return Optional.of(duration);
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // said below: the value and what was expected are all that helps
    }
    fault(
        text.get().at(),
        key
            + ": "
            + text.get().text()
            + " (expected an ISO 8601 duration from PT1S to P30D, such as PT15M)");
    return Optional.empty();
  }

  /** The items of a list, at most {@code max}; empty where the key is missing. */
  List<YamlNode> list(String key, int max) {
    YamlNode node = values.get(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof Sequence sequence)) {
      fault(node.at(), key + ": " + node.kind() + " (expected a list)");
      return List.of();
    }
    if (sequence.items().size() > max) {
      fault(
          node.at(),
          key + ": " + sequence.items().size() + " entries (expected at most " + max + ")");
      return List.of();
    }
    return sequence.items();
  }

  /** Whether the key holds a list without entries. */
  boolean isEmptyList(String key) {
    return values.get(key) instanceof Sequence sequence && sequence.items().isEmpty();
  }

  /** A list of names. */
  List<Scalar> names(String key, int max) {
    List<Scalar> names = new ArrayList<>();
    for (YamlNode item : list(key, max)) {
      name(key, item).ifPresent(name -> names.add(name));
    }
    return names;
  }

  /** A list of tool patterns. */
  List<ToolPattern> patterns(String key, int max) {
    List<ToolPattern> patterns = new ArrayList<>();
    for (YamlNode item : list(key, max)) {
      text(key, item, PolicyLimits.PATTERN)
          .ifPresent(text -> patterns.add(new ToolPattern(text.text())));
    }
    return patterns;
  }

  /** A mapping below a key; empty where the key is missing, and where it is a fault. */
  Optional<Mapping> mapping(String key) {
    YamlNode node = values.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof Mapping below) {
      return Optional.of(below);
    }
    fault(node.at(), key + ": " + node.kind() + " (expected a mapping)");
    return Optional.empty();
  }

  /** A list of mappings, each read by what {@code item} makes of it. */
  List<Mapping> mappings(String key, int max) {
    List<Mapping> mappings = new ArrayList<>();
    for (YamlNode item : list(key, max)) {
      if (item instanceof Mapping each) {
        mappings.add(each);
      } else {
        fault(item.at(), key + ": " + item.kind() + " (expected a mapping)");
      }
    }
    return mappings;
  }
}
