package io.holdpoint.policy.text;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.policy.Remark;
import io.holdpoint.policy.YamlNode;
import io.holdpoint.policy.YamlNode.Mapping;
import io.holdpoint.policy.YamlNode.Scalar;
import io.holdpoint.policy.YamlNode.Sequence;
import io.holdpoint.policy.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a changed text is to say, worked out on the values alone: the text is compared with it
 * before anybody gets to see it, so that no layout, however odd, can make of a change another one.
 */
final class IntendedDocument {

  /** A scalar that is no text: {@code 1}, {@code true}, nothing. */
  private record Bare(String text) {}

  private final Map<String, Object> values;
  private final List<BracketedList.Span> gone = new ArrayList<>();

  private IntendedDocument(Map<String, Object> values) {
    this.values = values;
  }

  static IntendedDocument of(String yaml) {
    List<Remark> faults = new ArrayList<>();
    Optional<YamlNode> node = YamlReader.read(yaml, faults);
    if (node.isEmpty() || !faults.isEmpty() || !(node.get() instanceof Mapping root)) {
      throw new BadInputException(
          "yaml", faults.isEmpty() ? "not a mapping" : faults.getFirst().toString());
    }
    return new IntendedDocument(mapping(root));
  }

  void set(String key, Object value) {
    values.put(key, plain(value));
  }

  void put(String section, int index, List<String> keys, Map<String, Object> wanted) {
    @SuppressWarnings("unchecked") // only mappings are changed, and we made them
    Map<String, Object> entry = (Map<String, Object>) list(section).get(index);
    for (String key : keys) {
      Object there = entry.get(key);
      Object value = wanted.get(key);
      if (FormValues.isSame(key, there == null ? null : bare(there), value)) {
        continue;
      }
      if (value == null) {
        entry.remove(key);
      } else {
        Object placed = FormValues.placed(key, there == null ? null : bare(there), value);
        entry.put(key, plain(placed));
      }
    }
  }

  void add(String section, List<Map<String, Object>> added) {
    values.computeIfAbsent(section, key -> new ArrayList<>());
    added.forEach(entry -> list(section).add(plain(entry)));
  }

  void remove(String section, int index) {
    list(section).remove(index);
  }

  /** What is taken out of the text, whose comments go with it. */
  void gone(List<BracketedList.Span> spans) {
    gone.addAll(spans);
  }

  void move(String section, int from, int to) {
    List<Object> list = list(section);
    list.add(to, list.remove(from));
  }

  @SuppressWarnings("unchecked") // we made it
  private List<Object> list(String section) {
    return (List<Object>) values.getOrDefault(section, List.of());
  }

  /**
   * @throws UneditableException the text says something else, or a comment is gone that was not the
   *     removed entry's
   */
  void check(TextLines before, TextPart root, String changed) {
    List<Remark> faults = new ArrayList<>();
    Optional<YamlNode> node = YamlReader.read(changed, faults);
    if (node.isEmpty()) {
      throw new UneditableException("a layout that a form cannot change", 0);
    }
    if (!faults.isEmpty() || !settled(value(node.get())).equals(settled(values))) {
      throw new UneditableException("a layout that a form cannot change", 0);
    }
    List<String> kept = before.comments(root, 0, before.text().length());
    for (BracketedList.Span span : gone) {
      before.comments(root, span.from(), span.to()).forEach(kept::remove);
    }
    TextLines after = TextLines.of(changed);
    after.comments(TextParts.read(changed), 0, changed.length()).forEach(kept::remove);
    if (!kept.isEmpty()) {
      throw new UneditableException("the comment \"" + kept.getFirst() + "\" would be lost", 0);
    }
  }

  private static Object value(YamlNode node) {
    return switch (node) {
      case Mapping mapping -> mapping(mapping);
      case Sequence sequence -> {
        List<Object> list = new ArrayList<>();
        sequence.items().forEach(item -> list.add(value(item)));
        yield list;
      }
      case Scalar scalar when scalar.type() == Scalar.Type.TEXT -> scalar.text();
      case Scalar scalar -> new Bare(scalar.text());
    };
  }

  private static Map<String, Object> mapping(Mapping mapping) {
    Map<String, Object> values = new LinkedHashMap<>();
    mapping.entries().forEach(entry -> values.put(entry.key().text(), value(entry.value())));
    return values;
  }

  /** Without the counts that mean the same as none. */
  private static Object settled(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(IntendedDocument::settled).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key, settled(each)));
        copy.remove("count", new Bare("1"));
        yield copy;
      }
      default -> value;
    };
  }

  /** A form's value as the text gives it back. */
  private static Object plain(Object value) {
    return switch (value) {
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(each -> copy.add(plain(each)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key.toString(), plain(each)));
        yield copy;
      }
      case String text -> text;
      default -> new Bare(value.toString());
    };
  }

  private static Object bare(Object value) {
    return switch (value) {
      case Bare(var text) -> text;
      case List<?> list -> list.stream().map(IntendedDocument::bare).toList();
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key.toString(), bare(each)));
        yield copy;
      }
      default -> value;
    };
  }
}
