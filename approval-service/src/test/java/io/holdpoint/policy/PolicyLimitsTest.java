package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each bound of {@link PolicyLimits}: the last that is taken, and the first that is not. */
class PolicyLimitsTest {

  private static void takes(String yaml) {
    assertThat(Policies.faults(yaml)).isEmpty();
  }

  private static void refuses(String yaml, String message) {
    assertThat(Policies.faults(yaml)).anyMatch(fault -> fault.contains(message));
  }

  private static String repeat(int times, String text) {
    return IntStream.range(0, times)
        .mapToObj(i -> text.replace("#", String.valueOf(i)))
        .collect(Collectors.joining());
  }

  @Test
  void documentSize() {
    String padding = "# " + "x".repeat(PolicyLimits.DOCUMENT_BYTES);
    String whole = (Policies.TIERS + padding).substring(0, PolicyLimits.DOCUMENT_BYTES);
    takes(whole);
    refuses(whole + "x", "the document has 1048577 bytes (expected at most 1048576)");
    refuses(
        whole.substring(0, whole.length() - 1) + "\u00e9",
        "the document has 1048577 bytes (expected at most 1048576)");
  }

  @Test
  void documentDepth() {
    refuses("a: " + "[".repeat(11) + "]".repeat(11), "unknown key: a");
    refuses("a: " + "[".repeat(16) + "]".repeat(16), "nested deeper than 16 levels");
    refuses("a: " + "[".repeat(500_000), "nested deeper than 16 levels");
  }

