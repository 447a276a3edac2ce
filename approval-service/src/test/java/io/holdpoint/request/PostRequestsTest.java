package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostRequestsTest extends RequestsApi {

  @Test
  void releasesAtOnceWhatThePolicyAllows() {
    Reply reply = agent.post("/v1/requests", READ);
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/v1/requests/" + reply.at("/id"));
    assertThat(reply.at("/status")).isEqualTo("approved");
    assertThat(reply.at("/tier")).isEqualTo("low");
    assertThat(reply.at("/agent")).isEqualTo(agentId.value());
    assertThat(reply.at("/verdict/outcome")).isEqualTo("approved");
    assertThat(reply.at("/verdict/basis")).isEqualTo("policy");
    assertThat(reply.at("/explanation/rules/0/name")).isEqualTo("Reads are free");
    assertThat(reply.json().at("/explanation/policyVersion").asInt()).isPositive();
    assertThat(reply.json().at("/approvals/demanded")).isEmpty();
    assertThat(reply.json().get("expiresAt").isNull()).isTrue();
    assertThat(reply.at("/verdict/token")).isNotEmpty();
  }

  @Test
  void deniesAtOnceWhatThePolicyForbids() {
    Reply reply = agent.post("/v1/requests", CLOSE);
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.at("/status")).isEqualTo("denied");
    assertThat(reply.at("/verdict/basis")).isEqualTo("policy");
  }

  @Test
  void holdsWhatPeopleDecide() {
    Reply reply = agent.post("/v1/requests", REFUND);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header("Location")).isEqualTo("/v1/requests/" + reply.at("/id"));
    assertThat(reply.at("/status")).isEqualTo("pending");
    assertThat(reply.json().get("verdict").isNull()).isTrue();
    assertThat(reply.json().get("decidedAt").isNull()).isTrue();
    assertThat(reply.at("/approvals/demanded/0/group")).isEqualTo("reviewers");
    assertThat(reply.at("/expiresAt")).endsWith("Z");
    assertThat(reply.header("Preference-Applied")).isEmpty();
  }

  @Test
  void answersWithTheActionAsPostedAndItsPublishedDigest() {
    Reply reply =
        agent.post(
            "/v1/requests",
            "{\"task\":\"t\",\"action\":{\"arguments\":{\"b\":1e2,\"a\":\"é\"},"
                + "\"target\":{\"system\":\"shop\"},\"tool\":\"shop.orders.get\"}}");
    assertThat(reply.json().at("/action/arguments").toString())
        .isEqualTo("{\"a\":\"é\",\"b\":100}");
    assertThat(reply.json().at("/action/target").toString()).isEqualTo("{\"system\":\"shop\"}");
    assertThat(reply.at("/action/digest"))
        .isEqualTo(
            "sha256:"
                + ActionDigest.sha256(
                    "{\"agent\":\""
                        + agentId
                        + "\",\"arguments\":{\"a\":\"é\",\"b\":100},\"target\":{\"system\":\"shop\"},"
                        + "\"task\":\"t\",\"tool\":\"shop.orders.get\"}"));
  }

  @Test
  void tellsThePolicyWhatTheAgentSays() {
    Reply reply =
        agent.post(
            "/v1/requests",
            "{\"action\":{\"tool\":\"shop.orders.get\"},\"context\":{\"dataTouched\":[\"secret\"]}}");
    assertThat(reply.status()).isEqualTo(202);
  }

  // The trouble table, row by row: nothing of it is stored.

  private void refused(Reply reply, int status, String code) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.at("/code")).isEqualTo(code);
    assertThat(reply.at("/type")).isEqualTo("urn:holdpoint:problem:" + code);
    assertThat(reply.json().at("/status").asInt()).isEqualTo(status);
    assertThat(reply.at("/instance"))
        .isEqualTo("urn:holdpoint:call:" + reply.header("X-Request-Id"));
    assertThat(stored()).isZero();
  }

  @Test
  void refusesMalformedJsonAndStoresNothing() {
    Reply reply = agent.post("/v1/requests", "{\"action\": {\"tool\": }}");
    refused(reply, 400, "malformed_json");
    assertThat(reply.at("/detail")).contains("line 1, column 2");
  }

  @Test
  void refusesDuplicateKeysAndStoresNothing() {
    Reply reply =
        agent.post(
            "/v1/requests", "{\"action\":{\"tool\":\"shop.orders.get\",\"tool\":\"shop.close\"}}");
    refused(reply, 400, "duplicate_key");
    assertThat(reply.at("/errors/0/pointer")).isEqualTo("/action/tool");
  }

  @Test
  void refusesUnknownFieldsAndStoresNothing() {
    Reply reply =
        agent.post("/v1/requests", "{\"action\":{\"tool\":\"shop.orders.get\"},\"urgent\":1}");
    refused(reply, 422, "invalid_request");
    assertThat(reply.at("/errors/0/pointer")).isEqualTo("/urgent");
    assertThat(reply.at("/errors/0/detail")).contains("unknown field, expected one of");
  }

  @Test
  void refusesWrongTypesAndStoresNothing() {
    Reply reply =
        agent.post("/v1/requests", "{\"action\":{\"tool\":42},\"expiresIn\":\"60\",\"reason\":7}");
    refused(reply, 422, "invalid_request");
    assertThat(reply.json().at("/errors")).hasSize(3);
    assertThat(reply.body()).contains("the number 42, expected a string");
  }

  @Test
  void refusesANumberThatJsonCannotCarryExactlyAndStoresNothing() {
    Reply reply =
        agent.post(
            "/v1/requests",
            "{\"action\":{\"tool\":\"shop.orders.get\",\"arguments\":{\"id\":12345678901234567890123}}}");
    refused(reply, 422, "invalid_request");
    assertThat(reply.at("/errors/0/pointer")).isEqualTo("/action/arguments/id");
    assertThat(reply.at("/errors/0/detail"))
        .contains("12345678901234567890123")
        .contains("binary64");
  }

  @Test
  void refusesABodyThatIsTooDeepAndStoresNothing() {
    String deep = "[".repeat(40) + "]".repeat(40);
    Reply reply =
        agent.post(
            "/v1/requests",
            "{\"action\":{\"tool\":\"shop.orders.get\",\"arguments\":{\"a\":" + deep + "}}}");
    refused(reply, 422, "invalid_request");
    assertThat(reply.at("/errors/0/detail")).contains("33 levels").contains("32");
  }

  @Test
  void refusesABodyOver256KbAndStoresNothing() {
    String large =
        "{\"action\":{\"tool\":\"shop.orders.get\",\"arguments\":{\"a\":\""
            + "x".repeat(262_144)
            + "\"}}}";
    refused(agent.post("/v1/requests", large), 413, "body_too_large");
  }

  @Test
  void refusesABodyOver256KbWhoseLengthIsNotAnnounced() {
    byte[] large = " ".repeat(262_145).getBytes(StandardCharsets.US_ASCII);
    refused(
        HttpCalls.send(
            agent
                .to("/v1/requests")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))),
        413,
        "body_too_large");
  }

  @Test
  void refusesControlCharactersInAToolNameAndStoresNothing() {
    for (String tool : List.of("shop\\u0000get", "shop\\nget", "shop\\u202eget", "sh\u043ep.get")) {
      Reply reply = agent.post("/v1/requests", "{\"action\":{\"tool\":\"" + tool + "\"}}");
      refused(reply, 422, "invalid_request");
      assertThat(reply.at("/errors/0/pointer")).isEqualTo("/action/tool");
    }
  }

  @Test
  void refusesWhatIsNotUtf8AndStoresNothing() {
    refused(
        agent.post(
            "/v1/requests",
            "{\"action\":{\"tool\":\"t\"},\"reason\":\"café\"}"
                .getBytes(StandardCharsets.ISO_8859_1)),
        400,
        "malformed_json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json;charset=utf-16",
        "nonsense"
      })
  void refusesOtherContentTypes(String type) {
    refused(
        HttpCalls.send(
            agent
                .to("/v1/requests")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(READ))),
        415,
        "unsupported_media_type");
  }

  @Test
  void refusesACallerThatAcceptsNoJsonBeforeAnythingIsStored() {
    refused(agent.post("/v1/requests", READ, "Accept", "text/html"), 406, "not_acceptable");
  }

  @Test
  void refusesAParentThatIsNotThereAndOneOfAnotherAgentAlike() {
    String foreign =
        agentNamed(new AgentId(agentId + "-other")).post("/v1/requests", READ).at("/id");
    String body = "{\"action\":{\"tool\":\"shop.orders.get\"},\"context\":{\"parent\":\"%s\"}}";
    Reply others = agent.post("/v1/requests", body.formatted(foreign));
    refused(others, 422, "invalid_request");
    assertThat(others.at("/errors/0/pointer")).isEqualTo("/context/parent");
    for (String id : List.of("0199e0a2-7c44-7d1e-9c35-0a4be1a1f6d2", "no-id")) {
      Reply none = agent.post("/v1/requests", body.formatted(id));
      refused(none, 422, "invalid_request");
      assertThat(none.json().at("/errors")).isEqualTo(others.json().at("/errors"));
      assertThat(none.at("/detail")).isEqualTo(others.at("/detail"));
    }
  }

  @Test
  void takesAParentOfItsOwn() {
    String parent = agent.post("/v1/requests", READ).at("/id");
    Reply child =
        agent.post(
            "/v1/requests",
            "{\"action\":{\"tool\":\"shop.orders.get\"},\"context\":{\"parent\":\""
                + parent
                + "\"}}");
    assertThat(child.status()).isEqualTo(201);
  }

  // Idempotency

  @Test
  void givesTheSameRequestForTheSameKeyAsItStandsNow() {
    Reply first = agent.post("/v1/requests", REFUND, "Idempotency-Key", "k 1");
    assertThat(first.status()).isEqualTo(202);
    agent.post("/v1/requests/" + first.at("/id") + "/cancel", "");
    Reply again = agent.post("/v1/requests", " " + REFUND, "Idempotency-Key", "k 1");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.at("/id")).isEqualTo(first.at("/id"));
    assertThat(again.at("/status")).isEqualTo("cancelled");
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void refusesTheSameKeyWithAnotherBodyAndKeepsTheFirst() {
    Reply first = agent.post("/v1/requests", REFUND, "Idempotency-Key", "k");
    Reply other = agent.post("/v1/requests", READ, "Idempotency-Key", "k");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/code")).isEqualTo("idempotency_key_reuse");
    assertThat(stored()).isEqualTo(1);
    assertThat(agent.get("/v1/requests/" + first.at("/id")).at("/status")).isEqualTo("pending");
  }

  @Test
  void doesNotMixTheKeysOfTwoAgents() {
    HttpCalls other = agentNamed(new AgentId(agentId + "-other"));
    String mine = agent.post("/v1/requests", REFUND, "Idempotency-Key", "k").at("/id");
    Reply theirs = other.post("/v1/requests", READ, "Idempotency-Key", "k");
    assertThat(theirs.status()).isEqualTo(201);
    assertThat(theirs.at("/id")).isNotEqualTo(mine);
  }

  @Test
  void makesOneRequestOfIdenticalPostsAtTheSameMoment() {
    for (int round = 0; round < 5; round++) {
      String key = "same-moment-" + round;
      List<CompletableFuture<Reply>> posts =
          IntStream.range(0, 8)
              .mapToObj(i -> agent.postLater("/v1/requests", REFUND, "Idempotency-Key", key))
              .toList();
      Set<String> ids =
          Set.copyOf(
              posts.stream()
                  .map(CompletableFuture::join)
                  .peek(reply -> assertThat(reply.status()).isEqualTo(202))
                  .map(reply -> reply.at("/id"))
                  .toList());
      assertThat(ids).hasSize(1);
      assertThat(stored()).isEqualTo(round + 1);
    }
  }

  @Test
  void refusesAKeyThatIsNoKey() {
    for (String key : List.of("", "x".repeat(256))) {
      Reply reply = agent.post("/v1/requests", READ, "Idempotency-Key", key);
      refused(reply, 400, "bad_parameter");
      assertThat(reply.at("/errors/0/pointer")).isEqualTo("Idempotency-Key");
    }
    refused(
        agent.post("/v1/requests", READ, "Idempotency-Key", "a", "Idempotency-Key", "b"),
        400,
        "bad_parameter");
    assertThat(agent.post("/v1/requests", READ, "Idempotency-Key", "x".repeat(255)).status())
        .isEqualTo(201);
  }

  // Who may

  @Test
  void refusesNobodyAndWrongKeys() {
    assertThat(HttpCalls.ofNobody(port).post("/v1/requests", READ).at("/code"))
        .isEqualTo("unauthenticated");
    Reply wrong =
        HttpCalls.ofAgent(port, "hp_" + agentId + "_" + "x".repeat(40)).post("/v1/requests", READ);
    refused(wrong, 401, "unauthenticated");
  }

  @Test
  void refusesAPersonWhoPostsAnAction() {
    Reply reply =
        personWith(Set.of(io.holdpoint.model.Role.ADMIN), Set.of()).post("/v1/requests", READ);
    refused(reply, 403, "forbidden");
  }
}
