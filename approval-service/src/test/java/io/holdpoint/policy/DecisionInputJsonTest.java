package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.Target;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.DecisionInput.RequestFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import io.holdpoint.policy.DecisionInput.TaskTerms;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DecisionInputJsonTest {

  private static final History HISTORY =
      new History(
          7,
          1,
          new TreeSet<>(Set.of("pii")),
          true,
          Optional.of(Reversibility.EXTERNALLY_REVERSIBLE),
          true,
          List.of(
              new History.Entry("crm.customers.get", "", 3, 0, 2, new TreeMap<>()),
              new History.Entry(
                  "payments.pay",
                  "stripe",
                  4,
                  1,
                  2,
                  new TreeMap<>(Map.of("amount", new BigDecimal("990.5"))))));

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
            new AgentId("bot"),
            new PersonId("olga"),
            Set.of("b", "a"),
            Set.of("production"),
            Inputs.NOW,
            12,
            true,
            HISTORY,
            HISTORY.and(HISTORY),
            History.NONE),
        "crm.customers.delete",
        arguments,
        new Target("crm", "customers/42", "production"),
        new RequestFacts(
            "because", Set.of("pii", "secret"), Map.of("k", List.of(1.5, 2L)), "mara@example.com"),
        new TaskFacts(
            "ticket-8812",
            HISTORY,
            Optional.of(
                new TaskTerms(
                    new PersonId("olga"),
                    "Refund \u0000 \ud83d\ude00",
                    Set.of("shop.*", "mail.send"),
                    10,
                    0,
                    Map.of("amount", 500.0, "a.b", 0.1),
                    3600))),
        new ChainFacts(2, HISTORY, HISTORY),
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
                + "\"environments\":[],\"createdAt\":\"2026-01-01T00:00:00Z\",\"requests\":0,"
                + "\"knowsTarget\":false},\"tool\":\"crm.customers.get\",\"arguments\":{\"id\":42},"
                + "\"target\":{\"system\":\"\",\"resource\":\"\",\"environment\":\"\"},"
                + "\"request\":{\"reason\":\"\",\"dataTouched\":[],\"attributes\":{}},"
                + "\"task\":{\"id\":\"\",\"requests\":0,\"denied\":0,\"dataTouched\":[]},"
                + "\"chain\":{\"depth\":0,\"requests\":0,\"denied\":0,\"dataTouched\":[]},"
                + "\"now\":\"2026-11-22T12:00:00.123456Z\"}");
  }

  @Test
  void writesAnEntryOfAHistoryAsAnArray() {
    assertThat(DecisionInputJson.write(full()))
        .contains(
            "\"task\":{\"id\":\"ticket-8812\",\"requests\":7,\"denied\":1,\"dataTouched\":[\"pii\"],"
                + "\"labelsLost\":true,\"worst\":\"externally_reversible\",\"targetSeen\":true,"
                + "\"done\":[[\"crm.customers.get\",\"\",3,0,2],"
                + "[\"payments.pay\",\"stripe\",4,1,2,{\"amount\":\"990.5\"}]],\"opened\":{")
        .contains("\"earlier\":\"all\"");
  }

  @Test
  void readsWhatWasStoredBeforeThereWereHistories() {
    DecisionInput old =
        DecisionInputJson.read(
            "{\"v\":1,\"agent\":{\"id\":\"bot\",\"owner\":\"olga\",\"labels\":[],\"environments\":[]},"
                + "\"tool\":\"t\",\"arguments\":{},"
                + "\"target\":{\"system\":\"\",\"resource\":\"\",\"environment\":\"\"},"
                + "\"request\":{\"reason\":\"\",\"dataTouched\":[],\"attributes\":{}},"
                + "\"task\":{\"id\":\"x\",\"requests\":3,\"denied\":1,\"dataTouched\":[\"pii\"]},"
                + "\"chain\":{\"depth\":1,\"tools\":[\"crm.get\"],\"dataTouched\":[]},"
                + "\"now\":\"2026-11-22T12:00:00Z\"}");

    assertThat(old.task().past().requests()).isEqualTo(3);
    assertThat(old.task().opened()).isEmpty();
    assertThat(old.task().past().dataTouched()).containsExactly("pii");
    assertThat(old.chain().past().tools()).containsExactly("crm.get");
    assertThat(old.agent().week()).isEqualTo(History.NONE);
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
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DecisionInputJson.read(written.replace("\"seconds\":3600", "\"seconds\":\"1\"")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DecisionInputJson.read(written.replace("\"seconds\":3600", "\"second\":3600")));
    assertThatIllegalArgumentException().isThrownBy(() -> DecisionInputJson.read(written + "{}"));
  }
}