  @Test
  void aliasesAndWhatTheyStandFor() {
    String base = Policies.TIERS + "rules:\n  - {name: R, tier: low, tools: [&a \"x.*\"";
    takes(base + repeat(99, ", *a") + "]}\n");
    refuses(base + repeat(101, ", *a") + "]}\n", "more than 100 uses of aliases");

    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      laughs.append("a").append(i).append(": &a").append(i).append(" [");
      laughs.append(repeat(9, "*a" + (i - 1) + ", ")).append("*a").append(i - 1).append("]\n");
    }
    refuses(laughs.toString(), "more than 500000 values and keys");
  }

  @Test
  void tiers() {
    String tier = "  - {name: t#, outcome: deny}\n";
    takes("tiers:\n" + repeat(20, tier) + "defaultTier: t0\n");
    refuses(
        "tiers:\n" + repeat(21, tier) + "defaultTier: t0\n",
        "tiers: 21 entries (expected at most 20)");
  }

  @Test
  void rulesAndGuardrailsTogether() {
    String rule = "  - {name: r#, tier: low, tools: [t#]}\n";
    String guardrail = "guardrails: [{name: g, tier: low}]\n";
    takes(Policies.TIERS + "rules:\n" + repeat(19_999, rule) + guardrail);
    refuses(
        Policies.TIERS + "rules:\n" + repeat(20_000, rule) + guardrail,
        "20001 rules and guardrails (expected at most 20000)");
    refuses(
        Policies.TIERS + "rules:\n" + repeat(20_001, rule),
        "rules: 20001 entries (expected at most 20000)");
  }

  @Test
  void toolEntries() {
    String tool = "  - {match: t#, system: s}\n";
    String tiers = Policies.TIERS.substring(0, Policies.TIERS.indexOf("tools:")) + "tools:\n";
    takes(tiers + repeat(20_000, tool));
    refuses(tiers + repeat(20_001, tool), "tools: 20001 entries (expected at most 20000)");
  }

  @Test
  void lengthsOfTexts() {
    String rule = "rules: [{name: \"%s\", tier: low, tools: [\"%s\"]}]\n";
    takes(Policies.TIERS + rule.formatted("n".repeat(120), "p".repeat(256)));
    refuses(
        Policies.TIERS + rule.formatted("n".repeat(121), "p"),
        "name: 121 characters (expected 1 to 120)");
    refuses(
        Policies.TIERS + rule.formatted("n", "p".repeat(257)),
        "tools: 257 characters (expected 1 to 256)");
    refuses(Policies.TIERS + rule.formatted("", "p"), "name: 0 characters (expected 1 to 120)");
    refuses(Policies.TIERS + rule.formatted("a\\nb", "p"), "holds control characters");
  }

  @Test
  void slotsCountsPatternsAndLabels() {
    String tier =
        "tiers: [{name: t, outcome: require_approval, approvals: [%s]}]\ndefaultTier: t\n%s";
    takes(tier.formatted(repeat(10, "{group: g#, count: 20},"), ""));
    refuses(
        tier.formatted(repeat(11, "{group: g#},"), ""),
        "approvals: 11 entries (expected at most 10)");
    refuses(tier.formatted("{group: g, count: 21}", ""), "count: the number 21");
    refuses(tier.formatted("{group: g, count: 1.5}", ""), "count: the number 1.5");
    takes(Policies.TIERS + "rules: [{name: r, tier: low, tools: [" + repeat(100, "p#,") + "]}]");
    refuses(
        Policies.TIERS + "rules: [{name: r, tier: low, tools: [" + repeat(101, "p#,") + "]}]",
        "tools: 101 entries (expected at most 100)");
    String tool = "tools: [{match: x, labels: [%s]}]";
    takes(tier.formatted("{group: g}", tool.formatted(repeat(50, "l#,"))));
    refuses(
        tier.formatted("{group: g}", tool.formatted(repeat(51, "l#,"))),
        "labels: 51 entries (expected at most 50)");
  }

  @Test
  void durations() {
    String tier =
        "tiers: [{name: t, outcome: require_approval, approvals: [{group: g}], expireAfter: %s}]\n"
            + "defaultTier: t\n";
    takes(tier.formatted("PT1S"));
    takes(tier.formatted("P30D"));
    for (String bad : List.of("PT0S", "PT0.999S", "P30DT1S", "P1M", "PT99999999999999999999H")) {
      refuses(tier.formatted(bad), "expireAfter: " + bad + " (expected an ISO 8601 duration");
    }
  }

  @Test
  void lengthOfAConditionInCodePoints() {
    String open = "target.system == \"";
    String longest =
        open + "\ud83d\ude00".repeat(PolicyLimits.CONDITION - open.length() - 1) + "\"";
    takes(Policies.withCondition(longest));
    refuses(Policies.withCondition(longest + " "), "when: 4097 characters (expected 1 to 4096)");
  }

  @Test
  void depthOfACondition() {
    takes(Policies.withCondition("1" + repeat(46, " + 1") + " > 0"));
    refuses(Policies.withCondition("1" + repeat(60, " + 1") + " > 0"), "nested too deeply");
    refuses(Policies.withCondition("1" + repeat(1_000, "+1") + " > 0"), "nested too deeply");
    refuses(
        Policies.withCondition("(".repeat(2_000) + "true" + ")".repeat(2_000)),
        "nested too deeply");
    refuses(Policies.withCondition("[".repeat(2_000) + "]".repeat(2_000) + " == []"), "nested too");
  }

  @Test
  void macrosInsideOneAnother() {
    String three = "[1].all(a, [a].all(b, [b].all(c, c == 1)))";
    takes(Policies.withCondition(three));
    refuses(
        Policies.withCondition("[1].all(z, " + three + ")"),
        "4 of all, exists, exists_one, map and filter inside one another (expected at most 3)");
  }

  @Test
  void iterationsOfOneEvaluation() {
    String policy = Policies.withCondition("action.arguments.list.all(x, x == 1)");
    assertThat(decide(policy, Map.of("list", Collections.nCopies(1_000, 1L))))
        .isInstanceOf(Decision.Release.class);
    Decision over = decide(policy, Map.of("list", Collections.nCopies(1_001, 1L)));
    assertThat(over).isInstanceOf(Decision.Hold.class);
    assertThat(over.explanation().errors())
        .containsExactly(
            "rule \"The rule\": action.arguments.list.all: more than 1000 iterations; counted as"
                + " not matched");
  }

  @Test
  void whatPlusMayBuild() {
    String policy =
        Policies.withCondition("(action.arguments.text + action.arguments.text).size() > 0");
    assertThat(decide(policy, Map.of("text", "x".repeat(32_768))))
        .isInstanceOf(Decision.Release.class);
    assertThat(decide(policy, Map.of("text", "x".repeat(32_769))))
        .isInstanceOf(Decision.Hold.class);
    assertThat(decide(policy, Map.of("text", Collections.nCopies(32_768, 1L))))
        .isInstanceOf(Decision.Release.class);
    assertThat(decide(policy, Map.of("text", Collections.nCopies(32_769, 1L))))
        .isInstanceOf(Decision.Hold.class);
  }

  @Test
  @Timeout(20)
  void bombsAreRefusedOrStopped() {
    List<Object> list = new ArrayList<>();
    for (long i = 0; i < 20_000; i++) {
      list.add(i);
    }
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("list", list);
    arguments.put("text", "a".repeat(200_000));
    for (String bomb :
        List.of(
            "action.arguments.list.all(a, action.arguments.list.all(b,"
                + " action.arguments.list.all(c, a + b + c >= 0)))",
            "[action.arguments.text].map(a, a+a+a+a).map(a, a+a+a+a).map(a, a+a+a+a)[0].size() > 0",
            "action.arguments.list.map(a, action.arguments.list)"
                + ".map(b, b + b).map(c, c + c)[0].size() > 0",
            "action.arguments.list.all(a, action.arguments.text.matches(\"(a|aa|aaa)*b\"))",
            "action.arguments.text.matches(\"((((a*)*)*)*)*b\")",
            "action.arguments.list.exists(a, action.arguments.list.exists(b, a * b < 0))")) {
      String yaml = Policies.withCondition(bomb);
      if (Policies.faults(yaml).isEmpty()) {
        assertThat(decide(yaml, arguments)).as(bomb).isInstanceOf(Decision.Hold.class);
      }
    }
  }

  @Test
  void explanationsStayShort() {
    String rules = repeat(200, "  - {name: r#, tier: critical, when: action.arguments.x == #}\n");
    Decision decision = decide(Policies.TIERS + "rules:\n" + rules, Map.of());
    assertThat(decision.tier()).isEqualTo("critical");
    assertThat(decision.explanation().rules()).hasSize(50);
    assertThat(decision.explanation().errors()).hasSize(50).last().isEqualTo("and 151 more");
  }

  @Test
  void anInputThatBreaksTheEvaluationItselfIsNotReleased() {
    CompiledPolicy policy = Policies.compiled(Policies.withCondition("has(action.arguments.self)"));
    Map<String, Object> endless = new HashMap<>();
    endless.put("self", endless);
    Decision decision = policy.decide(Inputs.call("crm.get", endless), 1);
    assertThat(decision).isInstanceOf(Decision.Hold.class);
    assertThat(decision.explanation().errors())
        .containsExactly(
            "rule \"The rule\": evaluation failed (StackOverflowError); counted as not matched");
  }

  @Test
  void manyRulesCostLittleWhereTheToolSelectsFew() {
    String rule = "  - {name: r#, tier: low, tools: [\"t#.*\", \"*.x#\"]}\n";
    CompiledPolicy small = Policies.compiled(Policies.TIERS + "rules:\n" + repeat(10, rule));
    CompiledPolicy large = Policies.compiled(Policies.TIERS + "rules:\n" + repeat(10_000, rule));
    DecisionInput input = Inputs.call("t7.customers.x3");
    Duration ofSmall = time(small, input);
    Duration ofLarge = time(large, input);
    assertThat(ofLarge).isLessThan(ofSmall.multipliedBy(20).plusMillis(50));
  }

  /** The best of several runs of 2,000 decisions. */
  private static Duration time(CompiledPolicy policy, DecisionInput input) {
    Duration best = Duration.ofDays(1);
    for (int run = 0; run < 5; run++) {
      long start = System.nanoTime();
      for (int i = 0; i < 2_000; i++) {
        policy.decide(input, 1);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      best = took.compareTo(best) < 0 ? took : best;
    }
    return best;
  }

  private static Decision decide(String yaml, Map<String, Object> arguments) {
    return Policies.compiled(yaml).decide(Inputs.call("crm.get", arguments), 1);
  }
}
