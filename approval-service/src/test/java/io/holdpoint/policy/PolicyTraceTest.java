package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.holdpoint.model.PersonId;
import io.holdpoint.policy.PolicyTrace.Result;
import io.holdpoint.policy.PolicyTrace.Step;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTraceTest {

  private static final String POLICY =
      Policies.TIERS
          + """
            - {match: "pay.*", reversibility: irreversible}
          rules:
            - {name: Small, tier: low, tools: ["pay.*"], when: 'action.arguments.amount < 10'}
            - {name: Often, tier: sensitive, when: 'task.count("pay.*") > 3 || has(action.arguments.note)'}
            - {name: Other, tier: low, tools: ["mail.*"]}
            - {name: Off, tier: low, enabled: false}
          """;

  private static Step step(PolicyTrace trace, String name) {
    return trace.steps().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void tellsOfEveryRuleWhatBecameOfItAndWhatItSaw() {
    CompiledPolicy policy = Policies.compiled(POLICY);
    DecisionInput input = Inputs.call("pay.out", Map.of("amount", 7L));

    PolicyTrace trace = policy.trace(input, 1);

    assertThat(step(trace, "Small").result()).isEqualTo(Result.MATCHED);
    assertThat(step(trace, "Small").saw()).containsExactly(entry("action.arguments.amount", "7"));
    assertThat(step(trace, "Often").result()).isEqualTo(Result.NOT_MATCHED);
    assertThat(step(trace, "Often").saw())
        .containsExactly(
            entry("task.count(\"pay.*\")", "1"), entry("action.arguments.note", "(missing)"));
    assertThat(step(trace, "Other").result()).isEqualTo(Result.OTHER_TOOL);
    assertThat(step(trace, "Off").result()).isEqualTo(Result.OFF);
  }

  @Test
  void showsWhatTheTaskWasOpenedFor() {
    CompiledPolicy policy =
        Policies.compiled(
            Policies.TIERS
                + """
                rules:
                  - {name: Beyond, tier: forbidden, when: 'task.opened && !("pay.*" in task.allowedTools) && task.purpose != "" && task.budget.actions > 5 && "amount" in task.budget.sums'}
                """);
    var terms =
        new DecisionInput.TaskTerms(
            new PersonId("olga"), "refunds", Set.of("shop.*"), 10, 0, Map.of("amount", 500.0), 60);
    var bare = Inputs.call("pay.out");
    var input =
        new DecisionInput(
            bare.agent(),
            bare.tool(),
            bare.arguments(),
            bare.target(),
            bare.request(),
            bare.task().openedAs(Optional.of(terms)),
            bare.chain(),
            bare.now());

    assertThat(step(policy.trace(input, 1), "Beyond").saw())
        .containsExactly(
            entry("task.opened", "true"),
            entry("task.allowedTools", "[\"shop.*\"]"),
            entry("task.purpose", "\"refunds\""),
            entry("task.budget.actions", "10"),
            entry("task.budget.sums", "{amount: 500.0}"));
    assertThat(step(policy.trace(bare, 1), "Beyond").saw())
        .contains(entry("task.opened", "false"), entry("task.purpose", "\"\""));
  }

  @Test
  void aConditionThatFailsSaysWhyAndWhatItSaw() {
    CompiledPolicy policy = Policies.compiled(POLICY);
    PolicyTrace trace = policy.trace(Inputs.call("pay.out", Map.of("amount", "x".repeat(999))), 1);

    assertThat(step(trace, "Small").result()).isEqualTo(Result.FAILED);
    assertThat(step(trace, "Small").error()).contains("another type");
    assertThat(step(trace, "Small").saw().get("action.arguments.amount")).hasSize(201);
  }

  @Test
  void anUnclassifiedToolIsHeldByTheRuleThatIsBuiltIn() {
    PolicyTrace trace = Policies.compiled(POLICY).trace(Inputs.call("zip"), 1);
    assertThat(trace.steps().getFirst().name()).isEqualTo(CompiledPolicy.UNCLASSIFIED_RULE);
  }

  @Test
  void aTraceDecidesAsThePolicyDoesOnTheWholeCorpus() throws IOException {
    assertThat(DecisionCorpusTest.cases())
        .allSatisfy(
            each -> {
              PolicyTrace trace = each.policy().trace(each.input(), 7);
              assertThat(trace.decision()).isEqualTo(each.policy().decide(each.input(), 7));
              for (var rule : trace.decision().explanation().rules()) {
                assertThat(step(trace, rule.name()).result()).isIn(Result.MATCHED, Result.FAILED);
              }
            });
  }
}
