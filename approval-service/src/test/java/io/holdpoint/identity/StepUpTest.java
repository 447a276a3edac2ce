package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.desk.StepUp;
import io.holdpoint.testing.ShiftableLedgerTime;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A tier that wants a fresh proof of who approves, from the policy to the console's form. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class StepUpTest extends WholeApplication {

  private static final String POLICY =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: dear, outcome: require_approval, approvals: [{group: reviewers, count: 1}], stepUp: true}
      defaultTier: dear
      """;

  @Autowired AccountDesk accounts;
  @Autowired ShiftableLedgerTime time;

  @AfterEach
  void timeIsAsItIs() {
    time.reset();
  }

  @Test
  void aProofIsFreshForFiveMinutesAndOneOfTheFutureIsNone() {
    Instant proven = Instant.parse("2026-11-23T10:00:00Z");
    Optional<Instant> at = Optional.of(proven);
    assertThat(StepUp.isFresh(at, proven)).isTrue();
    assertThat(StepUp.isFresh(at, proven.plus(StepUp.FRESH).minusMillis(1))).isTrue();
    assertThat(StepUp.isFresh(at, proven.plus(StepUp.FRESH))).isFalse();
    assertThat(StepUp.isFresh(at, proven.plus(StepUp.FRESH).plusMillis(1))).isFalse();
    assertThat(StepUp.isFresh(at, proven.minusMillis(1))).isFalse();
    assertThat(StepUp.isFresh(Optional.empty(), proven)).isFalse();
  }

  @Test
  void anApprovalNeedsThePasswordAgainWhenTheLastOneIsOld() throws Exception {
    String admin = IdentityCalls.basic("admin", "correct horse battery");
    put("/v1/policy/draft", admin, POLICY);
    assertThat(
            send("/v1/policy/draft/publish", admin, "application/json", "{\"note\": \"step up\"}")
                .statusCode())
        .isEqualTo(200);
    PersonId stella = new PersonId("stella");
    String password =
        accounts
            .create(
                ADMIN, new NewPerson(stella, "Stella", Set.of(Role.REVIEWER), Set.of("reviewers")))
            .password();
    Browser browser = new Browser();
    browser.signIn("stella", password);

    Asked first = ask();
    assertThat(
            send(
                "/v1/requests/" + first.id + "/reviews",
                IdentityCalls.basic("stella", password),
                "application/json",
                "{\"decision\": \"approve\", \"reason\": \"\", \"digest\": \""
                    + first.digest
                    + "\"}"))
        .satisfies(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(403);
              assertThat(answer.body()).contains("\"code\":\"step_up_required\"");
            });
    assertThat(browser.page(first)).as("she has just signed in").doesNotContain("password");
    assertThat(browser.approve(first, "").statusCode()).isEqualTo(302);
    assertThat(status(first)).isEqualTo("approved");

    time.forward(Duration.ofMinutes(6));
    Asked second = ask();
    HttpResponse<String> old = browser.approve(second, "");
    assertThat(old.statusCode()).isEqualTo(403);
    assertThat(old.body()).contains("Your password again").contains("name=\"password\"");
    HttpResponse<String> wrong = browser.approve(second, "not her password");
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.body()).contains("That is not your password");
    assertThat(status(second)).isEqualTo("pending");
    assertThat(browser.approve(second, password).statusCode()).isEqualTo(302);
    assertThat(status(second)).isEqualTo("approved");
    Asked third = ask();
    assertThat(browser.approve(third, "").statusCode()).as("it is fresh now").isEqualTo(302);

    time.forward(Duration.ofMinutes(6));
    Asked fourth = ask();
    Browser another = new Browser();
    another.signIn("stella", password);
    assertThat(browser.approve(fourth, "").statusCode())
        .as("a proof in another session is not this one's")
        .isEqualTo(403);
    assertThat(browser.decide(fourth, "deny", "").statusCode())
        .as("a denial needs none")
        .isEqualTo(302);
  }

  private record Asked(String id, String digest) {}

  private Asked ask() throws Exception {
    HttpResponse<String> answer =
        send(
            "/v1/requests",
            "Bearer " + IdentityCalls.FIRST_KEY,
            "application/json",
            "{\"action\": {\"tool\": \"vault.open\"}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return new Asked(
        found("\"id\":\"([^\"]+)\"", answer.body()),
        found("\"digest\":\"([^\"]+)\"", answer.body()));
  }

  private String status(Asked asked) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri("/v1/requests/" + asked.id))
                    .header("Authorization", "Bearer " + IdentityCalls.FIRST_KEY)
                    .build(),
                BodyHandlers.ofString());
    return found("\"status\":\"([^\"]+)\"", answer.body());
  }

  private void put(String path, String who, String body) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri(path))
                    .header("Authorization", who)
                    .header("Content-Type", "application/yaml")
                    .PUT(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> send(String path, String who, String type, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri(path))
                .header("Authorization", who)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  /** A browser's cookies and forms, without its screen. */
  private final class Browser {

    private final HttpClient client =
        HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final HttpClient still =
        HttpClient.newBuilder().cookieHandler(client.cookieHandler().orElseThrow()).build();

    void signIn(String name, String password) throws Exception {
      assertThat(
              post("/login", "username=" + name + "&password=" + encoded(password), "/login")
                  .statusCode())
          .isEqualTo(302);
    }

    String page(Asked asked) throws Exception {
      return get("/requests/" + asked.id);
    }

    HttpResponse<String> approve(Asked asked, String password) throws Exception {
      return decide(asked, "approve", password);
    }

    HttpResponse<String> decide(Asked asked, String decision, String password) throws Exception {
      return post(
          "/requests/" + asked.id + "/review",
          "decision="
              + decision
              + "&reason=looked+at+it&digest="
              + encoded(asked.digest)
              + "&password="
              + encoded(password),
          "/requests/" + asked.id);
    }

    private String get(String path) throws Exception {
      return client
          .send(
              HttpRequest.newBuilder(uri(path)).header("Accept", "text/html").build(),
              BodyHandlers.ofString())
          .body();
    }

    private HttpResponse<String> post(String path, String form, String from) throws Exception {
      String token = found("name=\"_csrf\"[^>]*value=\"([^\"]+)\"", get(from));
      return still.send(
          HttpRequest.newBuilder(uri(path))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form + "&_csrf=" + encoded(token)))
              .build(),
          BodyHandlers.ofString());
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
