package io.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as asking again for what was denied. */
class LikenessTest {

  private static final CompiledPolicy POLICY =
      Policies.compiled(Policies.TIERS + "  - {match: \"pay.*\", reversibility: irreversible}\n");

  private static String like(String tool, Map<String, Object> arguments, Target target) {
    var bare = Inputs.call(tool, arguments);
    var input =
        new DecisionInput(
            bare.agent(),
            bare.tool(),
            bare.arguments(),
            target,
            bare.request(),
            bare.task(),
            bare.chain(),
            bare.now());
    return POLICY.effect(input).likeness(input);
  }

  private static String like(String tool, Map<String, Object> arguments) {
    return like(tool, arguments, Target.NONE);
  }

  @Test
  void isTheTargetWhereOneIsNamedWhateverIsDoneToIt() {
    var order = new Target("shop", "orders/17", "production");
    assertThat(like("pay.out", Map.of("amount", 50L), order))
        .isEqualTo(like("pay.other", Map.of("sum", 5L, "to", "x"), order))
        .isNotEqualTo(
            like("pay.out", Map.of("amount", 50L), new Target("shop", "orders/18", "production")));
  }

  @Test
  void isTheArgumentsButTheirNumbersWhereNoTargetIsNamed() {
    String denied = like("pay.out", Map.of("order", "A-17", "amount", 50L));
    assertThat(
            List.of(
                like("pay.out", Map.of("order", "A-17", "amount", 20.5)),
                like("pay.out", Map.of("order", "A-17", "amount", "30.00")),
                like("pay.refund", Map.of("order", "A-17", "lines", List.of(1L, 2L))),
                like("pay.refund", Map.of("order", "A-17", "more", Map.of("n", 1L)))))
        .allMatch(denied::equals);
    assertThat(
            List.of(
                like("pay.out", Map.of("order", "A-18", "amount", 50L)),
                like("pay.out", Map.of("order", "A-17", "note", "x"))))
        .noneMatch(denied::equals);
  }

  @Test
  void isTheToolWhereThereAreNumbersOnly() {
    String denied = like("pay.out", Map.of("amount", 50L));
    assertThat(like("pay.out", Map.of("amount", 5L, "rate", 2.5))).isEqualTo(denied);
    assertThat(like("pay.refund", Map.of("amount", 50L))).isNotEqualTo(denied);
  }

  @Test
  void isOfAToolThatOnlyReadsItsOwn() {
    var order = new Target("shop", "orders/17", "production");
    String denied = like("pay.out", Map.of(), order);
    String read = like("orders.get", Map.of(), order);
    assertThat(read).isNotEqualTo(denied).isNotEqualTo(like("lines.get", Map.of(), order));
    assertThat(like("orders.get", Map.of("verbose", true), order)).isEqualTo(read);
  }
}
