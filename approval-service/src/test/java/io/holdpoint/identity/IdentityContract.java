package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.identity.PersonAuthentication.Result;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.desk.AgentDesk.IssuedKey;
import io.holdpoint.model.desk.AgentDesk.KeyTerms;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.slack.SlackLinks;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.model.slack.SlackVault;
import io.holdpoint.testing.Together;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What holds of accounts, keys and doors on every database. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class IdentityContract extends TokensContract {

  @Autowired AccountDesk accounts;
  @Autowired PersonAuthentication people;
  @Autowired FirstAccounts firstAccounts;
  @Autowired SignInRecord signIns;
  @Autowired SlackLinks slackLinks;
  @Autowired SlackVault slackVault;

  @Test
  void anAgentIsKnownByItsKeyAndByNoOther() {
    assertThat(known(FIRST_KEY))
        .get()
        .satisfies(agent -> assertThat(agent.owner()).isEqualTo(ADMIN));
    assertThat(known(FIRST_KEY.replace('9', '8'))).isEmpty();
    assertThat(known(FIRST_KEY.replace("test-bot", "other-bot"))).isEmpty();
    assertThat(known("hp_test-bot_short")).isEmpty();
    assertThat(known("")).isEmpty();
  }

  @Test
  void whatIsTakenOnceIsTakenByOneOfMany() {
    Instant until = Instant.now().plusSeconds(600);
    AtomicInteger taken = new AtomicInteger();
    Runnable take =
        () -> {
          if (slackVault.first("test", "the same", until)) {
            taken.incrementAndGet();
          }
        };
    Together.run(take, take, take, take, take, take);
    assertThat(taken).hasValue(1);
    assertThat(slackVault.first("another", "the same", until)).isTrue();
  }

  @Test
  void aSlackUserIsOnePersonWhoeverLinksThemAtTheSameMoment() {
    SlackUser user = new SlackUser("T0SAME", "U0SAME");
    PersonId one = newPerson("slack-one");
    PersonId two = newPerson("slack-two");
    List<Throwable> refused =
        Together.tolerant(
            () -> slackLinks.link(ADMIN, one, user), () -> slackLinks.linkOwn(two, user));
    assertThat(refused)
        .hasSize(1)
        .first()
        .isInstanceOf(BadInputException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("linked to another account");
    PersonId linked = slackLinks.personOf(user).orElseThrow().id();
    assertThat(slackLinks.personOf(new SlackUser("T0OTHER", "U0SAME"))).isEmpty();
    PersonId other = linked.equals(one) ? two : one;
    assertThatThrownBy(() -> slackLinks.link(other, other, new SlackUser("T0SAME", "U0MINE")))
        .isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> slackLinks.unlink(other, linked, user))
        .isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> slackLinks.of(other, linked)).isInstanceOf(NotAllowedException.class);
    accounts.disable(ADMIN, linked, true);
    assertThat(slackLinks.personOf(user).orElseThrow().disabled()).isTrue();
    assertThatThrownBy(() -> slackLinks.linkOwn(linked, new SlackUser("T0SAME", "U0NEW")))
        .isInstanceOf(BadInputException.class);
    slackLinks.unlink(ADMIN, linked, user);
    assertThat(slackLinks.personOf(user)).isEmpty();
  }

  private PersonId newPerson(String id) {
    PersonId person = new PersonId(id);
    accounts.create(ADMIN, new AccountDesk.NewPerson(person, id, Set.of(), Set.of()));
    return person;
  }

  @Test
  void noKeyIsStored() {
    IssuedKey issued = newAgent();
    String secret = issued.key().substring(issued.key().lastIndexOf('_') + 1);
    List<String> hashes = jdbc.sql("select key_hash from agent_keys").query(String.class).list();
    assertThat(hashes).isNotEmpty().noneMatch(hash -> hash.contains(secret));
    assertThat(secret).hasSize(43).doesNotContain("_");
  }

  @Test
  void keysAreRotatedWithTwoValidAtMost() {
    IssuedKey first = newAgent();
    IssuedKey second = agents.issueKey(ADMIN, first.agent(), KeyTerms.UNBOUNDED);
    assertThat(known(first.key())).isPresent();
    assertThat(known(second.key())).isPresent();
    assertThatThrownBy(() -> agents.issueKey(ADMIN, first.agent(), KeyTerms.UNBOUNDED))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("revoke one first");

    agents.revokeKey(ADMIN, first.agent(), first.keyId());
    assertThat(known(first.key())).isEmpty();
    assertThat(known(second.key())).isPresent();
    assertThat(agents.issueKey(ADMIN, first.agent(), KeyTerms.UNBOUNDED).key())
        .isNotEqualTo(second.key());
  }

  @Test
  void aDisabledAgentIsRefusedAtOnceAndWithTheSameAnswer() throws Exception {
    IssuedKey key = newAgent();
    assertThat(api("POST", "/v1/requests", bearer(key.key())).statusCode()).isEqualTo(200);
    agents.disable(ADMIN, key.agent(), true);
    HttpResponse<String> disabled = api("POST", "/v1/requests", bearer(key.key()));
    HttpResponse<String> wrong = api("POST", "/v1/requests", bearer(FIRST_KEY + "x"));
    HttpResponse<String> none = api("POST", "/v1/requests", null);
    for (var answer : List.of(disabled, wrong, none)) {
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(withoutCall(answer)).isEqualTo(withoutCall(none));
    }
  }

  @Test
  void theLastUseOfAKeyIsWrittenAwayFromTheCall() {
    IssuedKey key = newAgent();
    known(key.key());
    keyUse.write();
    assertThat(agents.agent(ADMIN, key.agent()).orElseThrow().keys().getFirst().lastUsedAt())
        .isPresent();
  }

  @Test
  void aKeyExpires() throws Exception {
    AgentId agent = newAgent().agent();
    HttpResponse<String> bad = admin("POST", "/v1/agents/" + agent + "/keys", "{\"expiresIn\": 0}");
    assertThat(bad.statusCode()).isEqualTo(422);
    HttpResponse<String> good =
        admin("POST", "/v1/agents/" + agent + "/keys", "{\"expiresIn\": 600}");
    assertThat(good.statusCode()).isEqualTo(201);
    String key = field(good, "key");
    assertThat(known(key)).isPresent();
    jdbc.sql("update agent_keys set expires_at = created_at where id = :id")
        .param("id", field(good, "keyId"))
        .update();
    assertThat(known(key)).isEmpty();
  }

  @Test
  void agentsAndPeopleDoNotOpenEachOthersDoors() throws Exception {
    assertThat(api("GET", "/v1/people", bearer(FIRST_KEY)).statusCode()).isEqualTo(403);
    assertThat(api("POST", "/v1/requests", basic("admin", ADMIN_PASSWORD)).statusCode())
        .isEqualTo(403);
    assertThat(api("GET", "/v1/people", basic("admin", ADMIN_PASSWORD)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aCallThatNoRowNamesIsOpenToNobody() throws Exception {
    assertThat(api("GET", "/v1/unlisted", bearer(FIRST_KEY)).statusCode()).isEqualTo(403);
    assertThat(api("GET", "/v1/unlisted", basic("admin", ADMIN_PASSWORD)).statusCode())
        .isEqualTo(403);
    assertThat(api("GET", "/v1/unlisted", null).statusCode()).isEqualTo(401);
  }

  @Test
  void wrongAndUnknownPeopleGetTheSameAnswer() throws Exception {
    HttpResponse<String> wrong = api("GET", "/v1/me", basic("admin", "wrong"));
    HttpResponse<String> unknown = api("GET", "/v1/me", basic("nobody", "wrong"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(withoutCall(wrong)).isEqualTo(withoutCall(unknown));
    people.call("admin", ADMIN_PASSWORD, "127.0.0.1");
  }

  @Test
  void guessingIsSlowedDownAndTheRightPasswordTooUntilTheWaitIsOver() {
    AccountDesk.Created created = newPerson(Role.REVIEWER);
    String name = created.person().id().value();
    clock.stopAt(Instant.now()); // the wait is a second, and looking at passwords takes time
    for (int i = 0; i < SignInThrottle.FREE_PER_ACCOUNT; i++) {
      assertThat(people.signIn(name, "wrong", "10.9.9.9")).isInstanceOf(Result.Refused.class);
    }
    assertThat(people.signIn(name, created.password(), "10.9.9.9"))
        .isInstanceOf(Result.TryLater.class);
    assertThat(people.signIn(name, created.password(), "10.1.1.1"))
        .as("from elsewhere")
        .isInstanceOf(Result.Accepted.class);
    jdbc.sql("update sign_in_failures set blocked_until = updated_at").update();
    assertThat(people.signIn(name, created.password(), "10.9.9.9"))
        .isInstanceOf(Result.Accepted.class);
  }

  @Test
  void signingInAndOutIsInTheRecord() throws Exception {
    AccountDesk.Created created = newPerson(Role.REVIEWER);
    String name = created.person().id().value();
    Browser browser = new Browser();
    browser.signIn(name, created.password());
    assertThat(recorded("person.signed_in", name, "\"password\"", "127.0.0.1")).isEqualTo(1);
    browser.post("/logout", "_csrf=" + browser.token());
    assertThat(recorded("person.signed_out", name)).isEqualTo(1);
    for (int i = 0; i < 3; i++) {
      people.call(name, created.password(), "10.7.7." + i % 2);
      clock.forward(Duration.ofMinutes(6));
    }
    assertThat(recorded("person.signed_in", name, "\"basic\""))
        .as("a program's calls from one address are one sign-in an hour")
        .isEqualTo(2);
    clock.reset();
  }

  @Test
  void refusedSignInsAreInTheRecordWithoutWhatStrangersTyped() {
    AccountDesk.Created created = newPerson(Role.REVIEWER);
    String name = created.person().id().value();
    String stranger = "<b>nobody-" + UUID.randomUUID();
    people.signIn(name, "wrong", "10.8.8.1");
    people.signIn(stranger, "wrong", "10.8.8.1");
    accounts.disable(ADMIN, created.person().id(), true);
    people.signIn(name, created.password(), "10.8.8.1");
    await()
        .untilAsserted(
            () -> {
              assertThat(recorded("person.sign_in_refused", name, "PASSWORD", "10.8.8.1"))
                  .isEqualTo(1);
              assertThat(recorded("person.sign_in_refused", name, "DISABLED")).isEqualTo(1);
              assertThat(recorded("person.sign_in_refused", "UNKNOWN", "10.8.8.1")).isEqualTo(1);
            });
    assertThat(recorded("person.sign_in_refused", "nobody-")).isZero();
  }

  @Test
  void refusedSignInsFillNoRecord() {
    String name = newPerson(Role.REVIEWER).person().id().value();
    String stranger = "nobody-" + UUID.randomUUID();
    long before = recorded("person.sign_in_refused", "10.6.");
    for (int i = 0; i < SignInRecord.MOST_OF_A_NAME + 5; i++) {
      signIns.refused(stranger, Optional.empty(), SignInRecord.Way.PASSWORD, "10.6.0." + i);
    }
    for (int i = 0; i < SignInRecord.MOST_OF_NOBODY; i++) {
      signIns.refused("n" + i, Optional.empty(), SignInRecord.Way.PASSWORD, "10.6.1." + i);
    }
    people.signIn(name, "wrong", "10.6.6.6");
    await().until(() -> recorded("person.sign_in_refused", name) == 1);
    assertThat(recorded("person.sign_in_refused", "10.6.") - before)
        .as("of one name, of all names of nobody, and that of an account all the same")
        .isLessThanOrEqualTo(SignInRecord.MOST_OF_NOBODY + 1);
    assertThat(recorded("person.sign_in_refused", "10.6.0."))
        .isEqualTo(SignInRecord.MOST_OF_A_NAME);
    clock.forward(SignInRecord.SPAN);
    signIns.refused(stranger, Optional.empty(), SignInRecord.Way.PASSWORD, "10.6.2.1");
    await().until(() -> recorded("person.sign_in_refused", "10.6.2.1") == 1);
    clock.reset();
  }

  @Test
  void theWaitDoublesUpToItsLongest() {
    assertThat(SignInThrottle.waitAfter(4, 5)).isEmpty();
    assertThat(SignInThrottle.waitAfter(5, 5)).hasValue(Duration.ofSeconds(1));
    assertThat(SignInThrottle.waitAfter(8, 5)).hasValue(Duration.ofSeconds(8));
    assertThat(SignInThrottle.waitAfter(500, 5)).hasValue(SignInThrottle.LONGEST);
  }

  @Test
  void aRememberedCredentialEndsWithThePasswordOrTheAccount() {
    AccountDesk.Created created = newPerson(Role.REVIEWER);
    String name = created.person().id().value();
    assertThat(people.call(name, created.password(), "10.0.0.2"))
        .isInstanceOf(Result.Accepted.class);
    accounts.disable(ADMIN, created.person().id(), true);
    assertThat(people.call(name, created.password(), "10.0.0.2"))
        .isInstanceOf(Result.Refused.class);
    accounts.disable(ADMIN, created.person().id(), false);
    String fresh = accounts.resetPassword(ADMIN, created.person().id());
    assertThat(people.call(name, created.password(), "10.0.0.2"))
        .isInstanceOf(Result.Refused.class);
    assertThat(people.call(name, fresh, "10.0.0.2")).isInstanceOf(Result.Accepted.class);
  }

  @Test
  void onlyAdministratorsChangeAccounts() {
    PersonId reviewer = newPerson(Role.REVIEWER).person().id();
    assertThatThrownBy(() -> accounts.resetPassword(reviewer, ADMIN))
        .isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> agents.issueKey(reviewer, new AgentId("test-bot"), KeyTerms.UNBOUNDED))
        .isInstanceOf(NotAllowedException.class);
  }

  @Test
  void theLastActiveAdministratorStays() {
    assertThatThrownBy(() -> accounts.disable(ADMIN, ADMIN, true))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("last active administrator");
    assertThatThrownBy(() -> accounts.update(ADMIN, ADMIN, "Admin", Set.of(), Set.of()))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void badNamesAreToldWithFieldAndValue() {
    assertThatThrownBy(
            () ->
                accounts.create(
                    ADMIN, new NewPerson(new PersonId("x1"), "X", Set.of(), Set.of("Ops Team"))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("Ops Team")
        .hasMessageContaining("a-z");
    assertThatThrownBy(
            () ->
                accounts.create(ADMIN, new NewPerson(new PersonId("x1"), " ", Set.of(), Set.of())))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void theConsoleAsksForSignInAndKeepsItsSessionInTheDatabase() throws Exception {
    Browser browser = new Browser();
    assertThat(browser.get("/").statusCode()).isEqualTo(302);
    HttpResponse<String> in = browser.signIn("admin", ADMIN_PASSWORD);
    assertThat(in.statusCode()).isEqualTo(302);
    assertThat(in.headers().firstValue("Location")).get().asString().doesNotContain("login");
    assertThat(in.headers().firstValue("Set-Cookie"))
        .get()
        .asString()
        .contains("HttpOnly")
        .contains("SameSite=Lax");
    HttpResponse<String> home = browser.get("/");
    assertThat(home.statusCode()).isEqualTo(200);
    assertThat(home.headers().firstValue("Content-Security-Policy"))
        .get()
        .asString()
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(home.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(home.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(
            jdbc.sql("select count(*) from spring_session where principal_name = 'admin'")
                .query(Long.class)
                .single())
        .isPositive();
    assertThat(browser.get("/v1/people").statusCode())
        .as("a session opens no API call")
        .isEqualTo(401);
    assertThat(browser.post("/change", "").statusCode()).as("no CSRF token").isEqualTo(403);
    assertThat(browser.get("/logout").statusCode()).as("GET changes nothing").isNotEqualTo(302);
    assertThat(browser.get("/").statusCode()).isEqualTo(200);
    assertThat(browser.post("/logout", "_csrf=" + browser.token()).statusCode()).isEqualTo(302);
    assertThat(browser.get("/").statusCode()).isEqualTo(302);
  }

  @Test
  void theSessionIdChangesAtSignIn() throws Exception {
    Browser browser = new Browser();
    browser.get("/login");
    String before = browser.cookie();
    browser.signIn("admin", ADMIN_PASSWORD);
    assertThat(browser.cookie()).isNotEqualTo(before);
  }

  @Test
  void aWrongPasswordLeadsBackToTheForm() throws Exception {
    HttpResponse<String> answer = new Browser().signIn("nobody-here", "wrong");
    assertThat(answer.headers().firstValue("Location")).get().asString().endsWith("/login?error");
  }

  @Test
  void disablingAPersonEndsTheirSessionsAtOnce() throws Exception {
    AccountDesk.Created created = newPerson(Role.REVIEWER);
    Browser browser = new Browser();
    browser.signIn(created.person().id().value(), created.password());
    assertThat(browser.get("/").statusCode()).isEqualTo(200);
    accounts.disable(ADMIN, created.person().id(), true);
    assertThat(browser.get("/").statusCode()).isEqualTo(302);
    accounts.disable(ADMIN, created.person().id(), false);
    assertThat(browser.get("/").statusCode()).as("not even when enabled again").isEqualTo(302);
  }

  @Test
  void aPersonChangesTheirOwnPassword() throws Exception {
    AccountDesk.Created created = newPerson(Role.REVIEWER);
    String id = created.person().id().value();
    assertThat(
            send(
                    "PUT",
                    "/v1/me/password",
                    basic(id, created.password()),
                    "{\"current\": \"x\", \"wanted\": \"three blind mice\"}")
                .statusCode())
        .isEqualTo(422);
    assertThat(
            send(
                    "PUT",
                    "/v1/me/password",
                    basic(id, created.password()),
                    json("current", created.password(), "wanted", "password1234"))
                .statusCode())
        .isEqualTo(422);
    assertThat(
            send(
                    "PUT",
                    "/v1/me/password",
                    basic(id, created.password()),
                    json("current", created.password(), "wanted", "three blind mice"))
                .statusCode())
        .isEqualTo(204);
    assertThat(api("GET", "/v1/me", basic(id, "three blind mice")).statusCode()).isEqualTo(200);
  }

  @Test
  void accountsAreKeptOverHttp() throws Exception {
    String id = "p" + UUID.randomUUID().toString().substring(0, 8);
    HttpResponse<String> created =
        admin(
            "POST",
            "/v1/people",
            "{\"id\": \"" + id + "\", \"roles\": [\"reviewer\"], \"groups\": [\"ops\"]}");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(field(created, "password")).matches("([a-z2-9]{4}-){4}[a-z2-9]{4}");
    assertThat(admin("POST", "/v1/people", "{\"id\": \"" + id + "\"}").statusCode()).isEqualTo(422);
    assertThat(admin("POST", "/v1/people", "{\"id\": \"x\", \"rolls\": []}").statusCode())
        .as("unknown field")
        .isIn(400, 422);
    assertThat(admin("POST", "/v1/people/" + id + "/disable", "").body())
        .contains("\"disabled\":true");
    assertThat(admin("POST", "/v1/people/no-such/disable", "").statusCode()).isEqualTo(404);
    assertThat(admin("GET", "/v1/agents/no-such", "").statusCode()).isEqualTo(404);
  }

  @Test
  void theFirstAccountsAreMadeOnceHoweverManyStart() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<Boolean> start =
          () ->
              firstAccounts.seed(
                  "x", java.util.Optional.empty(), Credential.random(FirstAccounts.AGENT));
      for (Future<Boolean> made : threads.invokeAll(List.of(start, start, start, start))) {
        assertThat(made.get()).isFalse();
      }
    }
    assertThat(people.call("admin", ADMIN_PASSWORD, "127.0.0.1"))
        .isInstanceOf(Result.Accepted.class);
  }

  @Test
  void readinessIsOpenAndTheRestIsForAdministrators() throws Exception {
    assertThat(api("GET", "/actuator/health/readiness", null).statusCode()).isEqualTo(200);
    assertThat(api("GET", "/actuator/health", null).body()).doesNotContain("components");
    assertThat(api("GET", "/actuator/health", basic("admin", ADMIN_PASSWORD)).body())
        .contains("components");
    assertThat(api("GET", "/actuator/info", null).statusCode()).isEqualTo(401);
    assertThat(api("GET", "/actuator/info", bearer(FIRST_KEY)).statusCode()).isEqualTo(403);
  }

  private AccountDesk.Created newPerson(Role role) {
    PersonId id = new PersonId("p" + UUID.randomUUID().toString().substring(0, 12));
    return accounts.create(ADMIN, new NewPerson(id, "Somebody", Set.of(role), Set.of("reviewers")));
  }

  private static String json(String... pairs) {
    return "{\"%s\": \"%s\", \"%s\": \"%s\"}".formatted((Object[]) pairs);
  }

  private static String withoutCall(HttpResponse<String> answer) {
    return answer.body().replaceAll("urn:holdpoint:call:[^\"]*", "");
  }

  /** A browser's cookies and forms. */
  private class Browser {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    HttpResponse<String> get(String path) throws Exception {
      return client.send(
          HttpRequest.newBuilder(uri(path)).header("Accept", "text/html").build(),
          BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String form) throws Exception {
      return client.send(
          HttpRequest.newBuilder(uri(path))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build(),
          BodyHandlers.ofString());
    }

    HttpResponse<String> signIn(String name, String password) throws Exception {
      return post(
          "/login",
          "username="
              + name
              + "&password="
              + URLEncoder.encode(password, StandardCharsets.UTF_8)
              + "&_csrf="
              + token());
    }

    String token() throws Exception {
      Matcher matcher = Pattern.compile("value=\"([^\"]+)\"").matcher(get("/login").body());
      assertThat(matcher.find()).isTrue();
      return URLEncoder.encode(matcher.group(1), StandardCharsets.UTF_8);
    }

    String cookie() {
      return cookies.getCookieStore().getCookies().toString();
    }
  }
}
