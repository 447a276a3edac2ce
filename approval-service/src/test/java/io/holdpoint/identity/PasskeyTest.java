package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.desk.PasskeyDesk;
import io.holdpoint.model.desk.StepUp;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.Together;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Passkeys as browsers and authenticators bring them, and as attackers would. */
@SuppressWarnings("NullAway.Init") // Spring and the first method fill the fields
class PasskeyTest extends WholeApplication {

  private static final String OWN = "/account/passkeys";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Autowired AccountDesk accounts;
  @Autowired PasskeyDesk passkeys;
  @Autowired ShiftableLedgerTime time;
  @Autowired JdbcClient jdbc;

  private Someone ada;

  @BeforeEach
  void adaIsSignedIn() throws Exception {
    ada = someone();
  }

  @AfterEach
  void timeIsAsItIs() {
    time.reset();
  }

  @Test
  void aPasskeyIsRegisteredUsedAndRemoved() throws Exception {
    TestAuthenticator phone = registered(ada);
    assertThat(passkeys.of(ada.id, ada.id))
        .singleElement()
        .satisfies(
            passkey -> {
              assertThat(passkey.name()).isEqualTo("My <b>phone</b>");
              assertThat(passkey.lastUsedAt()).isEmpty();
            });
    assertThat(ada.browser.get(OWN)).contains("My &lt;b&gt;phone&lt;/b&gt;", "never used");
    assertThat(recorded("person.passkey_registered", ada)).isEqualTo(1);

    assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).isEqualTo(204);
    var used = passkeys.of(ada.id, ada.id).getFirst();
    assertThat(used.lastUsedAt()).isPresent();
    assertThat(recorded("person.proven", ada, "passkey")).isEqualTo(1);

