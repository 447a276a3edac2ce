package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaReaderTest {

  private static final String TIERS =
      """
      tiers: [{name: low, outcome: allow}, {name: no, outcome: deny}]
      defaultTier: "no"
      """;

  private static final String FULL =
      """
      {type: object, required: [amount], properties: {
        amount: {type: number, title: Amount, description: What they get back, minimum: 0, maximum: 500.5},
        currency: {type: string, enum: [EUR, "5"]},
        count: {type: integer, enum: [1, 2]},
        note: {type: string, maxLength: 200},
        notify: {type: boolean},
        tags: {type: array, items: {type: string}},
        "odd: name": {type: object, properties: {deep: {type: object, properties: {end: {type: string}}}}}}}
      """;

  private static String document(String arguments) {
    return TIERS
        + "tools:\n  - match: pay\n    reversibility: irreversible\n    arguments: "
        + arguments.strip().replace("\n", "\n      ")
        + "\n";
  }

  @Test
  void readsTheFormOfArgumentsAndWritesItBackAsItStands() {
    var compiled = Policies.compiled(document(FULL));
    var schema = compiled.argumentsOf("pay").orElseThrow();

    assertThat(schema.required()).containsExactly("amount");
    assertThat(schema.properties().get("amount").maximum().orElseThrow())
        .isEqualByComparingTo("500.5");
    assertThat(schema.properties().get("currency").choices()).containsExactly("EUR", "5");
    assertThat(schema.properties().get("odd: name").properties().get("deep").properties())
        .containsOnlyKeys("end");
    assertThat(compiled.argumentsOf("other")).isEmpty();
    var again = Policies.compiled(document(SchemaJson.text(schema)));
    assertThat(again.argumentsOf("pay")).contains(schema);
    assertThat(Documents.values(document(FULL)).get("tools").toString()).contains("maxLength=200");
  }

  @Test
  void theFirstEntryThatMatchesAndHasAFormGivesIt() {
    String two =
        TIERS
            + """
            tools:
              - {match: pay, reversibility: irreversible}
              - {match: "p*", arguments: {type: object, properties: {a: {type: string}}}}
              - {match: "pa*", arguments: {type: object, properties: {b: {type: string}}}}
            """;
    assertThat(Policies.compiled(two).argumentsOf("pay").orElseThrow().properties())
        .containsOnlyKeys("a");
    assertThat(Policies.compiled(two).classOf("pa").wire()).isEqualTo("unclassified");
  }

  @Test
  void refusesWhatItDoesNotKnowWithItsPlace() {
    String wrong =
        """
        {type: object, required: [b], additionalProperties: false, properties: {
          a: {type: string, pattern: x, minimum: 1},
          c: {type: number, minimum: "1", maximum: 0},
          d: {type: number, minimum: 2, maximum: 1},
          e: {type: strin},
          f: {type: array},
          g: {type: array, items: {type: object, properties: {x: {type: string}}}},
          h: {type: string, enum: [a, a, 1]},
          i: {type: string, maxLength: 0},
          j: 5}}
        """;
    assertThat(Policies.faults(document(wrong)))
        .allMatch(fault -> fault.contains("tool \"pay\""))
        .anyMatch(
            f -> f.contains("unknown key: additionalProperties (expected one of: type, title"))
        .anyMatch(f -> f.contains("argument a: unknown key: pattern"))
        .anyMatch(f -> f.contains("argument a: unknown key: minimum"))
        .anyMatch(f -> f.contains("minimum: the text \"1\" (expected a number)"))
        .anyMatch(f -> f.contains("argument d: maximum: less than the minimum"))
        .anyMatch(
            f -> f.contains("argument e: unknown type: strin (expected one of: object, array"))
        .anyMatch(f -> f.contains("argument f: items is missing"))
        .anyMatch(f -> f.contains("argument g: items: object"))
        .anyMatch(f -> f.contains("enum: the text \"a\" stands twice"))
        .anyMatch(f -> f.contains("enum: the number 1 (expected a text"))
        .anyMatch(f -> f.contains("maxLength: the number 0"))
        .anyMatch(f -> f.contains("j: the number 5 (expected a mapping)"))
        .anyMatch(f -> f.contains("required: the text \"b\" (expected the name of one of the"));
    assertThat(Policies.faults(document("{type: string}")))
        .anyMatch(f -> f.contains("arguments: not the form of an object"));
  }

  @Test
  void keepsItsLimits() {
    assertThat(Policies.faults(document(nested(PolicyLimits.SCHEMA_DEPTH)))).isEmpty();
    assertThat(Policies.faults(document(nested(PolicyLimits.SCHEMA_DEPTH + 1))))
        .anyMatch(f -> f.contains("properties: deeper than 4 levels"));
    // The arguments themselves are one of the values.
    assertThat(Policies.faults(document(many(PolicyLimits.SCHEMA_VALUES - 1)))).isEmpty();
    assertThat(Policies.faults(document(many(PolicyLimits.SCHEMA_VALUES))))
        .anyMatch(f -> f.contains("more than 200 properties"));
    assertThat(Policies.faults(document(choices(PolicyLimits.SCHEMA_CHOICES)))).isEmpty();
    assertThat(Policies.faults(document(choices(PolicyLimits.SCHEMA_CHOICES + 1))))
        .anyMatch(f -> f.contains("enum: 51 entries (expected at most 50)"));
  }

  @Test
  void saysNothingOfWhatTheToolDoes() {
    String with = document("{type: object, properties: {a: {type: string}}}");
    String without = TIERS + "tools:\n  - {match: pay, reversibility: irreversible}\n";
    assertThat(Map.of("class", Policies.compiled(with).classOf("pay")))
        .isEqualTo(Map.of("class", Policies.compiled(without).classOf("pay")));
  }

  private static String nested(int levels) {
    return "{type: object, properties: {a: ".repeat(levels)
        + "{type: string}"
        + "}}".repeat(levels);
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "p" + i + ": {type: string}")
        .collect(Collectors.joining(", ", "{type: object, properties: {", "}}"));
  }

  private static String choices(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "v" + i)
        .collect(
            Collectors.joining(
                ", ", "{type: object, properties: {a: {type: string, enum: [", "]}}}"));
  }
}
