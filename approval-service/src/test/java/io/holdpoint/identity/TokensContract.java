package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.IssuerDesk;
import io.holdpoint.model.desk.IssuerDesk.NewIssuer;
import io.holdpoint.model.desk.IssuerDesk.Profile;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What holds of trusted issuers' tokens on every database, against a real issuer over HTTP. */
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class TokensContract extends AgentKeysContract {

  private static final String SUBJECT = "support-agent";
  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

  @Autowired IssuerDesk issuers;
  @Autowired TokenAuthentication tokens;

  private TestIssuer issuer;
  private String id;
  private AgentId agent;
  private Instant now;

  @BeforeEach
  void trustAnIssuer() {
    issuer = new TestIssuer();
    id = "i" + UUID.randomUUID().toString().substring(0, 8);
    agent = newAgent().agent();
    now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    issuers.trust(
        ADMIN,
        new NewIssuer(
            id,
            issuer.url(),
            Optional.empty(),
            TestIssuer.AUDIENCE,
            Set.of("RS256", "ES256"),
            Profile.OAUTH,
            Duration.ofMinutes(10)));
    issuers.map(ADMIN, id, SUBJECT, agent);
  }

  @AfterEach
  void closeTheIssuer() {
    issuers.forget(ADMIN, id);
    issuer.close();
  }

  private JWTClaimsSet.Builder claims() {
    return issuer.claims(SUBJECT, now);
  }

  @Test
  void aTokenOfATrustedIssuerIsTheAgentThatItsSubjectIsMappedTo() throws Exception {
    assertThat(post(issuer.token(claims().build())).statusCode()).isEqualTo(200);
    String es256 =
        TestIssuer.signed(
            new JWSHeader.Builder(JWSAlgorithm.ES256).type(ACCESS_TOKEN).keyID("ec-1").build(),
            claims().build(),
            issuer.ec);
    assertThat(caller(es256).id()).isEqualTo(agent);
    assertThat(caller(es256).labels()).containsExactly("pii");
    assertThat(caller(es256).onBehalfOf()).isEmpty();
    assertThat(recorded("agent.new_place", agent.value(), id)).isEqualTo(1);
    assertThat(api("GET", "/v1/people", bearer(es256)).statusCode())
        .as("no agent's credential opens a call of people")
        .isEqualTo(403);
  }

  @Test
  void onBehalfOfWhomItActsIsKnown() {
    CallingAgent acting =
        caller(
            issuer.token(
                claims()
                    .subject("mara@example.com")
                    .claim("act", TestIssuer.act(SUBJECT))
                    .build()));
    assertThat(acting.id()).isEqualTo(agent);
    assertThat(acting.onBehalfOf()).isEqualTo("mara@example.com");
    assertRefused(
        issuer.token(claims().claim("act", TestIssuer.act("somebody-else")).build()),
        TokenFault.TOKEN_SUBJECT);
    assertRefused(
        issuer.token(
            claims()
                .subject("mara")
                .claim("act", Map.of("sub", SUBJECT, "iss", "https://other.example"))
                .build()),
        TokenFault.TOKEN_SUBJECT);
    assertRefused(issuer.token(claims().claim("act", SUBJECT).build()), TokenFault.TOKEN_CLAIMS);
    assertRefused(issuer.token(claims().claim("act", Map.of()).build()), TokenFault.TOKEN_SUBJECT);
  }

  @Test
  void refusesWhatIsNotSigned() throws Exception {
    assertRefused(new PlainJWT(claims().build()).serialize(), TokenFault.TOKEN_NOT_SIGNED);
    String[] parts = issuer.token(claims().build()).split("\\.");
    assertRefused(parts[0] + "." + parts[1] + ".", TokenFault.TOKEN_MALFORMED);
    assertRefused(
        parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length()),
        TokenFault.TOKEN_SIGNATURE);
    for (String broken : List.of("ey.x.y", "eyJ.", "....", "eyJhbGciOiJSUzI1NiJ9.e30")) {
      assertRefused(broken, TokenFault.TOKEN_MALFORMED);
    }
  }

  @Test
  void refusesAnAlteredClaim() throws Exception {
    String[] mine = issuer.token(claims().build()).split("\\.");
    String[] other = issuer.token(claims().subject("admin-agent").build()).split("\\.");
    assertRefused(mine[0] + "." + other[1] + "." + mine[2], TokenFault.TOKEN_SIGNATURE);
  }

  @Test
  void refusesThePublicKeyTakenForASecret() throws Exception {
    byte[] pem =
        ("-----BEGIN PUBLIC KEY-----\n"
                + Base64.encode(issuer.rsa.toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n")
            .getBytes(StandardCharsets.UTF_8);
    for (byte[] secret :
        List.of(pem, issuer.rsa.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8))) {
      SignedJWT forged =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256)
                  .type(ACCESS_TOKEN)
                  .keyID(issuer.rsa.getKeyID())
                  .build(),
              claims().build());
      forged.sign(new MACSigner(secret));
      assertRefused(forged.serialize(), TokenFault.TOKEN_ALGORITHM);
    }
    assertRefused(
        issuer.token(claims().build(), header -> {}).replaceFirst("^[^.]+", header("RS512")),
        TokenFault.TOKEN_ALGORITHM);
  }

  @Test
  void refusesKeysThatTheTokenBringsAlong() {
    RSAKey forger = TestIssuer.rsaKey("rsa-1");
    JWTClaimsSet claims = claims().build();
    assertRefused(forged(forger, h -> {}), TokenFault.TOKEN_SIGNATURE);
    assertRefused(forged(forger, h -> h.jwk(forger.toPublicJWK())), TokenFault.TOKEN_HEADER);
    assertRefused(
        forged(forger, h -> h.jwkURL(URI.create(issuer.keysAt()))), TokenFault.TOKEN_HEADER);
    assertRefused(
        forged(forger, h -> h.x509CertURL(URI.create(issuer.keysAt()))), TokenFault.TOKEN_HEADER);
    assertRefused(
        forged(forger, h -> h.x509CertChain(List.of(Base64.encode("x")))), TokenFault.TOKEN_HEADER);
    assertRefused(
        issuer.token(claims, h -> h.criticalParams(Set.of("exp"))), TokenFault.TOKEN_HEADER);
    assertRefused(
        issuer.token(claims, h -> h.criticalParams(Set.of("b64")).base64URLEncodePayload(true)),
        TokenFault.TOKEN_HEADER);
    for (String kid : List.of("unknown", "../../etc/passwd", "' or 1=1 --", "ec-1")) {
      assertRefused(issuer.token(claims, h -> h.keyID(kid)), TokenFault.TOKEN_SIGNATURE);
    }
  }

  private String forged(RSAKey forger, java.util.function.Consumer<JWSHeader.Builder> with) {
    JWSHeader.Builder header =
        new JWSHeader.Builder(JWSAlgorithm.RS256).type(ACCESS_TOKEN).keyID(forger.getKeyID());
    with.accept(header);
    return TestIssuer.signed(header.build(), claims().build(), forger);
  }

  @Test
  void refusesAnotherTypeOfToken() {
    for (String type : List.of("JWT", "dpop+jwt", "logout+jwt", "secevent+jwt")) {
      assertRefused(
          issuer.token(claims().build(), h -> h.type(new JOSEObjectType(type))),
          TokenFault.TOKEN_TYPE);
    }
    assertRefused(issuer.token(claims().build(), h -> h.type(null)), TokenFault.TOKEN_TYPE);
    assertThat(
            caller(
                    issuer.token(
                        claims().build(), h -> h.type(new JOSEObjectType("application/at+jwt"))))
                .id())
        .isEqualTo(agent);
  }

  @Test
  void refusesAnotherIssuerAudienceOrSubject() throws Exception {
    assertRefused(
        issuer.token(claims().issuer("https://other.example").build()), TokenFault.TOKEN_ISSUER);
    assertRefused(
        issuer.token(claims().issuer(issuer.url() + "/").build()), TokenFault.TOKEN_ISSUER);
    assertRefused(issuer.token(claims().issuer(null).build()), TokenFault.TOKEN_ISSUER);
    assertRefused(
        issuer.token(claims().audience("https://shop.example.com").build()),
        TokenFault.TOKEN_AUDIENCE);
    assertRefused(
        issuer.token(claims().audience(TestIssuer.AUDIENCE + ".evil.example").build()),
        TokenFault.TOKEN_AUDIENCE);
    assertThat(
            caller(
                    issuer.token(
                        claims()
                            .audience(List.of("https://a.example", TestIssuer.AUDIENCE))
                            .build()))
                .id())
        .isEqualTo(agent);
    assertRefused(issuer.token(claims().subject("nobody").build()), TokenFault.TOKEN_SUBJECT);
    assertRefused(
        issuer.token(claims().subject(SUBJECT.toUpperCase(java.util.Locale.ROOT)).build()),
        TokenFault.TOKEN_SUBJECT);
    try (TestIssuer stranger = new TestIssuer()) {
      JWTClaimsSet claims = new JWTClaimsSet.Builder(claims().build()).issuer(issuer.url()).build();
      assertRefused(stranger.token(claims), TokenFault.TOKEN_SIGNATURE);
    }
  }

  @Test
  void refusesWhatLacksAClaim() {
    for (String name : List.of("exp", "aud", "sub", "client_id", "iat", "jti")) {
      assertRefused(issuer.token(claims().claim(name, null).build()), TokenFault.TOKEN_CLAIMS);
    }
  }

  @Test
  void aTokensTimesHoldToTheMillisecond() {
    JWTClaimsSet claims = claims().notBeforeTime(Date.from(now)).build();
    String token = issuer.token(claims);
    Instant end = now.plusSeconds(300).plus(TokenClaims.SKEW);
    assertAt(end.minusMillis(1), token, null);
    assertAt(end, token, TokenFault.TOKEN_EXPIRED);
    assertAt(end.plusMillis(1), token, TokenFault.TOKEN_EXPIRED);
    Instant start = now.minus(TokenClaims.SKEW);
    assertAt(start, token, null);
    assertAt(start.minusMillis(1), token, TokenFault.TOKEN_NOT_YET_VALID);
    assertAt(now.plus(Duration.ofMinutes(10)), token, TokenFault.TOKEN_EXPIRED);
    assertAt(now.minus(Duration.ofMinutes(10)), token, TokenFault.TOKEN_NOT_YET_VALID);
    String later = issuer.token(claims().notBeforeTime(Date.from(now.plusSeconds(60))).build());
    assertAt(now, later, TokenFault.TOKEN_NOT_YET_VALID);
    assertAt(now.plusSeconds(30), later, null);
  }

  @Test
  void refusesATokenThatLivesTooLong() {
    Instant longest = now.plus(Duration.ofMinutes(10));
    assertThat(caller(issuer.token(claims().expirationTime(Date.from(longest)).build())).id())
        .isEqualTo(agent);
    assertRefused(
        issuer.token(claims().expirationTime(Date.from(longest.plusSeconds(1))).build()),
        TokenFault.TOKEN_LIFETIME);
    assertRefused(
        issuer.token(claims().issueTime(Date.from(now.minusSeconds(86_400))).build()),
        TokenFault.TOKEN_LIFETIME);
  }

  @Test
  void aDisabledAgentOrIssuerEndsItsTokensAtOnce() throws Exception {
    String token = issuer.token(claims().build());
    assertThat(post(token).statusCode()).isEqualTo(200);
    agents.disable(ADMIN, agent, true);
    assertRefused(token, TokenFault.AGENT_DISABLED);
    agents.disable(ADMIN, agent, false);
    assertThat(post(token).statusCode()).isEqualTo(200);
    issuers.disable(ADMIN, id, true);
    assertRefused(token, TokenFault.TOKEN_ISSUER);
    issuers.disable(ADMIN, id, false);
    issuers.unmap(ADMIN, id, SUBJECT);
    assertRefused(token, TokenFault.TOKEN_SUBJECT);
    assertThat(recorded("issuer.disabled", id)).isEqualTo(1);
    assertThat(recorded("issuer.subject_unmapped", id, SUBJECT)).isEqualTo(1);
  }

  @Test
  void aChangedKeyIsLearnedAndAWithdrawnOneNoLongerCounts() {
    String old = issuer.token(claims().build());
    assertThat(caller(old).id()).isEqualTo(agent);
    RSAKey next = TestIssuer.rsaKey("rsa-2");
    issuer.publishes(next);
    String fresh =
        TestIssuer.signed(
            new JWSHeader.Builder(JWSAlgorithm.RS256).type(ACCESS_TOKEN).keyID("rsa-2").build(),
            claims().build(),
            next);
    assertThat(caller(fresh).id()).isEqualTo(agent);
    assertRefused(old, TokenFault.TOKEN_SIGNATURE);
  }

  @Test
  void serviceAccountsOfAClusterAreAgents() {
    issuers.forget(ADMIN, id);
    trust(Profile.KUBERNETES, issuer.url());
    String subject = "system:serviceaccount:agents:support";
    issuers.map(ADMIN, id, subject, agent);
    JWTClaimsSet.Builder claims =
        claims()
            .subject(subject)
            .claim("client_id", null)
            .claim("kubernetes.io", Map.of("namespace", "agents"));
    assertThat(caller(issuer.token(claims.build(), h -> h.type(null))).id()).isEqualTo(agent);
    assertRefused(issuer.token(claims.build()), TokenFault.TOKEN_TYPE);
    assertRefused(
        issuer.token(claims.claim("kubernetes.io", null).build(), h -> h.type(null)),
        TokenFault.TOKEN_CLAIMS);
  }

  @Test
  void workloadsOfATrustDomainAreAgents() {
    issuers.forget(ADMIN, id);
    trust(Profile.SPIFFE, "spiffe://agents.example");
    String subject = "spiffe://agents.example/ns/support";
    issuers.map(ADMIN, id, subject, agent);
    RSAKey svid =
        new RSAKey.Builder(TestIssuer.rsaKey("svid")).keyUse(new KeyUse("jwt-svid")).build();
    RSAKey certificates =
        new RSAKey.Builder(TestIssuer.rsaKey("x509")).keyUse(new KeyUse("x509-svid")).build();
    issuer.publishes(svid, certificates);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(subject)
            .audience(TestIssuer.AUDIENCE)
            .expirationTime(Date.from(now.plusSeconds(300)))
            .build();
    assertThat(caller(spiffe(claims, svid)).id()).isEqualTo(agent);
    assertRefused(spiffe(claims, certificates), TokenFault.TOKEN_SIGNATURE);
    assertRefused(
        spiffe(
            new JWTClaimsSet.Builder(claims).subject("spiffe://other.example/ns/support").build(),
            svid),
        TokenFault.TOKEN_ISSUER);
    assertRefused(
        spiffe(
            new JWTClaimsSet.Builder(claims)
                .subject("spiffe://agents.example.evil.example/ns/support")
                .build(),
            svid),
        TokenFault.TOKEN_ISSUER);
  }

  private static String spiffe(JWTClaimsSet claims, RSAKey key) {
    return TestIssuer.signed(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims, key);
  }

  private void trust(Profile profile, String name) {
    issuers.trust(
        ADMIN,
        new NewIssuer(
            id,
            name,
            Optional.of(issuer.keysAt()),
            TestIssuer.AUDIENCE,
            Set.of("RS256"),
            profile,
            Duration.ofMinutes(10)));
  }

  @Test
  void issuersAreKeptOverHttp() throws Exception {
    try (TestIssuer another = new TestIssuer()) {
      String name = "h" + id;
      String body =
          "{\"id\": \"%s\", \"issuer\": \"%s\", \"audience\": \"a\", \"profile\": \"%s\", \"algorithms\": [\"%s\"]}";
      assertThat(
              admin("POST", "/v1/issuers", body.formatted(name, another.url(), "oauth", "RS256"))
                  .statusCode())
          .isEqualTo(201);
      assertThat(admin("GET", "/v1/issuers", "").body()).contains(another.url());
      assertThat(
              admin(
                      "POST",
                      "/v1/issuers/" + name + "/subjects",
                      "{\"subject\": \"a/b?c\", \"agent\": \"" + agent + "\"}")
                  .body())
          .contains("a/b?c");
      assertThat(
              admin(
                      "DELETE",
                      "/v1/issuers/"
                          + name
                          + "/subjects?subject="
                          + URLEncoder.encode("a/b?c", StandardCharsets.UTF_8),
                      "")
                  .body())
          .doesNotContain("a/b?c");
      assertThat(admin("DELETE", "/v1/issuers/" + name, "").statusCode()).isEqualTo(204);
      for (String bad :
          List.of(
              body.formatted(name, another.url(), "oauth", "HS256"),
              body.formatted(name, another.url(), "oauth", "none"),
              body.formatted(name, another.url(), "saml", "RS256"),
              body.formatted(name, "http://issuer.example", "oauth", "RS256"),
              body.formatted(name, "https://169.254.169.254", "oauth", "RS256"),
              body.formatted(name, "file:///etc/passwd", "oauth", "RS256"),
              body.formatted("No Name", another.url(), "oauth", "RS256"))) {
        assertThat(admin("POST", "/v1/issuers", bad).statusCode()).as(bad).isEqualTo(422);
      }
      assertThat(api("GET", "/v1/issuers", bearer(FIRST_KEY)).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aSubjectIsOneAgent() {
    assertThatThrownBy(() -> issuers.map(ADMIN, id, SUBJECT, newAgent().agent()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("already");
    assertThatThrownBy(() -> issuers.map(ADMIN, id, "x", new AgentId("no-such-agent")))
        .isInstanceOf(BadInputException.class);
  }

  private void assertAt(
      Instant at, String token, @org.jspecify.annotations.Nullable TokenFault fault) {
    clock.stopAt(at);
    if (fault == null) {
      assertThat(caller(token).id()).as("at " + at).isEqualTo(agent);
    } else {
      assertRefused(token, fault);
    }
    clock.reset();
  }

  private CallingAgent caller(String token) {
    AgentCheck check = tokens.authenticate(token, "127.0.0.1");
    assertThat(check).isInstanceOf(AgentCheck.Known.class);
    return ((AgentCheck.Known) check).agent();
  }

  private void assertRefused(String token, TokenFault fault) {
    try {
      HttpResponse<String> answer = post(token);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
      assertThat(answer.body()).contains("\"code\":\"" + fault.code() + "\"");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> post(String token) throws Exception {
    return api("POST", "/v1/requests", bearer(token));
  }

  private static String header(String algorithm) {
    return com.nimbusds.jose.util.Base64URL.encode(
            "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}")
        .toString();
  }
}
