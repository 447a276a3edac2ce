package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.testing.Fuzz;
import io.holdpoint.testing.FuzzJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compiler takes a policy or tells its faults, whatever it is given; what it takes decides. */
class PolicyFuzzTest {

  private static final String[] PIECES = {
    "&a ",
    "*a",
    "<<: *a",
    "!!java.net.URL ",
    "!!python/object ",
    "---\n",
    "...\n",
    "%YAML 1.3\n",
    "{",
    "}",
    "[",
    "]",
    "- ",
    ": ",
    "? ",
    "\t",
    "\n",
    "\n  ",
    "|",
    ">",
    "'",
    "\"",
    "#",
    "@",
    "`",
    "~",
    "null",
    "1e999",
    "0x1f",
    "0o7",
    ".inf",
    "2026-11-23",
    "yes",
    "\u0000",
    "\u2028",
    "\ufeff",
    "\ud83d\ude00",
    "x".repeat(300),
    "tiers:",
    "rules:",
    "when: ",
    "guardrails:\n",
    "PT999999999H",
    "P-1D",
    "count: -1",
    "-1",
    "99999999999999999999",
    "name: low",
    "outcome: allow",
    "defaultTier: low"
  };

  private static final String[] CEL = {
    "action",
    "action.arguments",
    "action.arguments.x",
    "tool.reversibility",
    "target.environment",
    "agent.labels",
    "request.reason",
    "task.id",
    "task.budget.sums",
    "chain.tools",
    "now",
    "has(action.arguments.a)",
    "size(",
    ")",
    "(",
    "==",
    "!=",
    "&&",
    "||",
    "!",
    "?",
    ":",
    "+",
    "-",
    "*",
    "/",
    "%",
    "in",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "\"a\"",
    "'b'",
    "1",
    "1.5",
    "1u",
    "-1",
    "9223372036854775807",
    "0x7f",
    "true",
    "false",
    "null",
    "b\"x\"",
    "r'\\d'",
    ".all(x, ",
    ".exists(x, ",
    ".map(x, ",
    ".filter(x, ",
    ".matches('(a+)+$')",
    ".startsWith('a')",
    "duration('1h')",
    "timestamp(0)",
    "type(",
    "dyn(",
    "int(",
    "string(",
    "java.lang.Runtime",
    "getClass()",
    "\\",
    "\n",
    "\u0000",
    "x",
    "``",
    "/*",
    "//"
  };

  private static final List<String> DOCUMENTS = documents();

  @Test
  void aSpoiledDocumentIsTakenOrItsFaultsAreTold() {
    Fuzz.inputs(
        "policy documents",
        1_500,
        random -> compile(random, Fuzz.spoiled(random, Fuzz.oneOf(random, DOCUMENTS), PIECES)));
  }

  @Test
  void aConditionByChanceIsTakenOrItsFaultsAreTold() {
    Fuzz.inputs(
        "conditions",
        4_000,
        random -> {
          var condition = new StringBuilder();
          for (int i = 1 + random.nextInt(12); i > 0; i--) {
            condition.append(Fuzz.oneOf(random, CEL)).append(random.nextBoolean() ? " " : "");
          }
          compile(random, Policies.withCondition(condition.toString()));
        });
  }

  private static void compile(Random random, String document) {
    switch (new PolicyCompiler().compile(document, List.of("standard-approval"))) {
      case Compilation.Faulty(var faults) ->
          assertThat(faults)
              .as(document)
              .isNotEmpty()
              .allSatisfy(
                  fault -> assertThat(fault.message()).doesNotContain("Exception", "\tat "));
      case Compilation.Compiled(var policy) -> {
        Map<String, Object> arguments = new LinkedHashMap<>();
        FuzzJson.object(random, 3)
            .forEach(
                (name, value) -> {
                  if (value != null) {
                    arguments.put(name, value);
                  }
                });
        for (String tool : List.of("shop.orders.refund", "crm.customers.get", "x")) {
          assertThat(policy.decide(Inputs.call(tool, arguments), 1)).as(document).isNotNull();
        }
      }
    }
  }

  private static List<String> documents() {
    try (Stream<Path> corpus = Files.walk(Path.of("src/test/resources/decisions"))) {
      return Stream.concat(
              corpus.filter(file -> file.toString().endsWith(".yaml")),
              Stream.of(
                  Path.of("src/main/resources/policy/starter.yaml"),
                  Path.of("../docs/examples/retail-policy.yaml")))
          .sorted()
          .map(
              file -> {
                try {
                  return Files.readString(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
