package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Target;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.DecisionInput.RequestFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionInputJsonTest {

  private static DecisionInput full() {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("whole", 1L);
    arguments.put("fraction", 1.0);
    arguments.put("large", Long.MAX_VALUE);
    arguments.put("tiny", Double.MIN_VALUE);
    arguments.put("nothing", null);
    arguments.put("list", Arrays.asList("a", null, true, List.of(Map.of("z", 1L, "a", 2L))));
    arguments.put("text", "line\nbreak \u0000 \ud83d\ude00 \u2028");
    return new DecisionInput(
        new AgentFacts(
            new AgentId("bot"), new PersonId("olga"), Set.of("b", "a"), Set.of("production")),
        "crm.customers.delete",
        arguments,
        new Target("crm", "customers/42", "production"),
        new RequestFacts("because", Set.of("pii", "secret"), Map.of("k", List.of(1.5, 2L))),
        new TaskFacts("ticket-8812", 7, 1, Set.of("pii")),
        new ChainFacts(2, Set.of("crm.customers.get"), Set.of()),
        Inputs.NOW);
  }

  @Test
  void readsBackWhatWasWritten() {
    assertThat(DecisionInputJson.read(DecisionInputJson.write(full()))).isEqualTo(full());
  }

  @Test
  void writesEqualInputsAsEqualText() {
    assertThat(DecisionInputJson.write(full())).isEqualTo(DecisionInputJson.write(full()));
    assertThat(DecisionInputJson.write(Inputs.call("crm.customers.get", Map.of("id", 42L))))
        .isEqualTo(
            "{\"v\":1,\"agent\":{\"id\":\"support-bot\",\"owner\":\"olga\",\"labels\":[],"
                + "\"environments\":[]},\"tool\":\"crm.customers.get\",\"arguments\":{\"id\":42},"
                + "\"target\":{\"system\":\"\",\"resource\":\"\",\"environment\":\"\"},"
                + "\"request\":{\"reason\":\"\",\"dataTouched\":[],\"attributes\":{}},"
                + "\"task\":{\"id\":\"\",\"requests\":0,\"denied\":0,\"dataTouched\":[]},"
                + "\"chain\":{\"depth\":0,\"tools\":[],\"dataTouched\":[]},"
                + "\"now\":\"2026-11-22T12:00:00.123456Z\"}");
  }

  @Test
  void refusesWhatIsNoJsonValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DecisionInputJson.write(Inputs.call("t", Map.of("n", Double.NaN))))
        .withMessage("not a JSON number: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DecisionInputJson.write(Inputs.call("t", Map.of("n", Inputs.NOW))))
        .withMessage("not a JSON value: java.time.Instant");
  }

  @Test
  void refusesTextThatItDidNotWrite() {
    for (String text : List.of("", "{}", "[]", "{\"v\":2}", "{\"v\":1}", "{\"v\":1,\"v\":1}")) {
      assertThatIllegalArgumentException().isThrownBy(() -> DecisionInputJson.read(text));
    }
    String written = DecisionInputJson.write(full());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DecisionInputJson.read(written.replace("\"requests\":7", "\"requests\":\"7\"")));
    assertThatIllegalArgumentException().isThrownBy(() -> DecisionInputJson.read(written + "{}"));
  }
}
