package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdpoint.model.Explanation;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.Target;
import io.holdpoint.policy.DecisionInput.RequestFacts;
import io.holdpoint.policy.Effect.Standing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PastTest {

  private static final Decision RELEASED =
      new Decision.Release("low", new Explanation(List.of(), List.of(), 1));

  private static Effect effect(String tool, String system, Map<String, Object> arguments) {
    return effect(tool, system, "", arguments, Set.of());
  }

  private static Effect effect(
      String tool,
      String system,
      String resource,
      Map<String, Object> arguments,
      Set<String> said) {
    DecisionInput bare = Inputs.call(tool, arguments);
    DecisionInput input =
        new DecisionInput(
            bare.agent(),
            tool,
            arguments,
            new Target(system, resource, ""),
            new RequestFacts("", said, Map.of()),
            bare.task(),
            bare.chain(),
            bare.now());
    return Effect.of(input, Set.of("label"), Reversibility.REVERSIBLE);
  }

  private static History of(Past past, Effect action) {
    assertThat(PastJson.write(PastJson.read(PastJson.write(past)))).isEqualTo(PastJson.write(past));
    return past.seenBy(action);
  }

  @Test
  void tellsAsManyPairsApartAsTheBoundAndUnitesTheRest() {
    Past past = new Past();
    for (int i = 0; i < 300; i++) {
      past.add(effect("tool" + (i % 150), "system" + i, Map.of("n", 1L)), Standing.COUNTED);
    }

    History history = of(past, effect("x", "", Map.of()));

    assertThat(history.requests()).isEqualTo(300);
    assertThat(history.entries()).hasSize(2 * History.ENTRIES + 1);
    assertThat(history.entries().stream().mapToLong(History.Entry::count).sum()).isEqualTo(300);
    assertThat(history.sums()).containsEntry("n", BigDecimal.valueOf(300));
    assertThat(history.entries().getFirst().tool()).isEqualTo(History.ANY);
  }

  @Test
  void takesBackFromWhatWasUnited() {
    Past past = new Past();
    for (int i = 0; i < 200; i++) {
      past.add(effect("tool" + i, "", Map.of("n", 1L)), Standing.COUNTED);
    }
    for (int i = 0; i < 200; i++) {
      past.takeBack(effect("tool" + i, "", Map.of("n", 1L)), Standing.GONE);
    }

    History history = of(past, effect("x", "", Map.of()));

    assertThat(history.entries()).allMatch(entry -> entry.count() == 0);
    assertThat(history.sums()).containsEntry("n", BigDecimal.ZERO);
    assertThat(history.dataTouched()).isEmpty();
    assertThat(history.worst()).isEmpty();
    assertThat(history.denied()).isZero();
  }

  @Test
  void sumsEightArgumentsAndTheRestTogetherSoThatNoFlourishHidesAnAmount() {
    Map<String, Object> arguments = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      arguments.put("a" + i, 1L);
    }
    Past past = new Past();
    past.add(effect("pay", "", arguments), Standing.COUNTED);
    past.add(effect("pay", "", Map.of("amount", 990L)), Standing.COUNTED);

    History history = of(past, effect("pay", "", Map.of()));

    assertThat(history.entries().getFirst().sums()).hasSize(History.ARGUMENTS + 1);
    assertThat(Amounts.under(history.entries().getFirst().sums(), "amount"))
        .isEqualByComparingTo("990");
    assertThat(Amounts.under(history.entries().getFirst().sums(), "a1"))
        .isEqualByComparingTo("991");
  }

  @Test
  void countsEachActionAsATargetMoreOnceTooManyAreTold() {
    Past past = new Past();
    for (int i = 0; i < Past.TARGETS; i++) {
      past.add(effect("crm.get", "crm", "customers/" + i, Map.of(), Set.of()), Standing.COUNTED);
    }
    Effect known = effect("crm.get", "crm", "customers/7", Map.of("a", 1L), Set.of());
    Effect fresh = effect("crm.get", "crm", "customers/new", Map.of(), Set.of());
    assertThat(of(past, known).targetSeen()).isTrue();

    past.add(known, Standing.COUNTED);
    past.add(fresh, Standing.COUNTED);
    past.add(fresh, Standing.COUNTED);

    assertThat(of(past, fresh).entries().getFirst().targets()).isEqualTo(Past.TARGETS + 2);
    assertThat(of(past, fresh).targetSeen()).isFalse();
  }

  @Test
  void tellsTargetsWithoutAResourceByTheArguments() {
    assertThat(effect("t", "crm", Map.of("id", 1L)).target())
        .isEqualTo(effect("t", "crm", Map.of("id", 1L)).target())
        .isNotEqualTo(effect("t", "crm", Map.of("id", 2L)).target());
    assertThat(effect("t", "crm", "r", Map.of("id", 1L), Set.of()).target())
        .isEqualTo(effect("t", "crm", "r", Map.of("id", 2L), Set.of()).target());
  }

  @Test
  void losesLabelsBeyondTheBoundAndSaysSo() {
    Past past = new Past();
    Set<String> said = new TreeSet<>();
    for (int i = 0; i < History.LABELS; i++) {
      said.add("l" + i);
    }
    past.add(effect("t", "", "", Map.of(), said), Standing.DENIED);
    assertThat(of(past, effect("t", "", Map.of())).labelsLost()).isFalse();
    past.add(effect("t", "", "", Map.of(), Set.of("secret")), Standing.DENIED);
    assertThat(of(past, effect("t", "", Map.of())).labelsLost()).isTrue();
  }

  @Test
  void readsAmountsAsTheyAreMeant() {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("negative", -5L);
    arguments.put("text", "-99.50");
    arguments.put("fraction", 0.1);
    arguments.put("tiny", 1e-9);
    arguments.put("huge", 1e300);
    arguments.put("least", Long.MIN_VALUE);
    arguments.put("words", "5 euros");
    arguments.put("nothing", null);
    arguments.put("list", List.of(1L, "2", Map.of("amount", 3L, "deep", Map.of("n", 4L))));

    Map<String, BigDecimal> amounts = Amounts.of(arguments);

    assertThat(amounts)
        .containsOnly(
            Map.entry("fraction", new BigDecimal("0.1")),
            Map.entry("huge", BigDecimal.TEN.pow(30)),
            Map.entry("least", new BigDecimal("9223372036854775808")),
            Map.entry("list", BigDecimal.valueOf(3)),
            Map.entry("list.amount", BigDecimal.valueOf(3)),
            Map.entry("negative", BigDecimal.valueOf(5)),
            Map.entry("text", new BigDecimal("99.5")),
            Map.entry("tiny", new BigDecimal("0.000001")));
  }

  @Test
  void remembersAnAgentAlongALogAsTheLedgerDoes() {
    AgentPast agent = new AgentPast();
    Effect pay = effect("pay", "", Map.of("amount", 99L));
    for (int i = 0; i < 10; i++) {
      agent.add("task" + i, pay, RELEASED, Inputs.NOW.plus(Duration.ofHours(i)));
    }
    var now = Inputs.NOW.plus(Duration.ofHours(9));

    var facts = agent.facts(Inputs.call("pay").agent(), pay, now);

    assertThat(facts.requests()).isEqualTo(10);
    assertThat(facts.knowsTarget()).isTrue();
    assertThat(facts.day().sums()).containsEntry("amount", BigDecimal.valueOf(990));
    assertThat(facts.hour().requests()).isBetween(1L, 2L);
    assertThat(agent.task("task3", pay).past().requests()).isEqualTo(1);
    assertThat(agent.task("fresh", pay).past()).isEqualTo(History.NONE);
  }

  @Test
  void refusesWhatItDidNotWrite() {
    for (String text : List.of("", "{}", "[]", "{\"requests\":\"1\"}")) {
      assertThatIllegalArgumentException().isThrownBy(() -> PastJson.read(text));
      assertThatIllegalArgumentException().isThrownBy(() -> EffectJson.read(text));
    }
    Effect effect = effect("t", "s", "r", Map.of("n", 1.5), Set.of("x"));
    assertThat(EffectJson.read(EffectJson.write(effect))).isEqualTo(effect);
  }
}
