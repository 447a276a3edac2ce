package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.WebhookDesk;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks over HTTP: what administrators keep, and what of it anybody is told. */
class WebhooksApiTest extends RequestsApi {

  private static final String ALL = "/v1/webhooks";
  private static final String URL = "https://hooks.example.org/very-secret";

  private HttpCalls admin;

  @BeforeEach
  void anAdmin() {
    admin = personWith(Set.of(Role.ADMIN), Set.of());
  }

  @AfterEach
  void noneIsLeft() {
    names().forEach(name -> delete(admin, name));
  }

  @Test
  void makesGivesListsMovesRotatesAndDeletesAndShowsASecretOnce() {
    Reply made = make("payments", URL);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(ALL + "/payments");
    assertThat(made.at("/secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(made.json().at("/named").asBoolean()).isFalse();

    for (Reply read : List.of(admin.get(ALL + "/payments"), admin.get(ALL))) {
      assertThat(read.status()).isEqualTo(200);
      assertThat(read.body()).contains("payments").contains(URL).doesNotContain("whsec_");
    }

    Reply moved = put("payments", "{\"url\": \"https://other.example.org/\"}");
    assertThat(moved.status()).isEqualTo(200);
    assertThat(moved.at("/url")).isEqualTo("https://other.example.org/");
    assertThat(moved.body()).doesNotContain("whsec_");

    Reply rotated = admin.post(ALL + "/payments/rotate", "");
    assertThat(rotated.status()).isEqualTo(200);
    assertThat(rotated.at("/secret")).startsWith("whsec_").isNotEqualTo(made.at("/secret"));
    assertThat(rotated.at("/oldSecretUntil")).isNotEmpty();

    assertThat(delete(admin, "payments").status()).isEqualTo(204);
    assertThat(admin.get(ALL + "/payments").status()).isEqualTo(404);
    String record = personWith(Set.of(Role.AUDITOR), Set.of()).get("/v1/audit?limit=20").body();
    assertThat(record)
        .contains("webhook.created", "webhook.moved", "webhook.secret_changed", "webhook.deleted")
        .contains("hooks.example.org")
        .doesNotContain("very-secret", "whsec_");
  }

  @Test
  void postsATestAndSaysWhatCameOfIt() throws IOException {
    BlockingQueue<String> came = new LinkedBlockingQueue<>();
    int[] answer = {204};
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          came.add(exchange.getRequestHeaders().getFirst("webhook-signature") + " " + body);
          exchange.sendResponseHeaders(answer[0], -1);
          exchange.close();
        });
    server.start();
    try {
      // A name that is allowed, as HOLDPOINT_WEBHOOK_ALLOW has it here, may be inside.
      make("here", "http://localhost:" + server.getAddress().getPort() + "/hook");
      assertThat(admin.post(ALL + "/here/test", "").status()).isEqualTo(204);
      assertThat(came.poll()).startsWith("v1,").contains("\"type\":\"test\"");
      answer[0] = 410;
      Reply refused = admin.post(ALL + "/here/test", "");
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.at("/code")).isEqualTo("webhook_not_taken");
      assertThat(refused.at("/detail")).contains("410");
    } finally {
      server.stop(0);
    }
    make("inside", "https://127.0.0.1/");
    assertThat(admin.post(ALL + "/inside/test", "").at("/code")).isEqualTo("webhook_not_taken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                            | name",
        "{\"url\": \"https://hooks.example.org/\"}                     | name",
        "{\"name\": 7, \"url\": \"https://h.example.org/\"}            | name",
        "{\"name\": \"a\", \"url\": {}}                                | url",
        "{\"name\": \"a\", \"uri\": \"https://h.example.org/\"}       | uri",
        "{\"name\": \"Payments\", \"url\": \"https://h.example.org/\"} | name",
        "{\"name\": \"-a\", \"url\": \"https://h.example.org/\"}       | name",
        "{\"name\": \"\", \"url\": \"https://h.example.org/\"}         | name",
        "{\"name\": \"taken\", \"url\": \"https://h.example.org/\"}    | name",
        "{\"name\": \"a\"}                                             | url",
        "{\"name\": \"a\", \"url\": \"\"}                              | url",
        "{\"name\": \"a\", \"url\": \"no url\"}                        | url",
        "{\"name\": \"a\", \"url\": \"http://h.example.org/\"}         | url",
        "{\"name\": \"a\", \"url\": \"ftp://h.example.org/\"}          | url",
        "{\"name\": \"a\", \"url\": \"https://me:pw@h.example.org/\"}  | url"
      })
  void namesTheFieldThatIsWrongAndMakesNothing(String body, String field) {
    make("taken", URL);
    Reply refused = admin.post(ALL, body);
    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.at("/code")).isEqualTo("invalid_field");
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/" + field);
    assertThat(names()).containsExactly("taken");
  }

  @Test
  void takesNamesAndUrlsUpToTheirLimits() {
    String longest = "https://hooks.example.org/" + "x".repeat(WebhookDesk.MAX_URL - 26);
    assertThat(make("n".repeat(64), longest).status()).isEqualTo(201);
    assertThat(make("n".repeat(65), longest).at("/errors/0/pointer")).isEqualTo("/name");
    assertThat(make("a", longest + "x").at("/errors/0/pointer")).isEqualTo("/url");
    assertThat(put("n".repeat(64), "{\"url\": \"" + longest + "x\"}").at("/errors/0/pointer"))
        .isEqualTo("/url");
    assertThat(put("n".repeat(64), "{}").at("/errors/0/pointer")).isEqualTo("/url");
    assertThat(admin.get(ALL + "/" + "n".repeat(64)).at("/url")).isEqualTo(longest);
  }

  @Test
  void keepsAHundredAndNoMore() {
    for (int i = 0; i < WebhookDesk.MAX; i++) {
      assertThat(make("hook-" + i, URL).status()).isEqualTo(201);
    }
    Reply refused = make("one-more", URL);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/detail")).contains("there are 100 webhooks already");
    delete(admin, "hook-7");
    assertThat(make("one-more", URL).status()).isEqualTo(201);
  }

  @Test
  void saysThatThereIsNoneOfThisName() {
    Map<String, Reply> replies =
        Map.of(
            "get", admin.get(ALL + "/none"),
            "put", put("none", "{\"url\": \"" + URL + "\"}"),
            "rotate", admin.post(ALL + "/none/rotate", ""),
            "test", admin.post(ALL + "/none/test", ""),
            "delete", delete(admin, "none"));
    assertThat(replies).allSatisfy((call, reply) -> assertThat(reply.status()).isEqualTo(404));
  }

  @Test
  void isTheAdministratorsAlone() {
    make("payments", URL);
    HttpCalls others = personWith(Set.of(Role.REVIEWER, Role.AUDITOR), Set.of("reviewers"));
    for (HttpCalls caller : List.of(others, agent, HttpCalls.ofNobody(port))) {
      Stream.of(
              caller.get(ALL),
              caller.get(ALL + "/payments"),
              caller.post(ALL, "{\"name\": \"b\", \"url\": \"" + URL + "\"}"),
              caller.post(ALL + "/payments/rotate", ""),
              caller.post(ALL + "/payments/test", ""),
              delete(caller, "payments"))
          .forEach(reply -> assertThat(reply.status()).isIn(401, 403));
    }
    assertThat(names()).containsExactly("payments");
  }

  private Reply make(String name, String url) {
    return admin.post(ALL, "{\"name\": \"" + name + "\", \"url\": \"" + url + "\"}");
  }

  private Reply put(String name, String body) {
    return HttpCalls.send(
        admin
            .to(ALL + "/" + name, "Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private static Reply delete(HttpCalls caller, String name) {
    return HttpCalls.send(caller.to(ALL + "/" + name).DELETE());
  }

  private List<String> names() {
    return admin
        .get(ALL)
        .json()
        .at("/items")
        .valueStream()
        .map(it -> it.at("/name").asString())
        .toList();
  }
}
