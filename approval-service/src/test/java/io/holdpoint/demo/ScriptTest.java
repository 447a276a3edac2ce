package io.holdpoint.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.demo.Script.Errand;
import io.holdpoint.demo.Script.Player;
import io.holdpoint.demo.Script.Step;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptTest {

  private final Script script = Script.read();

  private Stream<Errand> errands() {
    return script.players().stream().map(Player::errands).flatMap(all -> all.stream());
  }

  @Test
  void leavesAtMostTwelveRequestsOpen() {
    assertThat(script.mostOpen()).isBetween(5, 12);
  }

  @Test
  void everyLaneHasAnErrandOfItsOwnToBeginWith() {
    assertThat(script.players())
        .allSatisfy(p -> assertThat(p.errands()).hasSizeGreaterThanOrEqualTo(p.lanes()));
  }

  @Test
  void everyBlankIsOneThatCanBeFilled() {
    var blanks = new Blanks(new SplittableRandom(1));
    assertThat(errands())
        .allSatisfy(
            errand -> {
              assertThat(blanks.fill(errand.task())).doesNotContain("{");
              for (Step step : errand.steps()) {
                assertThat(blanks.fill(step.reason())).doesNotContain("{");
                assertThat(blanks.fill(step.target()).values().toString()).doesNotContain("{");
                assertThat(blanks.fill(step.arguments())).isNotEmpty();
              }
            });
  }

  @Test
  void someErrandsExpireSoonAndSomeHaveSeveralSteps() {
    assertThat(errands().flatMap(e -> e.steps().stream()))
        .anyMatch(step -> step.expiresIn() != null);
    assertThat(errands()).anyMatch(errand -> errand.steps().size() > 1);
  }

  @Test
  void aStringThatIsNothingButABlankTakesTheValuesOwnType() {
    var filled =
        new Blanks(new SplittableRandom(1))
            .fill(Map.of("amount", "{amount}", "text", "{amount} EUR"));
    assertThat(filled.get("amount")).isInstanceOf(Integer.class);
    assertThat(filled.get("text")).isEqualTo(filled.get("amount") + " EUR");
  }

  @Test
  void namesABlankThatNobodyFills() {
    assertThatThrownBy(() -> new Blanks(new SplittableRandom(1)).fill("{nobody}"))
        .hasMessageContaining("{nobody}");
  }
}
