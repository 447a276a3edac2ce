package io.holdpoint.request.posted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdpoint.model.Target;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.Problem.FieldError;
import io.holdpoint.platform.ProblemException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {

  private static PostedRequest parse(String body) {
    return RequestParser.parse(body.getBytes(UTF_8));
  }

  private static Problem refusal(byte[] body) {
    return catchThrowableOfType(ProblemException.class, () -> RequestParser.parse(body)).problem();
  }

  private static Problem refusal(String body) {
    return refusal(body.getBytes(UTF_8));
  }

  private static String withTool(String tool) {
    return "{\"action\":{\"tool\":\"" + tool + "\"}}";
  }

  private static String with(String member) {
    return "{\"action\":{\"tool\":\"t\"}," + member + "}";
  }

  private static String withArguments(String arguments) {
    return "{\"action\":{\"tool\":\"t\",\"arguments\":" + arguments + "}}";
  }

  @Test
  void readsARequestWithEverything() {
    var posted =
        parse(
            """
            { "action": { "tool": "crm.customers.delete", "arguments": {"id": "42", "n": 1e2},
                          "target": {"system": "crm", "resource": "customers/42", "environment": "production"} },
              "reason": "The customer asked\\nfor erasure", "task": "ticket-8812",
              "context": { "parent": "0190a2b4-0000-7000-8000-000000000001", "dataTouched": ["pii","pii"],
                           "attributes": {"k": [true, null]} },
              "expiresIn": 3600 }
            """);
    assertThat(posted.tool()).isEqualTo("crm.customers.delete");
    assertThat(posted.arguments().text()).isEqualTo("{\"id\":\"42\",\"n\":100}");
    assertThat(posted.values()).isEqualTo(Map.of("id", "42", "n", 100L));
    assertThat(posted.named()).isEqualTo(new Target("crm", "customers/42", "production"));
    assertThat(posted.reason()).isEqualTo("The customer asked\nfor erasure");
    assertThat(posted.task()).isEqualTo("ticket-8812");
    assertThat(posted.parent()).isPresent();
    assertThat(posted.dataTouched()).containsExactly("pii");
    assertThat(posted.expiresIn()).contains(Duration.ofHours(1));
    assertThat(posted.context().text()).contains("\"dataTouched\":[\"pii\",\"pii\"]");
  }

  @Test
  void needsNothingButATool() {
    var posted = parse(withTool("t"));
    assertThat(posted.arguments().text()).isEqualTo("{}");
    assertThat(posted.target().text()).isEqualTo("{}");
    assertThat(posted.context().text()).isEqualTo("{}");
    assertThat(posted.named()).isEqualTo(Target.NONE);
    assertThat(posted.reason()).isEmpty();
    assertThat(posted.expiresIn()).isEmpty();
  }

  @Test
  void hashesABodyByItsMeaningNotItsSpelling() {
    assertThat(parse(" {\"expiresIn\":1e1, \"action\":{\"tool\":\"t\"}}").bodyHash())
        .isEqualTo(parse("{\"action\":{\"tool\":\"t\"},\"expiresIn\":10}").bodyHash())
        .isNotEqualTo(parse("{\"action\":{\"tool\":\"t\"},\"expiresIn\":11}").bodyHash());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"action\"",
        "{\"action\":}",
        "{\"action\":{\"tool\":\"t\"},}",
        "{'action':{}}",
        "{\"action\":{\"tool\":\"t\"}} {}",
        "{\"action\":{\"tool\":\"t\"}}]",
        "{\"action\":{\"tool\":\"t\",\"arguments\":{\"n\":NaN}}}",
        "{\"action\":{\"tool\":\"t\",\"arguments\":{\"n\":01}}}",
        "{\"action\":{\"tool\":\"t\",\"arguments\":{\"n\":+1}}}",
        "{\"action\":{\"tool\":\"t\",\"arguments\":{\"n\":1.}}}",
        "{\"action\":{\"tool\":\"t\u0000\"}}",
        "{\"action\":{\"tool\":\"t\n\"}}",
        "{\"action\":{\"tool\":\"\\x41\"}}",
        "{\"action\":{\"tool\":\"\\u\u1031041\"}}", // a letter whose low byte is a digit
        "\ufeff{\"action\":{\"tool\":\"t\"}}",
        "// hi\n{\"action\":{\"tool\":\"t\"}}",
      })
  void refusesWhatIsNoJson(String body) {
    Problem problem = refusal(body);
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.code()).isEqualTo("malformed_json");
    assertThat(problem.detail()).contains("line ").contains("column ");
  }

  @Test
  void saysWhereItStopsBeingJson() {
    assertThat(refusal("{\n  \"action\": oops\n}").detail()).contains("line 2").contains("oops");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] latin = withTool("caf\u00e9").getBytes(ISO_8859_1);
    assertThat(refusal(latin).code()).isEqualTo("malformed_json");
    assertThat(refusal(latin).detail()).contains("UTF-8").contains("0xe9").contains("offset 22");
    byte[] cut = {'"', (byte) 0xe2, (byte) 0x82};
    assertThat(refusal(cut).detail()).contains("UTF-8");
    byte[] surrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};
    assertThat(refusal(surrogate).detail()).contains("UTF-8");
    byte[] overlong = {'"', (byte) 0xc0, (byte) 0x80, '"'};
    assertThat(refusal(overlong).detail()).contains("UTF-8");
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"action\":{\"tool\":\"a\",\"tool\":\"b\"}} | /action/tool",
        "{\"action\":{\"tool\":\"a\"},\"action\":{\"tool\":\"a\"}} | /action",
        "{\"action\":{\"tool\":\"a\",\"arguments\":{\"x\":[{\"y\":1,\"y\":1}]}}} | /action/arguments/x/0/y",
        "{\"action\":{\"tool\":\"a\",\"\\u0074ool\":\"b\"}} | /action/tool",
      })
  void refusesANameThatOccursTwice(String body, String pointer) {
    Problem problem = refusal(body);
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.code()).isEqualTo("duplicate_key");
    assertThat(problem.errors()).extracting(FieldError::pointer).containsExactly(pointer);
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | `` | an array of 0, expected an object",
        "42 | `` | the number 42, expected an object",
        "null | `` | null, expected an object",
        "{\"action\":[]} | /action | an array of 0, expected an object",
        "{\"action\":{\"tool\":42}} | /action/tool | the number 42, expected a string",
        "{\"action\":{\"tool\":null}} | /action/tool | null, expected a string; leave the field out",
        "{\"action\":{\"tool\":\"\"}} | /action/tool | has 0 characters, expected 1 to 200",
        "{\"action\":{\"tool\":\"a b\"}} | /action/tool | has other characters, expected letters",
        "{\"action\":{\"tool\":\"t\",\"arguments\":[]}} | /action/arguments | expected an object",
        "{\"action\":{\"tool\":\"t\",\"arguments\":\"{}\"}} | /action/arguments | expected an object",
        "{\"action\":{\"tool\":\"t\",\"name\":\"x\"}} | /action/name | unknown field, expected one of: arguments, target, tool",
        "{\"action\":{\"tool\":\"t\",\"target\":{\"host\":\"x\"}}} | /action/target/host | unknown field",
        "{\"action\":{\"tool\":\"t\",\"target\":{\"system\":1}}} | /action/target/system | the number 1, expected a string",
        "{\"action\":{\"tool\":\"t\"},\"priority\":1} | /priority | unknown field, expected one of: action, context, expiresIn, reason, task",
        "{\"action\":{\"tool\":\"t\"},\"reason\":true} | /reason | true, expected a string",
        "{\"action\":{\"tool\":\"t\"},\"task\":\"a\\u202eb\"} | /task | U+202E",
        "{\"action\":{\"tool\":\"t\"},\"task\":\"a\\nb\"} | /task | U+000A",
        "{\"action\":{\"tool\":\"t\"},\"reason\":\"a\\u0000b\"} | /reason | U+0000",
        "{\"action\":{\"tool\":\"t\"},\"reason\":\"a\\u202eb\"} | /reason | U+202E",
        "{\"action\":{\"tool\":\"t\"},\"expiresIn\":\"3600\"} | /expiresIn | the string \"3600\", expected a whole number",
        "{\"action\":{\"tool\":\"t\"},\"expiresIn\":0} | /expiresIn | the number 0, expected a whole number from 1 to 2592000",
        "{\"action\":{\"tool\":\"t\"},\"expiresIn\":2592001} | /expiresIn | 2592001",
        "{\"action\":{\"tool\":\"t\"},\"expiresIn\":1.5} | /expiresIn | 1.5",
        "{\"action\":{\"tool\":\"t\"},\"context\":{\"sharedWith\":[\"a\",\"B b\"]}} | /context/sharedWith/1 |"
            + " \"B b\" is no agent's id, expected 1 to 64 lower case letters, digits and -",
        "{\"action\":{\"tool\":\"t\"},\"context\":{\"parent\":\"x\"}} | /context/parent | no request of this agent",
        "{\"action\":{\"tool\":\"t\"},\"context\":{\"dataTouched\":\"pii\"}} | /context/dataTouched | the string \"pii\", expected an array",
        "{\"action\":{\"tool\":\"t\"},\"context\":{\"dataTouched\":[1]}} | /context/dataTouched/0 | the number 1",
        "{\"action\":{\"tool\":\"t\"},\"context\":{\"attributes\":[]}} | /context/attributes | expected an object",
        "{\"action\":{\"tool\":\"t\"},\"context\":{\"user\":1}} | /context/user | unknown field",
        "{\"action\":{\"tool\":\"t\"},\"context\":{\"before\":null}} | /context/before | null, expected a value",
        "{\"action\":{\"tool\":\"t\",\"arguments\":{\"n\":12345678901234567890123}}} | /action/arguments/n | binary64",
        "{\"action\":{\"tool\":\"t\",\"arguments\":{\"s\":\"\\ud800\"}}} | /action/arguments/s | lone surrogate \\ud800",
        "{\"action\":{\"tool\":\"t\",\"arguments\":{\"\\udc00\":1}}} | /action/arguments/\\udc00 | lone surrogate",
        "{\"action\":{\"tool\":\"t\",\"arguments\":{\"a\\u0007\":1}}} | /action/arguments/a\\u0007 | control characters",
      })
  void refusesWhatIsNotAcceptable(String body, String pointer, String detail) {
    Problem problem = refusal(body);
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.code()).isEqualTo("invalid_request");
    assertThat(problem.errors())
        .anySatisfy(
            error -> {
              assertThat(error.pointer()).isEqualTo(pointer == null ? "" : pointer);
              assertThat(error.detail()).contains(detail);
            });
  }

  @Test
  void missesTheToolByName() {
    assertThat(refusal("{}").errors())
        .extracting(FieldError::pointer)
        .containsExactly("/action", "/action/tool");
    assertThat(refusal("{\"action\":{}}").errors())
        .containsExactly(
            new FieldError(
                "/action/tool", "missing, expected the name of the tool that is to be called"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crm\u0430",
        "crm\\u0000",
        "crm\\n",
        "crm\u200b",
        "crm\u202e",
        "crm\u00a0x",
        "crm\u2024get",
        "crm\\t",
        "crm ",
        "<b>",
        "\uff43rm",
        "\ud835\udc1arm",
        "'; drop",
        "a\\\\b",
        "a%00"
      })
  void refusesToolNamesThatLookLikeOthers(String tool) {
    assertThat(refusal(withTool(tool)).errors())
        .extracting(FieldError::pointer)
        .containsExactly("/action/tool");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "crm.customers.get", "mcp__shop__refund", "fs/read-file", "x:y:1"})
  void takesOrdinaryToolNames(String tool) {
    assertThat(parse(withTool(tool)).tool()).isEqualTo(tool);
  }

  @Test
  void namesAllFaultsAtOnce() {
    var problem =
        refusal(
            "{\"action\":{\"tool\":7,\"arguments\":3,\"x\":1},\"reason\":1,\"task\":2,"
                + "\"context\":{\"dataTouched\":[1,\"b c\"]},\"expiresIn\":-1}");
    assertThat(problem.errors())
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder(
            "/action/x",
            "/action/tool",
            "/action/arguments",
            "/reason",
            "/task",
            "/context/dataTouched/0",
            "/context/dataTouched/1",
            "/expiresIn");
    assertThat(problem.detail()).contains("7 more");
  }

  @Test
  void listsAtMostFiftyFaults() {
    String unknown =
        IntStream.range(0, 80).mapToObj(i -> "\"x" + i + "\":1").collect(Collectors.joining(","));
    assertThat(refusal(with(unknown)).errors()).hasSize(Limits.FAULTS);
  }

  @Test
  void showsHostileNamesAndValuesShortAndVisible() {
    var error =
        refusal("{\"action\":{\"tool\":\"t\"},\"<script>\u202e" + "x".repeat(200) + "\":1}")
            .errors()
            .get(0);
    assertThat(error.pointer()).startsWith("/<script>\\u202exxx").hasSizeLessThan(80);
    assertThat(refusal(withTool("\u202e" + "y".repeat(150))).errors().get(0).detail())
        .contains("\\u202e")
        .contains("(151 characters)");
  }

  @Test
  void takesEachLengthUpToItsEdge() {
    assertThat(parse(withTool("t".repeat(200))).tool()).hasSize(200);
    assertThat(parse(with("\"reason\":\"" + "r".repeat(4_000) + "\"")).reason()).hasSize(4_000);
    assertThat(parse(with("\"task\":\"" + "r".repeat(200) + "\"")).task()).hasSize(200);
    assertThat(parse(with("\"expiresIn\":2592000")).expiresIn()).contains(Duration.ofDays(30));
    assertThat(parse(labels(64, 64)).dataTouched()).hasSize(64);
    assertThat(parse(target(500)).named().resource()).hasSize(500);
    parse(withArguments("{\"" + "n".repeat(256) + "\":1}"));
    parse(withArguments(members(Limits.MEMBERS - 3)));
    parse(withArguments(nested(30)));
  }

  @Test
  void refusesEachLengthBeyondItsEdge() {
    for (String body :
        List.of(
            withTool("t".repeat(201)),
            with("\"reason\":\"" + "r".repeat(4_001) + "\""),
            with("\"task\":\"" + "r".repeat(201) + "\""),
            labels(65, 1),
            labels(1, 65),
            target(501),
            withArguments("{\"" + "n".repeat(257) + "\":1}"),
            withArguments(members(Limits.MEMBERS - 2)),
            withArguments(nested(31)),
            withArguments(nested(10_000)))) {
      Problem problem = refusal(body);
      assertThat(problem.status()).isEqualTo(422);
      assertThat(problem.errors()).hasSize(1);
    }
  }

  @Test
  void takesABodyUpToItsEdge() {
    String start = "{\"action\":{\"tool\":\"t\",\"arguments\":{\"s\":\"";
    String end = "\"}}}";
    int room = Limits.BODY_BYTES - start.length() - end.length();
    assertThat(parse(start + "x".repeat(room) + end).arguments().text()).hasSizeGreaterThan(room);
    assertThat(refusal(start + "x".repeat(room + 1) + end).status()).isEqualTo(413);
  }

  @Test
  void refusesABodyWhoseCanonicalFormIsTooLarge() {
    String numbers = String.join(",", Collections.nCopies(20_000, "1e20"));
    assertThat(refusal(withArguments("{\"n\":[" + numbers + "]}")).status()).isEqualTo(413);
  }

  @Test
  void takesWhatStandsThereBeforeAndAfterUpToItsLimit() {
    for (String name : List.of("before", "after")) {
      String full = "\"" + "x".repeat(Limits.STATE_BYTES - 2) + "\"";
      String body = "{\"action\":{\"tool\":\"t\"},\"context\":{\"" + name + "\":%s}}";
      assertThat(parse(body.formatted(full)).context().text()).contains(full);
      assertThat(parse(body.formatted("[1,{\"a\":null}]")).context().text())
          .isEqualTo("{\"" + name + "\":[1,{\"a\":null}]}");
      assertThat(refusal(body.formatted(full.replaceFirst("x", "xx"))).errors())
          .singleElement()
          .satisfies(e -> assertThat(e.pointer()).isEqualTo("/context/" + name));
    }
  }

  /** An object of so many levels, itself counted. */
  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String labels(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + "%02d".formatted(i).repeat(64).substring(0, length) + "\"")
        .collect(
            Collectors.joining(
                ",", "{\"action\":{\"tool\":\"t\"},\"context\":{\"dataTouched\":[", "]}}"));
  }

  private static String target(int length) {
    return "{\"action\":{\"tool\":\"t\",\"target\":{\"resource\":\"" + "r".repeat(length) + "\"}}}";
  }
}
