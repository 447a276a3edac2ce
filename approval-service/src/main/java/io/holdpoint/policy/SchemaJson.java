package io.holdpoint.policy;

import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.model.schema.ArgumentSchema.Kind;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is known of arguments, with the keys of the document. */
final class SchemaJson {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private SchemaJson() {}

  /** The same as JSON on several lines, which is YAML too. */
  static String text(ArgumentSchema schema) {
    return JSON.writeValueAsString(of(schema));
  }

  static Map<String, Object> of(ArgumentSchema schema) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", schema.kind().wire());
    if (!schema.title().isEmpty()) {
      json.put("title", schema.title());
    }
    if (!schema.description().isEmpty()) {
      json.put("description", schema.description());
    }
    if (!schema.choices().isEmpty()) {
      json.put(
          "enum",
          schema.kind() == Kind.STRING
              ? schema.choices()
              : schema.choices().stream().map(BigDecimal::new).toList());
    }
    schema.minimum().ifPresent(least -> json.put("minimum", least));
    schema.maximum().ifPresent(most -> json.put("maximum", most));
    schema.maxLength().ifPresent(most -> json.put("maxLength", most));
    if (!schema.required().isEmpty()) {
      json.put("required", List.copyOf(schema.required()));
    }
    if (schema.kind() == Kind.OBJECT) {
      Map<String, Object> properties = new LinkedHashMap<>();
      schema.properties().forEach((name, each) -> properties.put(name, of(each)));
      json.put("properties", properties);
    }
    schema.items().ifPresent(items -> json.put("items", of(items)));
    return json;
  }
}
