package io.holdpoint.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.holdpoint.model.desk.IssuerDesk.NewIssuer;
import io.holdpoint.model.desk.IssuerDesk.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each condition on a token's claims by itself: everything else of the token is right. */
class TokenClaimsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration SKEW = TokenClaims.SKEW;

  @ParameterizedTest
  @EnumSource(Profile.class)
  void takesWhatIsRight(Profile profile) {
    assertThat(fault(profile, right(profile))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "exp", "aud", "sub", "client_id", "iat", "jti"})
  void anAccessTokenHasEachOfItsClaims(String name) {
    assertThat(fault(Profile.OAUTH, right(Profile.OAUTH).claim(name, null)))
        .isEqualTo(TokenFault.TOKEN_CLAIMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "exp", "aud", "sub", "iat", "kubernetes.io"})
  void aServiceAccountsTokenHasEachOfItsClaims(String name) {
    assertThat(fault(Profile.KUBERNETES, right(Profile.KUBERNETES).claim(name, null)))
        .isEqualTo(TokenFault.TOKEN_CLAIMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "aud", "sub"})
  void aWorkloadsTokenHasEachOfItsClaims(String name) {
    assertThat(fault(Profile.SPIFFE, right(Profile.SPIFFE).claim(name, null)))
        .isEqualTo(TokenFault.TOKEN_CLAIMS);
  }

  @Test
  void itIsTheIssuersToTheLetter() {
    for (String other : new String[] {"https://issuer.example/", "https://Issuer.example", ""}) {
      assertThat(fault(Profile.OAUTH, right(Profile.OAUTH).issuer(other)))
          .as(other)
          .isEqualTo(TokenFault.TOKEN_ISSUER);
    }
    for (String other :
        new String[] {"spiffe://agents.example.evil/x", "spiffe://other.example/x", "agents"}) {
      assertThat(fault(Profile.SPIFFE, right(Profile.SPIFFE).subject(other)))
          .as(other)
          .isEqualTo(TokenFault.TOKEN_ISSUER);
    }
  }

  @Test
  void itIsForUs() {
    assertThat(fault(Profile.OAUTH, right(Profile.OAUTH).audience("https://shop.example")))
        .isEqualTo(TokenFault.TOKEN_AUDIENCE);
  }

  @Test
  void itEndsToTheMillisecond() {
    JWTClaimsSet.Builder token = right(Profile.OAUTH).expirationTime(Date.from(NOW));
    assertThat(fault(Profile.OAUTH, token, NOW.plus(SKEW).minusMillis(1))).isNull();
    assertThat(fault(Profile.OAUTH, token, NOW.plus(SKEW))).isEqualTo(TokenFault.TOKEN_EXPIRED);
  }

  @Test
  void itBeginsToTheMillisecond() {
    JWTClaimsSet.Builder token = right(Profile.OAUTH).notBeforeTime(Date.from(NOW.plus(SKEW)));
    assertThat(fault(Profile.OAUTH, token, NOW)).isNull();
    assertThat(fault(Profile.OAUTH, token, NOW.minusMillis(1)))
        .isEqualTo(TokenFault.TOKEN_NOT_YET_VALID);
  }

  @Test
  void itWasNotMadeInTheFuture() {
    JWTClaimsSet.Builder token = right(Profile.OAUTH).issueTime(Date.from(NOW.plus(SKEW)));
    assertThat(fault(Profile.OAUTH, token, NOW)).isNull();
    assertThat(fault(Profile.OAUTH, token, NOW.minusMillis(1)))
        .isEqualTo(TokenFault.TOKEN_NOT_YET_VALID);
  }

  @Test
  void itLivesAsLongAsAllowedAtMost() {
    Instant longest = NOW.minusSeconds(10).plus(Duration.ofMinutes(10));
    JWTClaimsSet.Builder token = right(Profile.OAUTH);
    assertThat(fault(Profile.OAUTH, token.expirationTime(Date.from(longest)))).isNull();
    assertThat(fault(Profile.OAUTH, token.expirationTime(Date.from(longest.plusMillis(1)))))
        .isEqualTo(TokenFault.TOKEN_LIFETIME);
    JWTClaimsSet.Builder workload = right(Profile.SPIFFE);
    Instant end = NOW.plus(Duration.ofMinutes(10)).plusMillis(1);
    assertThat(fault(Profile.SPIFFE, workload.expirationTime(Date.from(end))))
        .as("it does not say when it was made")
        .isEqualTo(TokenFault.TOKEN_LIFETIME);
  }

  @Test
  void itsTypeIsOneOfItsProfile() {
    TokenClaims claims = new TokenClaims(issuer(Profile.OAUTH), NOW);
    assertThatCode(() -> claims.verifyType(new JOSEObjectType("at+JWT")))
        .doesNotThrowAnyException();
    assertRefused(claims, null);
    assertRefused(claims, new JOSEObjectType("JWT"));
  }

  private static void assertRefused(TokenClaims claims, @Nullable JOSEObjectType type) {
    TokenRefusedException refused =
        catchThrowableOfType(TokenRefusedException.class, () -> claims.verifyType(type));
    assertThat(refused.fault()).isEqualTo(TokenFault.TOKEN_TYPE);
  }

  private static JWTClaimsSet.Builder right(Profile profile) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .audience("https://holdpoint.example")
            .subject("spiffe://agents.example/support")
            .expirationTime(Date.from(NOW.plusSeconds(60)));
    return profile == Profile.SPIFFE
        ? claims
        : claims
            .issuer("https://issuer.example")
            .issueTime(Date.from(NOW.minusSeconds(10)))
            .claim("client_id", "support")
            .claim("jti", "1")
            .claim("kubernetes.io", Map.of("namespace", "agents"));
  }

  private static TrustedIssuer issuer(Profile profile) {
    return new TrustedIssuer(
        new NewIssuer(
            "test",
            profile == Profile.SPIFFE ? "spiffe://agents.example" : "https://issuer.example",
            Optional.empty(),
            "https://holdpoint.example",
            Set.of("RS256"),
            profile,
            Duration.ofMinutes(10)),
        false);
  }

  private static @Nullable TokenFault fault(Profile profile, JWTClaimsSet.Builder token) {
    return fault(profile, token, NOW);
  }

  private static @Nullable TokenFault fault(
      Profile profile, JWTClaimsSet.Builder token, Instant at) {
    try {
      new TokenClaims(issuer(profile), at).verify(token.build(), null);
      return null;
    } catch (TokenRefusedException e) {
      return e.fault();
    }
  }
}
