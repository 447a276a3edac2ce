package io.holdpoint.grants;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.desk.GrantDesk.Bound;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundLearningTest {

  private static List<String> times(int count, String pattern) {
    return IntStream.range(0, count).mapToObj(i -> pattern.replace("#", "" + i)).toList();
  }

  @Test
  void namesConstantsRangesAndChoices() {
    assertThat(
            BoundLearning.learn(
                List.of(
                    "{\"a\":\"x\",\"amount\":5,\"kind\":\"k1\"}",
                    "{\"a\":\"x\",\"amount\":40.5,\"kind\":\"k2\"}",
                    "{\"a\":\"x\",\"amount\":7,\"kind\":\"k1\"}")))
        .contains(
            List.of(
                new Bound.Exactly("/a", "\"x\""),
                new Bound.Between("/amount", 5, 40.5),
                new Bound.OneOf("/kind", List.of("\"k1\"", "\"k2\""))));
  }

  @Test
  void allowsAnythingOnlyInProseThatDoesNothing() {
    assertThat(BoundLearning.learn(times(9, "{\"note\":\"as asked, number #\"}")))
        .contains(List.of(new Bound.Any("/note")));
    for (String hostile :
        List.of(
            "{\"to\":\"person # of us\"}",
            "{\"message\":\"text #\"}",
            "{\"note\":\"to a#@example.org\"}",
            "{\"note\":\"see /etc/#\"}",
            "{\"note\":\"pay 10.#\"}",
            "{\"note\":\"host#.example.org\"}",
            "{\"note\":\"account 1234#\"}",
            "{\"order\":\"W-#\"}")) {
      assertThat(BoundLearning.learn(times(9, hostile))).as(hostile).isEmpty();
    }
  }

  @Test
  void neverMakesARangeOfNumbersThatNameSomething() {
    assertThat(BoundLearning.learn(times(9, "{\"id\":#}"))).isEmpty();
    assertThat(BoundLearning.learn(times(9, "{\"orderId\":#}"))).isEmpty();
    assertThat(BoundLearning.learn(times(3, "{\"id\":#}")))
        .contains(List.of(new Bound.OneOf("/id", List.of("0", "1", "2"))));
    assertThat(BoundLearning.learn(times(9, "{\"paid\":#}")))
        .contains(List.of(new Bound.Between("/paid", 0, 8)));
  }

  @Test
  void learnsNothingFromDifferentShapes() {
    assertThat(BoundLearning.learn(List.of("{\"a\":1}", "{\"a\":1,\"b\":2}"))).isEmpty();
    assertThat(BoundLearning.learn(List.of("{\"a\":[1]}", "{\"a\":[1,1]}"))).isEmpty();
    assertThat(BoundLearning.shape("{\"b\":{\"c\":1},\"a\":2}")).isEqualTo("/a\n/b/c");
  }
}
