package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The decisions of the corpus in src/test/resources/decisions: each file names a policy (a YAML
 * file beside it, or {@code starter}) and holds cases of what is asked and what is expected. A new
 * behaviour of the policy is a new case there.
 */
class DecisionCorpusTest {

  private static final Path CORPUS = Path.of("src/test/resources/decisions");
  private static final Map<String, CompiledPolicy> COMPILED = new ConcurrentHashMap<>();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  record Case(String name, CompiledPolicy policy, DecisionInput input, Map<?, ?> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CORPUS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        Map<?, ?> content = JSON.readValue(Files.readString(file), Map.class);
        CompiledPolicy policy = policy(file, (String) present(content, "policy"));
        for (Object each : (List<?>) present(content, "cases")) {
          Map<?, ?> one = (Map<?, ?>) each;
          cases.add(
              new Case(
                  CORPUS.relativize(file) + ": " + one.get("name"),
                  policy,
                  input((Map<?, ?>) present(one, "input")),
                  (Map<?, ?>) present(one, "expect")));
        }
      }
    }
    return cases;
  }

  private static Object present(Map<?, ?> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static CompiledPolicy policy(Path file, String name) throws IOException {
    String yaml =
        name.equals("starter")
            ? PolicySource.starter().text()
            : Files.readString(file.resolveSibling(name));
    return COMPILED.computeIfAbsent(yaml, Policies::compiled);
  }

  /** A bare call, with what the case says of it laid over. */
  private static DecisionInput input(Map<?, ?> said) {
    Map<?, ?> bare =
        JSON.readValue(
            DecisionInputJson.write(Inputs.call((String) present(said, "tool"))), Map.class);
    Map<Object, Object> whole = new LinkedHashMap<>();
    bare.forEach(whole::put);
    said.forEach((key, value) -> whole.merge(key, value, DecisionCorpusTest::overlay));
    return DecisionInputJson.read(JSON.writeValueAsString(whole));
  }

  private static Object overlay(Object bare, Object said) {
    if (!(bare instanceof Map<?, ?> under) || !(said instanceof Map<?, ?> over)) {
      return said;
    }
    Map<Object, Object> both = new TreeMap<>();
    under.forEach(both::put);
    over.forEach(both::put);
    return both;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void decidesAsTheCorpusSays(Case each) {
    Decision decision = each.policy().decide(each.input(), 7);

    assertThat(decision.tier()).isEqualTo(each.expected().get("tier"));
    assertThat(outcome(decision)).isEqualTo(each.expected().get("outcome"));
    assertThat(decision.explanation().policyVersion()).isEqualTo(7);
    assertThat(decision.explanation().rules().stream().map(rule -> rule.name()).toList())
        .isEqualTo(each.expected().get("rules"));
    Object errors = each.expected().get("errors");
    assertThat(decision.explanation().errors()).isEqualTo(errors == null ? List.of() : errors);
  }

  private static String outcome(Decision decision) {
    return switch (decision) {
      case Decision.Release release -> "allow";
      case Decision.Hold hold -> "require_approval";
      case Decision.Refuse refuse -> "deny";
    };
  }

  @Test
  void holdsACaseForAndOneAgainstEveryRuleOfTheStarterPolicy() throws IOException {
    List<Case> cases = cases();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(40);
    CompiledPolicy starter = Policies.compiled(PolicySource.starter().text());
    List<List<String>> expected =
        cases.stream()
            .filter(each -> each.name().startsWith("starter/"))
            .map(each -> ((List<?>) present(each.expected(), "rules")).stream())
            .map(rules -> rules.map(String::valueOf).toList())
            .toList();
    Stream.concat(starter.document().rules().stream(), starter.document().guardrails().stream())
        .forEach(
            rule -> {
              assertThat(expected).as(rule.name()).anyMatch(rules -> rules.contains(rule.name()));
              assertThat(expected).as(rule.name()).anyMatch(rules -> !rules.contains(rule.name()));
            });
  }
}