    ada.browser.post(OWN + "/remove", OWN, "id", used.id());
    assertThat(passkeys.of(ada.id, ada.id)).isEmpty();
    assertThat(recorded("person.passkey_removed", ada)).isEqualTo(1);
    assertThat(ada.browser.post(OWN + "/prove/begin", OWN).statusCode()).isEqualTo(422);
  }

  @Test
  void onlyItsPublicHalfIsStored() throws Exception {
    registered(ada);
    byte[] stored =
        jdbc.sql("select credential from passkeys where person = :person")
            .param("person", ada.id.value())
            .query((rs, n) -> rs.getBytes(1))
            .single();
    // Kind, length, credential id, and a key of two coordinates.
    assertThat(stored).hasSize(16 + 2 + 32 + 77);
  }

  @Test
  void registeringNeedsAFreshProof() throws Exception {
    time.forward(Duration.ofMinutes(6));
    assertThat(ada.browser.get(OWN)).contains("First prove who you are");
    assertThat(ada.browser.post(OWN + "/begin", OWN).statusCode()).isEqualTo(403);
    assertThat(ada.browser.post(OWN + "/confirm", OWN, "password", "").statusCode()).isEqualTo(403);
    assertThat(ada.browser.post(OWN + "/confirm", OWN, "password", "not hers").statusCode())
        .isEqualTo(403);
    assertThat(ada.browser.post(OWN + "/confirm", OWN, "password", ada.password).statusCode())
        .isEqualTo(302);
    TestAuthenticator phone = registered(ada);
    time.forward(Duration.ofMinutes(6));
    assertThat(ada.browser.post(OWN + "/begin", OWN).statusCode()).isEqualTo(403);
    prove(ada, phone.prove(begun(ada)));
    assertThat(ada.browser.post(OWN + "/begin", OWN).statusCode())
        .as("a passkey is as good as the password")
        .isEqualTo(200);
  }

  @Test
  void anAnswerCountsOnce() throws Exception {
    TestAuthenticator phone = registered(ada);
    String answer = phone.prove(begun(ada));
    assertThat(prove(ada, answer).statusCode()).isEqualTo(204);
    assertThat(prove(ada, answer).statusCode()).isEqualTo(403);
    assertThat(recorded("person.passkey_refused", ada, "CHALLENGE")).isEqualTo(1);
  }

  @Test
  void anAnswerWithoutACounterCountsOnceHoweverOftenItComesAtTheSameMoment() throws Exception {
    TestAuthenticator synced = registered(ada);
    synced.counter = -1; // it stays at zero, as that of passkeys that devices share
    String answer = synced.prove(begun(ada));
    AtomicInteger counted = new AtomicInteger();
    Runnable again =
        () -> {
          try {
            if (prove(ada, answer).statusCode() == 204) {
              counted.incrementAndGet();
            }
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
    Together.run(again, again, again, again);
    assertThat(counted).hasValue(1);
  }

  @Test
  void anAnswerThatIsRefusedHasUsedUpItsChallenge() throws Exception {
    TestAuthenticator phone = registered(ada);
    String options = begun(ada);
    phone.verifies = false;
    assertThat(prove(ada, phone.prove(options)).statusCode()).isEqualTo(403);
    phone.verifies = true;
    assertThat(prove(ada, phone.prove(options)).statusCode()).isEqualTo(403);
    assertRefused("CHALLENGE");
  }

  @Test
  void anAnswerThatWasMadeForAnotherSiteDoesNotCount() throws Exception {
    TestAuthenticator phone = registered(ada);
    String ours = phone.origin;
    for (String origin :
        List.of(
            "https://localhost:" + port,
            "http://localhost",
            "http://localhost:" + (port + 1),
            "http://evil.localhost:" + port,
            "http://127.0.0.1:" + port,
            "null")) {
      phone.origin = origin;
      assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).as(origin).isEqualTo(403);
      phone.origin = ours;
      assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).isEqualTo(204);
    }
    assertRefused("SITE");
    phone.host = "evil.example";
    assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).isEqualTo(403);
  }

  @Test
  void anAnswerWithoutUserVerificationDoesNotCount() throws Exception {
    TestAuthenticator phone = registered(ada);
    phone.verifies = false;
    assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).isEqualTo(403);
    assertRefused("UNVERIFIED");
    TestAuthenticator careless = authenticator();
    careless.verifies = false;
    assertThat(register(ada, careless).statusCode()).isEqualTo(422);
    assertThat(passkeys.of(ada.id, ada.id)).hasSize(1);
  }

  @Test
  void aCounterThatGoesBackDoesNotCount() throws Exception {
    TestAuthenticator phone = registered(ada);
    phone.counter = 41;
    assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).isEqualTo(204);
    phone.counter = 41;
    assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).as("the same").isEqualTo(403);
    phone.counter = 7;
    assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).as("a lower").isEqualTo(403);
    assertRefused("COUNTER");
    phone.counter = 42;
    assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).isEqualTo(204);
  }

  @Test
  void anotherPersonsPasskeyDoesNotCount() throws Exception {
    TestAuthenticator hers = registered(ada);
    Someone ben = someone();
    TestAuthenticator his = registered(ben);
    assertThat(prove(ben, hers.prove(begun(ben))).statusCode()).isEqualTo(403);
    assertThat(recorded("person.passkey_refused", ben, "CREDENTIAL")).isEqualTo(1);
    his.handle = hers.handle;
    assertThat(prove(ben, his.prove(begun(ben))).statusCode())
        .as("it names another person")
        .isEqualTo(403);
    String handle = hers.handle;
    assertThat(register(ben, hers).statusCode())
        .as("one authenticator's credential is one person's")
        .isEqualTo(422);
    hers.handle = handle;
    assertThat(prove(ada, hers.prove(begun(ada))).statusCode()).isEqualTo(204);
  }

  @Test
  void aChallengeIsForOneSessionOnePersonAndOnePurpose() throws Exception {
    TestAuthenticator phone = registered(ada);
    String options = begun(ada);
    Someone elsewhere =
        new Someone(
            ada.id, ada.password, new ConsoleVisitor(address()).signIn(ada.name(), ada.password));
    assertThat(prove(elsewhere, phone.prove(options)).statusCode())
        .as("another session of hers")
        .isEqualTo(403);
    assertThat(prove(ada, phone.prove(options)).statusCode()).isEqualTo(204);
    String creation = ada.browser.post(OWN + "/begin", OWN).body();
    phone.host = "localhost";
    assertThat(prove(ada, phone.prove(creation)).statusCode())
        .as("a challenge of registering")
        .isEqualTo(403);
    assertRefused("CHALLENGE");
  }

  @Test
  void aChallengeIsOverAfterFiveMinutes() throws Exception {
    TestAuthenticator phone = registered(ada);
    String options = begun(ada);
    time.forward(PasskeyDesk.WAIT);
    assertThat(prove(ada, phone.prove(options)).statusCode()).isEqualTo(403);
    assertRefused("CHALLENGE");
  }

  @Test
  void anAlteredAnswerDoesNotCountAndIsNoError() throws Exception {
    TestAuthenticator phone = registered(ada);
    for (String answer :
        List.of("", "{}", "[]", "null", "{\"id\":1}", "x".repeat(PasskeyDesk.ANSWER_MAX + 1))) {
      assertThat(prove(ada, answer).statusCode()).as(answer).isEqualTo(403);
      noWaiting();
      assertThat(ada.browser.post(OWN, OWN, "name", "x", "answer", answer).statusCode())
          .as(answer)
          .isEqualTo(422);
    }
    String real = phone.prove(begun(ada));
    String other = phone.prove(begun(ada));
    String signature = real.replaceAll(".*\"signature\":\"([^\"]+)\".*", "$1");
    String mixed =
        other.replaceAll("\"signature\":\"[^\"]+\"", "\"signature\":\"" + signature + "\"");
    noWaiting();
    assertThat(prove(ada, mixed).statusCode()).isEqualTo(403);
    assertRefused("INVALID");
  }

  @Test
  void tryingIsSlowedDown() throws Exception {
    TestAuthenticator phone = registered(ada);
    for (int i = 0; i < SignInThrottle.FREE_PER_ACCOUNT; i++) {
      assertThat(prove(ada, "{}").statusCode()).isEqualTo(403);
    }
    assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).isEqualTo(403);
    noWaiting();
    assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).isEqualTo(204);
  }

  @Test
  void thereAreTenAtMostAndNamesAreChecked() throws Exception {
    for (int i = 0; i < PasskeyDesk.MOST; i++) {
      registered(ada);
    }
    assertThat(ada.browser.post(OWN + "/begin", OWN).statusCode()).isEqualTo(422);
    Someone ben = someone();
    for (String name : List.of(" ", "x".repeat(PasskeyDesk.NAME_MAX + 1), "a\u202eb")) {
      String answer = authenticator().register(ben.browser.post(OWN + "/begin", OWN).body());
      assertThat(ben.browser.post(OWN, OWN, "name", name, "answer", answer).statusCode())
          .as(name)
          .isEqualTo(422);
    }
  }

  @Test
  void whatIsBegunAndNeverEndedDoesNotPileUp() throws Exception {
    registered(ada);
    for (int i = 0; i < PasskeyStore.MOST_OUT + 5; i++) {
      begun(ada);
    }
    assertThat(
            jdbc.sql("select count(*) from passkey_challenges where person = :person")
                .param("person", ada.name())
                .query(Long.class)
                .single())
        .isLessThanOrEqualTo(PasskeyStore.MOST_OUT);
  }

  @Test
  void passkeysCountAtTheConsolesOwnAddress() {
    assertThat(PasskeySite.of(Optional.empty(), 8080))
        .get()
        .extracting("host")
        .isEqualTo("localhost");
    assertThat(site("https://Holdpoint.Example.org/console/"))
        .get()
        .satisfies(
            site -> {
              assertThat(site.host()).isEqualTo("holdpoint.example.org");
              assertThat(site.origin()).hasToString("https://holdpoint.example.org");
            });
    assertThat(site("http://holdpoint.example.org")).as("without TLS").isEmpty();
    assertThat(site("https://10.1.2.3")).isEmpty();
    assertThat(site("https://[::1]:8443")).isEmpty();
  }

  @Test
  void programsListAndRemoveThem() throws Exception {
    registered(ada);
    String hers = IdentityCalls.basic(ada.name(), ada.password);
    String id = passkeys.of(ada.id, ada.id).getFirst().id();
    assertThat(call("GET", "/v1/me/passkeys", hers).body()).contains(id, "\"lastUsedAt\":null");
    Someone ben = someone();
    String his = IdentityCalls.basic(ben.name(), ben.password);
    assertThat(call("DELETE", "/v1/me/passkeys/" + id, his).statusCode()).isEqualTo(404);
    assertThat(call("GET", "/v1/people/" + ada.id + "/passkeys", his).statusCode()).isEqualTo(403);
    String admin = IdentityCalls.basic("admin", "correct horse battery");
    String path = "/v1/people/" + ada.id + "/passkeys";
    assertThat(call("GET", path, admin).body()).contains(id);
    assertThat(call("DELETE", path + "/" + id, admin).statusCode()).isEqualTo(204);
    assertThat(call("DELETE", path + "/" + id, admin).statusCode()).isEqualTo(404);
    assertThat(passkeys.of(ada.id, ada.id)).isEmpty();
  }

  private HttpResponse<String> call(String method, String path, String who) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", who)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static Optional<PasskeySite> site(String url) {
    return PasskeySite.of(Optional.of(URI.create(url)), 8080);
  }

  private record Someone(PersonId id, String password, ConsoleVisitor browser) {
    String name() {
      return id.value();
    }
  }

  private Someone someone() throws Exception {
    PersonId id = new PersonId("passkey-" + NUMBER.incrementAndGet());
    String password =
        accounts
            .create(
                ADMIN, new NewPerson(id, "Somebody", Set.of(Role.REVIEWER), Set.of("reviewers")))
            .password();
    return new Someone(id, password, new ConsoleVisitor(address()).signIn(id.value(), password));
  }

  private TestAuthenticator registered(Someone who) throws Exception {
    TestAuthenticator authenticator = authenticator();
    assertThat(register(who, authenticator).statusCode()).isEqualTo(302);
    return authenticator;
  }

  private TestAuthenticator authenticator() {
    return new TestAuthenticator(address());
  }

  private static HttpResponse<String> register(Someone who, TestAuthenticator authenticator)
      throws Exception {
    HttpResponse<String> options = who.browser.post(OWN + "/begin", OWN);
    assertThat(options.statusCode()).as(options.body()).isEqualTo(200);
    String answer = authenticator.register(options.body());
    return who.browser.post(OWN, OWN, "name", "My <b>phone</b>", "answer", answer);
  }

  private static String begun(Someone who) throws Exception {
    HttpResponse<String> options = who.browser.post(OWN + "/prove/begin", OWN);
    assertThat(options.statusCode()).as(options.body()).isEqualTo(200);
    return options.body();
  }

  private static HttpResponse<String> prove(Someone who, String answer) throws Exception {
    return who.browser.post(OWN + "/prove", OWN, "answer", answer);
  }

  private void noWaiting() {
    jdbc.sql("update sign_in_failures set blocked_until = updated_at").update();
  }

  private void assertRefused(String why) {
    assertThat(recorded("person.passkey_refused", ada, why)).isPositive();
  }

  private long recorded(String event, Someone who, String... parts) {
    return jdbc
        .sql("select data from audit_events where event = :event and actor = :actor")
        .params(Map.of("event", event, "actor", "person:" + who.id))
        .query(String.class)
        .list()
        .stream()
        .filter(data -> Set.of(parts).stream().allMatch(data::contains))
        .count();
  }

  private String address() {
    return "http://localhost:" + port;
  }

  @Test
  void aProofIsOfTheSessionAndFreshForFiveMinutes() throws Exception {
    TestAuthenticator phone = registered(ada);
    time.forward(StepUp.FRESH);
    assertThat(ada.browser.get(OWN)).contains("First prove who you are");
    assertThat(prove(ada, phone.prove(begun(ada))).statusCode()).isEqualTo(204);
    assertThat(ada.browser.get(OWN)).doesNotContain("First prove who you are");
    time.forward(StepUp.FRESH.minusSeconds(30));
    assertThat(ada.browser.get(OWN)).doesNotContain("First prove who you are");
    time.forward(Duration.ofSeconds(31));
    assertThat(ada.browser.get(OWN)).contains("First prove who you are");
  }
}
