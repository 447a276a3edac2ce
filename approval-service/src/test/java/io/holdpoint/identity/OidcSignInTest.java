package io.holdpoint.identity;

import static io.holdpoint.identity.OidcVisitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.desk.StepUp;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.TestDatabases;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** People sign in at a real OpenID provider, with what browsers send. */
class OidcSignInTest extends IdentityCalls {

  private static final TestProvider PROVIDER = new TestProvider();

  private static final String PASSKEYS = "/account/passkeys";

  @Autowired AccountDesk accounts;
  @Autowired ShiftableLedgerTime time;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    TestDatabases.h2(properties);
    properties.add("holdpoint.oidc.issuer", PROVIDER.issuer::url);
    properties.add("holdpoint.oidc.client-id", () -> TestProvider.CLIENT);
    properties.add("holdpoint.oidc.client-secret", () -> TestProvider.SECRET);
    properties.add("holdpoint.oidc.groups", () -> "sre=ops,infosec=security");
    properties.add("holdpoint.oidc.reviewers", () -> "sre,infosec");
    properties.add("holdpoint.oidc.admins", () -> "platform-admins");
  }

  @AfterAll
  static void close() {
    PROVIDER.close();
  }

  @AfterEach
  void timeIsAsItIs() {
    time.reset();
  }

  @Test
  void aPersonSignsInAndIsWhomTheClaimsSay() throws Exception {
    OidcVisitor visitor = new OidcVisitor(port);
    HttpResponse<String> first = visitor.get("/");
    assertThat(first.statusCode()).isEqualTo(302);
    String before = visitor.session();
    String subject = somebody("mara", "groups", List.of("sre", "unknown"));
    HttpResponse<String> done = visitor.signIn();
    assertThat(location(done).getPath()).isEqualTo("/");
    assertThat(visitor.session()).as("the session id changes").isNotEqualTo(before);
    assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    Person mara = person("mara");
    assertThat(mara.roles()).containsExactly(Role.REVIEWER);
    assertThat(mara.groups()).containsExactly("ops");
    assertThat(recorded("person.created", "mara", subject)).isEqualTo(1);
    assertThat(recorded("person.signed_in", "mara", "oidc")).isEqualTo(1);

    somebody(subject, "mara", Map.of("groups", List.of("infosec", "platform-admins")));
    new OidcVisitor(port).signIn();
    assertThat(person("mara").roles()).containsExactlyInAnyOrder(Role.REVIEWER, Role.ADMIN);
    assertThat(person("mara").groups()).containsExactly("security");
  }

  @Test
  void whoHasNoRoleDoesNotComeInAndGetsNoAccount() throws Exception {
    String subject = somebody("norole", "groups", List.of("sales"));
    assertRefused("sso-role");
    assertThat(accounts.person(new PersonId("norole"))).isEmpty();
    assertThat(recorded("person.sign_in_refused", subject, "ROLE")).isEqualTo(1);
  }

  @Test
  void losingTheLastRoleEndsTheNextSignInAndWhatTheyMayDoNow() throws Exception {
    String subject = somebody("leaver", "groups", List.of("sre"));
    OidcVisitor visitor = new OidcVisitor(port);
    visitor.signIn();
    assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    somebody(subject, "leaver", Map.of("groups", List.of()));
    assertRefused("sso-role");
    assertThat(person("leaver").roles()).isEmpty();
  }

  @Test
  void aDisabledPersonDoesNotComeIn() throws Exception {
    somebody("gone", "groups", List.of("sre"));
    OidcVisitor visitor = new OidcVisitor(port);
    visitor.signIn();
    accounts.disable(ADMIN, new PersonId("gone"), true);
    assertThat(visitor.get("/").statusCode()).isEqualTo(302);
    assertRefused("sso-disabled");
  }

  @Test
  void aNameOrAMailMakesNobodySomebodyElse() throws Exception {
    accounts.create(
        ADMIN, new NewPerson(new PersonId("local"), "Local", Set.of(Role.AUDITOR), Set.of()));
    somebody("local", "groups", List.of("sre"));
    new OidcVisitor(port).signIn();
    assertThat(person("local").roles())
        .as("the account of that name")
        .containsExactly(Role.AUDITOR);
    somebody(
        UUID.randomUUID().toString(),
        "admin",
        Map.of("groups", List.of("sre"), "email", "admin@example.com", "email_verified", true));
    new OidcVisitor(port).signIn();
    assertThat(person("admin").roles()).containsExactly(Role.ADMIN);
  }

  @Test
  void nobodyIsTwoPeople() throws Exception {
    Map<String, Object> claims =
        Map.of("groups", List.of("sre"), "email", "Twice@Example.com", "email_verified", true);
    somebody("first-subject", "once", claims);
    assertThat(location(new OidcVisitor(port).signIn()).getPath()).isEqualTo("/");
    Map<String, Object> again = new HashMap<>(claims);
    again.put("email", "twice@example.com");
    somebody("second-subject", "again", again);
    assertRefused("sso-second");
    assertThat(accounts.person(new PersonId("again"))).isEmpty();
    somebody("first-subject", "once", claims);
    assertThat(location(new OidcVisitor(port).signIn()).getPath()).isEqualTo("/");
  }

  @Test
  void anAccountIsLinkedByAnAdministratorOnly() throws Exception {
    accounts.create(
        ADMIN, new NewPerson(new PersonId("linked"), "Linked", Set.of(Role.AUDITOR), Set.of()));
    assertThat(
            admin("PUT", "/v1/people/linked/sign-in", "{\"subject\": \"their-subject\"}")
                .statusCode())
        .isEqualTo(204);
    assertThat(
            admin("PUT", "/v1/people/admin/sign-in", "{\"subject\": \"their-subject\"}")
                .statusCode())
        .isEqualTo(422);
    somebody("their-subject", "whatever", Map.of("groups", List.of("sre")));
    new OidcVisitor(port).signIn();
    assertThat(person("linked").roles()).containsExactly(Role.REVIEWER);
    assertThat(api("PUT", "/v1/people/linked/sign-in", bearer(FIRST_KEY)).statusCode())
        .isEqualTo(403);
    assertThat(admin("DELETE", "/v1/people/linked/sign-in", "").statusCode()).isEqualTo(204);
    assertThat(recorded("person.sign_in_linked", "linked")).isEqualTo(1);
    assertThat(recorded("person.sign_in_unlinked", "linked")).isEqualTo(1);
  }

  @Test
  void theAnswerCountsOnlyInTheBrowserThatAskedAndOnce() throws Exception {
    somebody("victim", "groups", List.of("sre"));
    OidcVisitor attacker = new OidcVisitor(port);
    URI answer = attacker.answer();
    assertThat(location(new OidcVisitor(port).get(answer)).toString())
        .as("state")
        .endsWith("error=sso");
    URI forged = URI.create(answer.toString().replaceAll("state=[^&]*", "state=forged"));
    assertThat(location(attacker.get(forged)).toString()).endsWith("error=sso");
    OidcVisitor fresh = new OidcVisitor(port);
    URI again = fresh.answer();
    assertThat(location(fresh.get(again)).getPath()).isEqualTo("/");
    assertThat(location(fresh.get(again)).toString()).endsWith("error=sso");
  }

  @Test
  void anIdTokenThatIsNotForUsNowDoesNotCount() throws Exception {
    somebody("liar", "groups", List.of("sre", "platform-admins"));
    PROVIDER.lies(claims -> claims.claim("nonce", "another"));
    assertRefused("sso");
    PROVIDER.lies(claims -> claims.claim("nonce", null));
    assertRefused("sso");
    PROVIDER.lies(claims -> claims.audience("another-client"));
    assertRefused("sso");
    PROVIDER.lies(claims -> claims.issuer("https://other.example"));
    assertRefused("sso");
    PROVIDER.lies(claims -> claims.expirationTime(java.util.Date.from(java.time.Instant.EPOCH)));
    assertRefused("sso");
    assertThat(accounts.person(new PersonId("liar"))).isEmpty();
  }

  @Test
  void whereToGoAfterwardsIsNotTheAddressesToSay() throws Exception {
    somebody("redirected", "groups", List.of("sre"));
    OidcVisitor visitor = new OidcVisitor(port);
    URI begun =
        location(
            visitor.get(
                uri(
                    "/oauth2/authorization/oidc?redirect_uri=https://evil.example&continue=//evil.example")));
    Map<String, String> asked = TestProvider.parameters(begun);
    assertThat(asked.get("redirect_uri")).isEqualTo(uri("/login/oauth2/code/oidc").toString());
    assertThat(asked).containsEntry("code_challenge_method", "S256").containsKey("nonce");
    assertThat(asked.get("scope")).contains("openid");
    HttpResponse<String> done = visitor.get(location(visitor.get(begun)));
    assertThat(location(done).getHost()).isIn("localhost", null);
    assertThat(visitor.get("/").statusCode()).isEqualTo(200);
    assertThat(visitor.get("/v1/people").statusCode()).as("no API call").isEqualTo(401);
  }

  @Test
  void signingInAgainAsksTheProviderToAuthenticateAnew() throws Exception {
    Map<String, String> anew =
        TestProvider.parameters(location(new OidcVisitor(port).beginAgain()));
    assertThat(anew).containsEntry("prompt", "login").containsEntry("max_age", "0");
    assertThat(anew).containsKeys("state", "nonce", "code_challenge");
    Map<String, String> asEver = TestProvider.parameters(location(new OidcVisitor(port).begin()));
    assertThat(asEver).doesNotContainKeys("prompt", "max_age");
  }

  @Test
  void whoAuthenticatedJustNowMayRegisterAPasskeyAndIsLedBackToIt() throws Exception {
    String subject = somebody("anew", "groups", List.of("sre"));
    OidcVisitor visitor = new OidcVisitor(port);
    visitor.signIn();
    assertThat(visitor.get(PASSKEYS).body()).contains("first prove who you are");
    authenticated(subject, "anew", Duration.ofSeconds(-2));
    assertThat(location(visitor.signInAgain()).getPath()).isEqualTo(PASSKEYS);
    assertThat(visitor.get(PASSKEYS).body()).contains("\"challenge\"");
    assertThat(location(visitor.signIn()).getPath()).as("once").isEqualTo("/");
    time.forward(StepUp.FRESH);
    assertThat(visitor.get(PASSKEYS).body()).as("later").contains("first prove who you are");
  }

  @Test
  void whatTheProviderDoesNotSayOrThatIsOldOrOfTheFutureOpensNoRegistering() throws Exception {
    String subject = somebody("stale", "groups", List.of("sre"));
    assertThat(registeringAgain()).as("not said").contains("first prove who you are");
    authenticated(subject, "stale", StepUp.FRESH.plusSeconds(1).negated());
    assertThat(registeringAgain()).as("old").contains("first prove who you are");
    authenticated(subject, "stale", Duration.ofHours(1));
    assertThat(registeringAgain()).as("of the future").contains("first prove who you are");
    authenticated(subject, "stale", Duration.ofSeconds(10));
    assertThat(registeringAgain()).as("their clock is a little ahead").contains("\"challenge\"");
  }

  @Test
  void authenticatingAtTheProviderIsNoProofForADecision() throws Exception {
    String subject = somebody("decider", "groups", List.of("sre"));
    authenticated(subject, "decider", Duration.ofSeconds(-2));
    assertThat(registeringAgain()).contains("\"challenge\"").endsWith("proven: Optional.empty");
  }

  /** What they are told who sign in again in order to register a passkey. */
  private String registeringAgain() throws Exception {
    OidcVisitor visitor = new OidcVisitor(port);
    assertThat(location(visitor.signInAgain()).getPath()).isEqualTo(PASSKEYS);
    return visitor.get(PASSKEYS).body();
  }

  /**
   * @param since from now to when the provider says that it authenticated them
   */
  private static void authenticated(String subject, String name, Duration since) {
    somebody(
        subject,
        name,
        Map.of("groups", List.of("sre"), "auth_time", Instant.now().plus(since).getEpochSecond()));
  }

  private void assertRefused(String flag) throws Exception {
    OidcVisitor visitor = new OidcVisitor(port);
    assertThat(location(visitor.signIn()).toString()).endsWith("/login?error=" + flag);
    assertThat(visitor.get("/").statusCode()).isEqualTo(302);
  }

  private static String somebody(String name, String claim, Object value) {
    String subject = UUID.randomUUID().toString();
    somebody(subject, name, Map.of(claim, value));
    return subject;
  }

  private static void somebody(String subject, String name, Map<String, Object> more) {
    Map<String, Object> claims = new HashMap<>(more);
    claims.put("sub", subject);
    claims.put("preferred_username", name);
    claims.put("name", "Some <b>body</b>");
    PROVIDER.isUsedBy(claims);
  }

  private Person person(String id) {
    return accounts.person(new PersonId(id)).orElseThrow();
  }
}
