package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.AgentDesk.NewAgent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** For whom an agent acts is seen by rules, in the answer, by reviewers and in the record. */
class OnBehalfOfTest extends WholeApplication {

  private static final String POLICY =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: held, outcome: require_approval, approvals: [{group: reviewers, count: 1}]}
        - {name: forbidden, outcome: deny}
      defaultTier: low
      tools:
        - {match: "crm.*", system: crm, reversibility: read_only}
      rules:
        - {name: Nothing for Mallory, tier: forbidden, when: 'request.onBehalfOf == "mallory"'}
        - {name: Somebody is behind it, tier: held, when: 'request.onBehalfOf != ""'}
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void forWhomItActsDecidesAndIsShown() throws Exception {
    String admin = IdentityCalls.basic("admin", "correct horse battery");
    put("/v1/policy/draft", admin, "application/yaml", POLICY);
    assertThat(post("/v1/policy/draft/publish", admin, "{\"note\": \"delegation\"}").statusCode())
        .isEqualTo(200);
    agents.create(ADMIN, new NewAgent(new AgentId("acting-bot"), ADMIN, Set.of(), Set.of()));
    trust("delegation");
    issuers.map(ADMIN, "delegation", "acting", new AgentId("acting-bot"));

    HttpResponse<String> own = ask(issuer.token(issuer.claims("acting", Instant.now()).build()));
    assertThat(own.statusCode()).isEqualTo(201);
    assertThat(own.body()).contains("\"status\":\"approved\"").contains("\"onBehalfOf\":null");
    assertThat(ask(token("mallory")).body())
        .contains("\"status\":\"denied\"")
        .contains("Nothing for Mallory");
    HttpResponse<String> held = ask(token("mara@example.com"));
    assertThat(held.statusCode()).isEqualTo(202);
    assertThat(held.body()).contains("\"onBehalfOf\":\"mara@example.com\"");

    Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(held.body());
    assertThat(id.find()).isTrue();
    String path = "/v1/requests/" + id.group(1);
    assertThat(get(path, admin).body()).contains("\"onBehalfOf\":\"mara@example.com\"");
    assertThat(get(path + "/trace", admin).body()).contains("mara@example.com");
  }

  private String token(String person) {
    return issuer.token(
        issuer.claims(person, Instant.now()).claim("act", TestIssuer.act("acting")).build());
  }

  private HttpResponse<String> ask(String token) throws Exception {
    return post(
        "/v1/requests", "Bearer " + token, "{\"action\": {\"tool\": \"crm.customers.get\"}}");
  }

  private void put(String path, String who, String type, String body) throws Exception {
    HttpResponse<String> answer =
        http.send(
            call(path, who).header("Content-Type", type).PUT(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> post(String path, String who, String body) throws Exception {
    return http.send(
        call(path, who)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String who) throws Exception {
    return http.send(call(path, who).GET().build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder call(String path, String who) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Authorization", who);
  }
}
