package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.desk.StepUp;
import io.holdpoint.testing.ShiftableLedgerTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A tier that wants a fresh proof of who approves, from the policy to the console's form. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class StepUpTest extends WholeApplication {

  private static final String POLICY =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: plain, outcome: require_approval, approvals: [{group: reviewers, count: 1}], changes: true}
        - {name: dear, outcome: require_approval, approvals: [{group: reviewers, count: 1}], changes: true, stepUp: true}
      defaultTier: plain
      rules:
        - {name: Much is dear, tier: dear, when: 'has(action.arguments.amount) && action.arguments.amount >= 100'}
      """;

  private static final int MUCH = 500;
  private static final int LITTLE = 5;

  private static final String PASSKEYS = "/account/passkeys";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Autowired AccountDesk accounts;
  @Autowired ShiftableLedgerTime time;

  private PersonId stella;
  private String password;
  private ConsoleVisitor browser;

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

  @BeforeEach
  void stellaReviewsUnderThePolicy() throws Exception {
    String admin = IdentityCalls.basic("admin", "correct horse battery");
    if (!get("/v1/policy", admin).contains("Much is dear")) {
      put("/v1/policy/draft", admin, POLICY);
      assertThat(
              send("/v1/policy/draft/publish", admin, "application/json", "{\"note\": \"step up\"}")
                  .statusCode())
          .isEqualTo(200);
    }
    stella = new PersonId("stella-" + NUMBER.incrementAndGet());
    password =
        accounts
            .create(
                ADMIN, new NewPerson(stella, "Stella", Set.of(Role.REVIEWER), Set.of("reviewers")))
            .password();
    browser = signedIn();
  }

  @Test
  void anApprovalNeedsThePasswordAgainWhenTheLastOneIsOld() throws Exception {
    Asked first = ask(MUCH);
    assertThat(
            send(
                "/v1/requests/" + first.id + "/reviews",
                IdentityCalls.basic(stella.value(), password),
                "application/json",
                "{\"decision\": \"approve\", \"reason\": \"\", \"digest\": \""
                    + first.digest
                    + "\"}"))
        .satisfies(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(403);
              assertThat(answer.body()).contains("\"code\":\"step_up_required\"");
            });
    assertThat(browser.get(first.page())).as("she has just signed in").doesNotContain("password");
    assertThat(approve(first, "").statusCode()).isEqualTo(302);
    assertThat(status(first)).isEqualTo("approved");

    time.forward(Duration.ofMinutes(6));
    Asked second = ask(MUCH);
    HttpResponse<String> old = approve(second, "");
    assertThat(old.statusCode()).isEqualTo(403);
    assertThat(old.body()).contains("Your password again").contains("name=\"password\"");
    HttpResponse<String> wrong = approve(second, "not her password");
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.body()).contains("That is not your password");
    assertThat(status(second)).isEqualTo("pending");
    assertThat(approve(second, password).statusCode()).isEqualTo(302);
    assertThat(status(second)).isEqualTo("approved");
    Asked third = ask(MUCH);
    assertThat(approve(third, "").statusCode()).as("it is fresh now").isEqualTo(302);

    time.forward(Duration.ofMinutes(6));
    Asked fourth = ask(MUCH);
    signedIn();
    assertThat(approve(fourth, "").statusCode())
        .as("a proof in another session is not this one's")
        .isEqualTo(403);
    assertThat(decide(fourth, "deny", "").statusCode()).as("a denial needs none").isEqualTo(302);
  }

  @Test
  void aPasskeyIsAsGoodAsThePassword() throws Exception {
    TestAuthenticator phone = new TestAuthenticator("http://localhost:" + port);
    String options = browser.post(PASSKEYS + "/begin", PASSKEYS).body();
    browser.post(PASSKEYS, PASSKEYS, "name", "phone", "answer", phone.register(options));
    time.forward(Duration.ofMinutes(6));
    Asked asked = ask(MUCH);
    HttpResponse<String> old = approve(asked, "");
    assertThat(old.statusCode()).isEqualTo(403);
    assertThat(old.body()).contains("data-passkey", "/assets/passkeys-");
    assertThat(proveBy(phone)).isEqualTo(204);
    ConsoleVisitor another = signedIn();
    time.forward(StepUp.FRESH.minusSeconds(30));
    assertThat(approve(asked, "").statusCode()).isEqualTo(302);
    assertThat(status(asked)).isEqualTo("approved");
    Asked next = ask(MUCH);
    time.forward(Duration.ofSeconds(31));
    assertThat(approve(next, "").statusCode()).as("five minutes are over").isEqualTo(403);
    assertThat(proveBy(phone)).isEqualTo(204);
    assertThat(approveIn(another, next).statusCode()).as("another session").isEqualTo(403);
    assertThat(status(next)).isEqualTo("pending");
  }

  @Test
  void changedArgumentsNeedTheProofOfTheirOldTierAndOfTheirNew() throws Exception {
    time.forward(Duration.ofMinutes(6));
    Asked dear = ask(MUCH);
    assertThat(change(dear, LITTLE, "").body())
        .as("it is dear as it stands")
        .contains("approved in the console");
    Asked plain = ask(LITTLE);
    assertThat(change(plain, MUCH, "").body())
        .as("it becomes dear")
        .contains("approved in the console");
    for (Asked asked : List.of(dear, plain)) {
      assertThat(status(asked)).isEqualTo("pending");
      assertThat(answer(asked)).as("nothing half done").contains(asked.digest);
    }
    assertThat(browser.get(dear.page() + "/change")).contains("Arguments");
    HttpResponse<String> looked = step(plain, "look", MUCH, "");
    assertThat(looked.statusCode()).isEqualTo(200);
    assertThat(change(plain, MUCH, "not her password").statusCode()).isEqualTo(409);
    assertThat(status(plain)).isEqualTo("pending");
    assertThat(change(plain, MUCH, password).statusCode()).isEqualTo(302);
    assertThat(status(plain)).isEqualTo("approved");
    assertThat(change(dear, LITTLE, "").statusCode()).as("it is fresh now").isEqualTo(302);
    assertThat(status(dear)).isEqualTo("approved");
  }

  @Test
  void severalAtOnceNeedTheProofForThoseWhoseTierAsksForIt() throws Exception {
    time.forward(Duration.ofMinutes(6));
    Asked dear = ask(MUCH);
    Asked plain = ask(LITTLE);
    Asked denied = ask(MUCH);
    HttpResponse<String> without = together("", dear, plain, denied);
    assertThat(without.body()).contains("approved in the console");
    assertThat(status(dear)).isEqualTo("pending");
    assertThat(status(plain)).isEqualTo("approved");
    assertThat(status(denied)).as("a denial needs none").isEqualTo("denied");
    together("not her password", dear);
    assertThat(status(dear)).isEqualTo("pending");
    together(password, dear);
    assertThat(status(dear)).isEqualTo("approved");
  }

  private ConsoleVisitor signedIn() throws Exception {
    return new ConsoleVisitor("http://localhost:" + port).signIn(stella.value(), password);
  }

  private int proveBy(TestAuthenticator phone) throws Exception {
    String options = browser.post(PASSKEYS + "/prove/begin", PASSKEYS).body();
    return browser.post(PASSKEYS + "/prove", PASSKEYS, "answer", phone.prove(options)).statusCode();
  }

  private HttpResponse<String> approve(Asked asked, String typed) throws Exception {
    return decide(asked, "approve", typed);
  }

  private HttpResponse<String> decide(Asked asked, String decision, String typed) throws Exception {
    return browser.post(
        asked.page() + "/review",
        asked.page(),
        "decision",
        decision,
        "reason",
        "looked at it",
        "digest",
        asked.digest,
        "password",
        typed);
  }

  private static HttpResponse<String> approveIn(ConsoleVisitor another, Asked asked)
      throws Exception {
    return another.post(
        asked.page() + "/review", asked.page(), "decision", "approve", "digest", asked.digest);
  }

  private HttpResponse<String> change(Asked asked, int amount, String typed) throws Exception {
    return step(asked, "make", amount, typed);
  }

  private HttpResponse<String> step(Asked asked, String step, int amount, String typed)
      throws Exception {
    return browser.post(
        asked.page() + "/change",
        asked.page(),
        "step",
        step,
        "arguments",
        "{\"amount\": " + amount + "}",
        "reason",
        "as agreed with them",
        "digest",
        asked.digest,
        "password",
        typed);
  }

  /** The last of several is denied, all others are approved. */
  private HttpResponse<String> together(String typed, Asked... all) throws Exception {
    List<String> fields = new ArrayList<>(List.of("reason", "looked at it", "password", typed));
    for (int i = 0; i < all.length; i++) {
      boolean denied = i > 0 && i == all.length - 1;
      fields.addAll(List.of("id", all[i].id, "digest-" + all[i].id, all[i].digest));
      fields.addAll(List.of("decision-" + all[i].id, denied ? "deny" : "approve"));
    }
    return browser.post("/decide", "/decide", fields.toArray(String[]::new));
  }

  private record Asked(String id, String digest) {
    String page() {
      return "/requests/" + id;
    }
  }

  private Asked ask(int amount) throws Exception {
    HttpResponse<String> answer =
        send(
            "/v1/requests",
            "Bearer " + IdentityCalls.FIRST_KEY,
            "application/json",
            "{\"action\": {\"tool\": \"vault.open\", \"arguments\": {\"amount\": "
                + amount
                + "}}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return new Asked(
        found("\"id\":\"([^\"]+)\"", answer.body()),
        found("\"digest\":\"([^\"]+)\"", answer.body()));
  }

  private String status(Asked asked) throws Exception {
    return found("\"status\":\"([^\"]+)\"", answer(asked));
  }

  private String answer(Asked asked) throws Exception {
    return get("/v1/requests/" + asked.id, "Bearer " + IdentityCalls.FIRST_KEY);
  }

  private String get(String path, String who) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri(path)).header("Authorization", who).build(),
            BodyHandlers.ofString())
        .body();
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
}
