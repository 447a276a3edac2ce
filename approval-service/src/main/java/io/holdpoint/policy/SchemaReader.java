package io.holdpoint.policy;

import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.model.schema.ArgumentSchema.Kind;
import io.holdpoint.policy.YamlNode.Entry;
import io.holdpoint.policy.YamlNode.Mapping;
import io.holdpoint.policy.YamlNode.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads what a catalogue entry says of a tool's arguments. Each kind of value has its own keywords;
 * any other keyword of JSON Schema is a fault, so that nothing is thought to be checked that is
 * not.
 */
final class SchemaReader {

  private static final List<String> COMMON = List.of("type", "title", "description");
  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    for (Kind kind : Kind.values()) {
      KINDS.put(kind.wire(), kind);
    }
  }

  private final String where;
  private final List<Remark> faults;
  private int count;

  SchemaReader(String where, List<Remark> faults) {
    this.where = where;
    this.faults = faults;
  }

  /** The arguments as a whole, which are an object. */
  Optional<ArgumentSchema> read(Mapping mapping) {
    var schema = read("arguments", mapping, 1);
    if (schema.filter(s -> s.kind() == Kind.OBJECT && !s.properties().isEmpty()).isEmpty()) {
      if (schema.isPresent()) {
        faults.add(
            new Remark(
                where,
                mapping.at(),
                "arguments: not the form of an object (expected type: object with properties)"));
      }
      return Optional.empty();
    }
    return schema;
  }

  private Optional<ArgumentSchema> read(String name, Mapping mapping, int depth) {
    if (++count > PolicyLimits.SCHEMA_VALUES) {
      if (count == PolicyLimits.SCHEMA_VALUES + 1) {
        faults.add(
            new Remark(
                where,
                mapping.at(),
                "arguments: more than "
                    + PolicyLimits.SCHEMA_VALUES
                    + " properties (expected fewer)"));
      }
      return Optional.empty();
    }
    Optional<Kind> kind = kind(mapping);
    Fields fields = new Fields(where + ", " + name, mapping, keys(kind), faults); // unknown keys
    fields.require("type", "one of: " + String.join(", ", KINDS.keySet()));
    fields.oneOf("type", KINDS);
    String title = text(fields, "title", PolicyLimits.SCHEMA_TITLE);
    String description = text(fields, "description", PolicyLimits.SCHEMA_TEXT);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    Optional<BigDecimal> minimum = number(fields, mapping, "minimum");
    Optional<BigDecimal> maximum = number(fields, mapping, "maximum");
    if (minimum.isPresent() && maximum.isPresent() && minimum.get().compareTo(maximum.get()) > 0) {
      fields.fault(fields.at("maximum"), "maximum: less than the minimum (expected as much)");
    }
    OptionalInt maxLength = fields.integer("maxLength", 1, PolicyLimits.SCHEMA_LENGTH);
    Map<String, ArgumentSchema> properties = properties(fields, kind.get(), depth);
    return Optional.of(
        new ArgumentSchema(
            kind.get(),
            title,
            description,
            choices(fields, kind.get()),
            minimum,
            maximum,
            maxLength,
            properties,
            required(fields, properties),
            items(name, fields, kind.get(), depth)));
  }

  private static Optional<Kind> kind(Mapping mapping) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().text().equals("type"))
        .map(Entry::value)
        .filter(Scalar.class::isInstance)
        .map(value -> KINDS.get(((Scalar) value).text()))
        .flatMap(kind -> Optional.ofNullable(kind).stream())
        .findFirst();
  }

  private static List<String> keys(Optional<Kind> kind) {
    List<String> keys = new ArrayList<>(COMMON);
    if (kind.isEmpty()) {
      keys.addAll(
          List.of("enum", "minimum", "maximum", "maxLength", "properties", "required", "items"));
      return keys;
    }
    switch (kind.get()) {
      case OBJECT -> keys.addAll(List.of("properties", "required"));
      case ARRAY -> keys.add("items");
      case STRING -> keys.addAll(List.of("enum", "maxLength"));
      case NUMBER, INTEGER -> keys.addAll(List.of("enum", "minimum", "maximum"));
      case BOOLEAN -> {}
    }
    return keys;
  }

  private static String text(Fields fields, String key, int max) {
    return fields.text(key, max).map(Scalar::text).orElse("");
  }

  private Optional<BigDecimal> number(Fields fields, Mapping mapping, String key) {
    for (Entry entry : mapping.entries()) {
      if (entry.key().text().equals(key) && fields.has(key)) {
        Optional<BigDecimal> number = decimal(entry.value());
        if (number.isEmpty()) {
          fields.fault(
              entry.value().at(), key + ": " + entry.value().kind() + " (expected a number)");
        }
        return number;
      }
    }
    return Optional.empty();
  }

  private static Optional<BigDecimal> decimal(YamlNode node) {
    if (node instanceof Scalar scalar
        && scalar.type() == Scalar.Type.NUMBER
        && scalar.text().matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      return Optional.of(new BigDecimal(scalar.text()));
    }
    return Optional.empty();
  }

  private List<String> choices(Fields fields, Kind kind) {
    List<String> choices = new ArrayList<>();
    for (YamlNode item : fields.list("enum", PolicyLimits.SCHEMA_CHOICES)) {
      boolean fits =
          kind == Kind.STRING
              ? item instanceof Scalar scalar
                  && scalar.type() == Scalar.Type.TEXT
                  && scalar.text().length() <= PolicyLimits.SCHEMA_TEXT
              : decimal(item).isPresent();
      if (!fits || !(item instanceof Scalar scalar)) {
        fields.fault(
            item.at(),
            "enum: "
                + item.kind()
                + " (expected "
                + (kind == Kind.STRING ? "a text; quote it if it is one" : "a number")
                + ")");
      } else if (choices.contains(scalar.text())) {
        fields.fault(item.at(), "enum: " + item.kind() + " stands twice (expected each once)");
      } else {
        choices.add(scalar.text());
      }
    }
    if (fields.isEmptyList("enum")) {
      fields.fault(fields.at("enum"), "enum: nothing (expected one value or more)");
    }
    return choices;
  }

  private Map<String, ArgumentSchema> properties(Fields fields, Kind kind, int depth) {
    Map<String, ArgumentSchema> properties = new LinkedHashMap<>();
    if (kind != Kind.OBJECT) {
      return properties;
    }
    fields.require("properties", "a mapping of names to what is known of each");
    Optional<Mapping> all = fields.mapping("properties");
    if (all.isPresent() && depth > PolicyLimits.SCHEMA_DEPTH) {
      fields.fault(
          all.get().at(),
          "properties: deeper than "
              + PolicyLimits.SCHEMA_DEPTH
              + " levels (expected fewer; what is below is edited as JSON)");
      return properties;
    }
    for (Entry entry : all.map(Mapping::entries).orElse(List.of())) {
      String name = entry.key().text();
      if (name.isEmpty() || name.length() > PolicyLimits.SCHEMA_NAME) {
        fields.fault(
            entry.key().at(),
            "properties: a name of "
                + name.length()
                + " characters (expected 1 to "
                + PolicyLimits.SCHEMA_NAME
                + ")");
      } else if (!(entry.value() instanceof Mapping each)) {
        fields.fault(
            entry.value().at(), name + ": " + entry.value().kind() + " (expected a mapping)");
      } else {
        read("argument " + name, each, depth + 1).ifPresent(s -> properties.put(name, s));
      }
    }
    return properties;
  }

  private static Set<String> required(Fields fields, Map<String, ArgumentSchema> properties) {
    Set<String> required = new LinkedHashSet<>();
    for (YamlNode item : fields.list("required", PolicyLimits.SCHEMA_VALUES)) {
      if (item instanceof Scalar scalar && properties.containsKey(scalar.text())) {
        required.add(scalar.text());
      } else {
        fields.fault(
            item.at(),
            "required: " + item.kind() + " (expected the name of one of the properties)");
      }
    }
    return required;
  }

  private Optional<ArgumentSchema> items(String name, Fields fields, Kind kind, int depth) {
    if (kind != Kind.ARRAY) {
      return Optional.empty();
    }
    fields.require("items", "a mapping with the type of each item");
    Optional<ArgumentSchema> items =
        fields.mapping("items").flatMap(each -> read(name + ", items", each, depth));
    if (items.isPresent() && !items.get().kind().isScalar()) {
      fields.fault(
          fields.at("items"),
          "items: "
              + items.get().kind().wire()
              + " (expected one of: string, number, integer, boolean; leave the argument out to have"
              + " it edited as JSON)");
    }
    // What is no array of scalars is a fault already.
    return items.or(() -> Optional.of(SCALAR));
  }

  private static final ArgumentSchema SCALAR =
      new ArgumentSchema(
          Kind.STRING,
          "",
          "",
          List.of(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Map.of(),
          Set.of(),
          Optional.empty());
}
