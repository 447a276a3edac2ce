package io.holdpoint.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.request.posted.Limits;
import io.holdpoint.request.posted.RequestParser;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What stands at /v3/api-docs is what the service does. */
class ApiDescriptionTest extends RequestsApi {

  private JsonNode api;

  @BeforeEach
  void describe() {
    Reply reply = HttpCalls.ofNobody(port).get("/v3/api-docs");
    assertThat(reply.status()).isEqualTo(200);
    api = reply.json();
  }

  private JsonNode operation(String path, String method) {
    return api.get("paths").get(path).get(method);
  }

  @Test
  void namesEveryCallOfAgentsWithAnExampleAndItsCredential() {
    for (var call :
        List.of(
            List.of("/v1/requests", "post"),
            List.of("/v1/requests/{id}", "get"),
            List.of("/v1/requests/{id}/cancel", "post"))) {
      JsonNode operation = operation(call.get(0), call.get(1));
      assertThat(operation.at("/security/0").has("agentKey")).as(call.toString()).isTrue();
      assertThat(operation.at("/summary").asString()).isNotBlank();
      List<JsonNode> examples = new ArrayList<>();
      operation
          .get("responses")
          .forEach(r -> r.at("/content/application~1json/examples").forEach(examples::add));
      assertThat(examples).as(call.toString()).isNotEmpty();
      assertThat(operation.get("responses").has("default")).isTrue();
    }
    assertThat(operation("/v1/requests", "get").at("/security/0").has("person")).isTrue();
    assertThat(api.at("/components/securitySchemes/agentKey/scheme").asString())
        .isEqualTo("bearer");
    assertThat(api.at("/components/securitySchemes/person/scheme").asString()).isEqualTo("basic");
    assertThat(api.at("/servers/0/url").asString()).isEqualTo("/");
  }

  @Test
  void givesExamplesThatTheParserTakesAndTheServiceAnswers() {
    JsonNode examples =
        operation("/v1/requests", "post").at("/requestBody/content/application~1json/examples");
    assertThat(examples.size()).isGreaterThanOrEqualTo(3);
    examples.forEach(
        example -> {
          String body = example.get("value").toString();
          RequestParser.parse(body.getBytes(UTF_8));
          assertThat(agent.post("/v1/requests", body).status()).isIn(201, 202);
        });
  }

  @Test
  void describesTheAnswerFieldByField() {
    JsonNode answer = agent.post("/v1/requests", REFUND).json();
    JsonNode schema = api.at("/components/schemas/Request");
    assertThat(Set.copyOf(answer.propertyNames()))
        .isEqualTo(Set.copyOf(schema.get("properties").propertyNames()));
    api.at("/components/examples")
        .forEach(
            example ->
                assertThat(Set.copyOf(example.get("value").propertyNames()))
                    .isEqualTo(Set.copyOf(answer.propertyNames())));
  }

  @Test
  void statesTheLimitsThatTheParserKeeps() {
    JsonNode body = api.at("/components/schemas/NewRequest/properties");
    assertThat(body.at("/action/properties/tool/maxLength").asInt()).isEqualTo(Limits.TOOL_CHARS);
    assertThat(body.at("/action/properties/tool/pattern").asString())
        .isEqualTo("^" + Limits.IDENTIFIER.pattern() + "$");
    assertThat(body.at("/action/properties/target/properties/system/maxLength").asInt())
        .isEqualTo(Limits.TARGET_CHARS);
    assertThat(body.at("/reason/maxLength").asInt()).isEqualTo(Limits.REASON_CHARS);
    assertThat(body.at("/task/maxLength").asInt()).isEqualTo(Limits.TASK_CHARS);
    assertThat(body.at("/expiresIn/maximum").asInt()).isEqualTo(Limits.EXPIRES_IN_SECONDS);
    assertThat(body.at("/context/properties/dataTouched/maxItems").asInt())
        .isEqualTo(Limits.LABELS);
    assertThat(body.at("/context/properties/dataTouched/items/maxLength").asInt())
        .isEqualTo(Limits.LABEL_CHARS);
  }

  @Test
  void servesThePageToTryIt() {
    Reply page = HttpCalls.ofNobody(port).get("/swagger-ui/index.html");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("swagger-initializer.js");
    assertThat(HttpCalls.ofNobody(port).get("/swagger-ui/swagger-initializer.js").body())
        .contains("/v3/api-docs");
  }
}
