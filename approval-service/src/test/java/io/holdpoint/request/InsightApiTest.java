package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Role;
import io.holdpoint.testing.HttpCalls;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The figures, the planted checks and the background of a request, over HTTP. */
class InsightApiTest extends RequestsApi {

  @Test
  void figuresAreForAdminsAndAuditors() {
    var auditor = personWith(Set.of(Role.AUDITOR), Set.of());
    var reviewer = personWith(Set.of(Role.REVIEWER), Set.of("reviewers"));
    agent.post("/v1/requests", REFUND);

    for (int days : List.of(1, 7, 30, 90)) {
      var dashboard = auditor.get("/v1/insight/dashboard?days=" + days);
      assertThat(dashboard.status()).as(dashboard.body()).isEqualTo(200);
      assertThat(dashboard.json().at("/slots").size())
          .isEqualTo(days == 1 ? 24 : days == 7 ? 28 : days);
      assertThat(dashboard.json().at("/waiting").asInt()).isPositive();
      assertThat(dashboard.json().at("/oldest").isString()).isTrue();
    }
    assertThat(auditor.get("/v1/insight/dashboard").json().at("/stepSeconds").asInt())
        .isEqualTo(6 * 3600);
    var reading = auditor.get("/v1/insight/reviewers?days=7");
    assertThat(reading.json().at("/wordsPerMinute").asInt()).isEqualTo(238);
    assertThat(reading.json().at("/reviewers").isArray()).isTrue();
    for (String path : List.of("/v1/insight/dashboard", "/v1/insight/reviewers")) {
      assertThat(auditor.get(path + "?days=8").status()).isEqualTo(422);
      assertThat(auditor.get(path + "?days=x").status()).isEqualTo(422);
      assertThat(reviewer.get(path).status()).isEqualTo(403);
      assertThat(agent.get(path).status()).isEqualTo(403);
    }
  }

  @Test
  void checksAreSwitchedByAdminsAndReadByAuditors() {
    var admin = personWith(Set.of(Role.ADMIN), Set.of());
    var auditor = personWith(Set.of(Role.AUDITOR), Set.of());
    String path = "/v1/insight/checks";
    try {
      assertThat(put(admin, path, "{\"every\":10000}").json().at("/every").asInt())
          .isEqualTo(10_000);
      assertThat(auditor.get(path).json().at("/every").asInt()).isEqualTo(10_000);
      for (String wrong : List.of("{\"every\":4}", "{\"every\":10001}", "{}", "{\"every\":-1}")) {
        assertThat(put(admin, path, wrong).status()).as(wrong).isEqualTo(422);
      }
      assertThat(put(auditor, path, "{\"every\":0}").status()).isEqualTo(403);
      assertThat(auditor.get(path).json().at("/every").asInt()).isEqualTo(10_000);
    } finally {
      assertThat(put(admin, path, "{\"every\":0}").status()).isEqualTo(200);
    }
  }

  @Test
  void theBackgroundOfARequestIsForPeople() {
    var first = agent.post("/v1/requests", REFUND);
    var child =
        agent.post(
            "/v1/requests",
            REFUND.replace(
                "\"reason\"", "\"context\":{\"parent\":\"" + first.at("/id") + "\"},\"reason\""));
    var reviewer = personWith(Set.of(Role.REVIEWER), Set.of("reviewers"));

    var background = reviewer.get("/v1/requests/" + child.at("/id") + "/background");

    assertThat(background.status()).as(background.body()).isEqualTo(200);
    assertThat(background.at("/tool/reversibility")).isEqualTo("irreversible");
    assertThat(background.at("/tool/system")).isEqualTo("shop");
    assertThat(background.at("/agent/id")).isEqualTo(agentId.value());
    assertThat(background.at("/agent/firstSeen")).isEqualTo(first.at("/createdAt"));
    assertThat(background.json().at("/alike/days").asInt()).isEqualTo(90);
    assertThat(background.json().at("/chain/items").size()).isEqualTo(2);
    assertThat(background.at("/chain/items/1/parent")).isEqualTo(first.at("/id"));
    assertThat(agent.get("/v1/requests/" + child.at("/id") + "/background").status())
        .isEqualTo(403);
    assertThat(reviewer.get("/v1/requests/" + UUID.randomUUID() + "/background").status())
        .isEqualTo(404);
  }

  private static HttpCalls.Reply put(HttpCalls person, String path, String json) {
    return HttpCalls.send(
        person
            .to(path, "Content-Type", "application/json")
            .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(json)));
  }
}
