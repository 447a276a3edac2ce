package io.holdpoint.policy.text;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.policy.Remark;
import io.holdpoint.policy.YamlNode;
import io.holdpoint.policy.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML that was typed into a field of a form, as values that can be written anew. */
final class TypedYaml {

  private TypedYaml() {}

  /** A number or truth, written as it was typed. */
  private record Raw(String text) {

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * @throws BadInputException it is no YAML, or no mapping
   */
  static Object read(String field, String text) {
    List<Remark> faults = new ArrayList<>();
    var node = YamlReader.read(text, faults);
    if (node.isEmpty() || !(node.get() instanceof YamlNode.Mapping)) {
      String why =
          faults.isEmpty()
              ? "expected a mapping such as {type: object, properties: {…}}"
              : "line " + faults.getFirst().line() + ": " + faults.getFirst().message();
      throw new BadInputException(field, field + ": " + why);
    }
    return value(node.get());
  }

  private static Object value(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> {
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.entries().forEach(e -> values.put(e.key().text(), value(e.value())));
        yield values;
      }
      case YamlNode.Sequence list -> list.items().stream().map(TypedYaml::value).toList();
      case YamlNode.Scalar scalar ->
          scalar.type() == YamlNode.Scalar.Type.TEXT ? scalar.text() : new Raw(scalar.text());
    };
  }
}
