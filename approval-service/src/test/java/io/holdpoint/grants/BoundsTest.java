package io.holdpoint.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.GrantDesk.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

  private static boolean match(String arguments, Bound... bounds) {
    return Bounds.of(BoundRules.checked(List.of(bounds))).match(object(arguments));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(String json) {
    return (Map<String, Object>) Json.value(json);
  }

  private static Bound exactly(String pointer, String json) {
    return new Bound.Exactly(pointer, json);
  }

  @Test
  void refusesAnArgumentThatNoBoundNames() {
    assertThat(match("{\"a\":1}", exactly("/a", "1"))).isTrue();
    assertThat(match("{\"a\":1,\"b\":2}", exactly("/a", "1"))).isFalse();
    assertThat(match("{\"a\":1,\"b\":{}}", exactly("/a", "1"))).isFalse();
    assertThat(match("{\"a\":1,\"b\":null}", exactly("/a", "1"))).isFalse();
    assertThat(match("{\"a\":1,\"\":2}", exactly("/a", "1"))).isFalse();
    assertThat(match("{}")).isTrue();
    assertThat(match("{\"a\":[]}")).isFalse();
  }

  @Test
  void refusesABoundWhoseArgumentIsMissingUnlessItMayBeAnything() {
    assertThat(match("{}", exactly("/a", "null"))).isFalse();
    assertThat(match("{}", new Bound.Between("/a", 0, 1))).isFalse();
    assertThat(match("{}", new Bound.OneOf("/a", List.of("1")))).isFalse();
    assertThat(match("{}", new Bound.Any("/a"))).isTrue();
    assertThat(match("{\"a\":null}", new Bound.Any("/a"))).isTrue();
  }

  @Test
  void letsNothingHideBelowWhatMayBeAnything() {
    assertThat(match("{\"a\":\"x\"}", new Bound.Any("/a"))).isTrue();
    assertThat(match("{\"a\":{\"b\":1}}", new Bound.Any("/a"))).isFalse();
    assertThat(match("{\"a\":[\"x\"]}", new Bound.Any("/a"))).isFalse();
    assertThat(match("{\"a\":{}}", new Bound.Any("/a"))).isFalse();
  }

  @Test
  void comparesNumbersAsNumbersAndTextsToTheLetter() {
    assertThat(match("{\"a\":1.0}", exactly("/a", "1"))).isTrue();
    assertThat(match("{\"a\":1}", exactly("/a", "1.0"))).isTrue();
    assertThat(match("{\"a\":100}", exactly("/a", "1e2"))).isTrue();
    assertThat(match("{\"a\":\"1\"}", exactly("/a", "1"))).isFalse();
    assertThat(match("{\"a\":true}", exactly("/a", "1"))).isFalse();
    assertThat(match("{\"a\":0}", exactly("/a", "false"))).isFalse();
    assertThat(match("{\"a\":\"A\"}", exactly("/a", "\"a\""))).isFalse();
    assertThat(match("{\"a\":\"a \"}", exactly("/a", "\"a\""))).isFalse();
    // é in one and in two code points
    assertThat(match("{\"a\":\"\\u00e9\"}", exactly("/a", "\"e\\u0301\""))).isFalse();
    assertThat(match("{\"a\":\"\\u0061\"}", exactly("/a", "\"a\""))).isTrue();
    assertThat(match("{\"a\":9007199254740992}", exactly("/a", "9007199254740991"))).isFalse();
    assertThat(match("{\"a\":{\"y\":2.0,\"x\":[1]}}", exactly("/a", "{\"x\":[1.0],\"y\":2}")))
        .isTrue();
    assertThat(match("{\"a\":[1,2]}", exactly("/a", "[2,1]"))).isFalse();
  }

  @Test
  void takesBothEndsOfARangeAndNumbersOnly() {
    var bound = new Bound.Between("/a", 1, 50);
    assertThat(match("{\"a\":1}", bound)).isTrue();
    assertThat(match("{\"a\":50.0}", bound)).isTrue();
    assertThat(match("{\"a\":50.01}", bound)).isFalse();
    assertThat(match("{\"a\":0.99}", bound)).isFalse();
    assertThat(match("{\"a\":-5}", bound)).isFalse();
    assertThat(match("{\"a\":\"20\"}", bound)).isFalse();
    assertThat(match("{\"a\":[20]}", bound)).isFalse();
    assertThat(match("{\"a\":null}", bound)).isFalse();
    assertThat(match("{\"a\":true}", bound)).isFalse();
  }

  @Test
  void readsEscapedPointersAndNothingElse() {
    assertThat(match("{\"a/b\":1}", exactly("/a~1b", "1"))).isTrue();
    assertThat(match("{\"a~b\":1}", exactly("/a~0b", "1"))).isTrue();
    assertThat(match("{\"~1\":1}", exactly("/~01", "1"))).isTrue();
    assertThat(match("{\"a\":{\"b\":1}}", exactly("/a~1b", "1"))).isFalse();
    assertThat(match("{\"\":1}", exactly("/", "1"))).isTrue();
    assertThat(match("{\"%61\":1}", exactly("/a", "1"))).isFalse();
  }

  @Test
  void tellsArraysFromObjectsThatAreNamedLikeThem() {
    assertThat(match("{\"to\":[\"ana\"]}", exactly("/to/0", "\"ana\""))).isTrue();
    assertThat(match("{\"to\":{\"0\":\"ana\"}}", exactly("/to/0", "\"ana\""))).isFalse();
    assertThat(match("{\"to\":[\"ana\",\"eve\"]}", exactly("/to/0", "\"ana\""))).isFalse();
    assertThat(
            match(
                "{\"to\":[[\"a\"],[\"b\"]]}",
                exactly("/to/0/0", "\"a\""),
                exactly("/to/1/0", "\"b\"")))
        .isTrue();
    assertThat(match("{\"to\":[[\"a\",\"b\"]]}", exactly("/to/0/0", "\"a\""))).isFalse();
    assertThat(match("{\"to\":{\"0\":\"ana\"}}", exactly("/to", "{\"0\":\"ana\"}"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "/a~", "/a~2", "/~", "a/b", "#/a", "/a/~x"})
  void refusesWhatIsNoPointer(String pointer) {
    refused("expected a JSON pointer", exactly(pointer, "1"));
  }

  @Test
  void refusesBoundsThatOverlap() {
    refused("has two bounds", exactly("/a", "1"), exactly("/a", "1"));
    refused("lies within", exactly("/a", "{}"), exactly("/a/b", "1"));
    refused("lies within", exactly("", "{}"), exactly("/a", "1"));
    refused("for each argument", new Bound.Any(""));
    assertThat(match("{\"a\":1,\"ab\":2}", exactly("/a", "1"), exactly("/ab", "2"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "1 2",
        "{\"a\":1,\"a\":2}",
        "NaN",
        "12345678901234567890123",
        "\"\\ud800\"",
        "'a'",
        "1e400",
        "[1,]"
      })
  void refusesWhatIsNoJsonValue(String json) {
    refused("bounds: ", exactly("/a", json));
  }

  @Test
  void keepsItsLimitsAtTheEdge() {
    assertThat(bounds(50)).hasSize(50);
    assertThatThrownBy(() -> bounds(51)).hasMessageContaining("at most 50");
    assertThat(BoundRules.checked(List.of(exactly("/" + "a".repeat(499), "1")))).hasSize(1);
    refused("at most 500", exactly("/" + "a".repeat(500), "1"));
    assertThat(BoundRules.checked(List.of(exactly("/a", text(2_000))))).hasSize(1);
    refused("at most 2000", exactly("/a", text(2_001)));
    refused("expected 1 to 20", new Bound.OneOf("/a", List.of()));
    refused("expected 1 to 20", new Bound.OneOf("/a", choices(21)));
    assertThat(BoundRules.checked(List.of(new Bound.OneOf("/a", choices(20))))).hasSize(1);
    refused("two numbers", new Bound.Between("/a", 2, 1));
    refused("two numbers", new Bound.Between("/a", Double.NaN, 1));
    refused("two numbers", new Bound.Between("/a", 0, Double.POSITIVE_INFINITY));
    var ten = new ArrayList<Bound>();
    IntStream.range(0, 10).forEach(i -> ten.add(exactly("/" + i, text(1_998))));
    assertThat(BoundRules.checked(ten)).hasSize(10);
    ten.set(0, exactly("/0", text(1_999)));
    assertThatThrownBy(() -> BoundRules.checked(ten)).hasMessageContaining("at most 20000");
  }

  private static List<Bound> bounds(int count) {
    return BoundRules.checked(
        IntStream.range(0, count).mapToObj(i -> exactly("/a" + i, "1")).toList());
  }

  private static List<String> choices(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static String text(int chars) {
    return "\"" + "x".repeat(chars - 2) + "\"";
  }

  private static void refused(String why, Bound... bounds) {
    assertThatThrownBy(() -> BoundRules.checked(List.of(bounds)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(why);
  }

  @Test
  void bindsExactlyWhatARequestHas() {
    for (String arguments :
        List.of(
            "{}",
            "{\"a\":1,\"b\":{\"c\":[1,{\"d\":null}],\"e\":{}},\"f\":[]}",
            "{\"a\":{\"0\":1}}",
            "{\"7\":1}",
            "{\"a/b\":{\"~\":0.5}}")) {
      var bounds = BoundRules.checked(Bounds.exactly(object(arguments)));
      assertThat(Bounds.of(bounds).match(object(arguments))).as(arguments).isTrue();
      assertThat(Json.print(Bounds.of(bounds).sample(true))).isEqualTo(Json.canonical(arguments));
      assertThat(BoundsJson.read(BoundsJson.write(bounds))).isEqualTo(bounds);
    }
  }

  @Test
  void readsBackWhatWasStored() {
    List<Bound> bounds =
        List.of(
            exactly("/a~1", "{\"x\":1}"),
            new Bound.OneOf("/b", List.of("\"\\\"\"", "null")),
            new Bound.Between("/c", -0.5, 1e21),
            new Bound.Any("/d"));
    assertThat(BoundsJson.read(BoundsJson.write(bounds))).isEqualTo(bounds);
  }
}
