package io.holdpoint.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import io.holdpoint.model.desk.IssuerDesk.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges what a token says, once its signature is known to be the issuer's. */
final class TokenClaims implements JWTClaimsSetVerifier<SecurityContext> {

  /** So far two clocks may be apart. */
  static final Duration SKEW = Duration.ofSeconds(30);

  static final int SUBJECT_CHARS = 500;

  private static final Map<Profile, List<String>> DEMANDED =
      Map.of(
          Profile.OAUTH, List.of("iss", "exp", "aud", "sub", "client_id", "iat", "jti"),
          Profile.KUBERNETES, List.of("iss", "exp", "aud", "sub", "iat", "kubernetes.io"),
          Profile.SPIFFE, List.of("exp", "aud", "sub"));

  private static final Map<Profile, List<String>> TYPES =
      Map.of(
          Profile.OAUTH, List.of("at+jwt", "application/at+jwt"),
          Profile.KUBERNETES, List.of("", "jwt"),
          Profile.SPIFFE, List.of("", "jwt", "jose"));

  private final TrustedIssuer issuer;
  private final Instant now;

  TokenClaims(TrustedIssuer issuer, Instant now) {
    this.issuer = issuer;
    this.now = now;
  }

  /** The header's {@code typ} tells an access token from other tokens of the same issuer. */
  void verifyType(@Nullable JOSEObjectType type) throws TokenRefusedException {
    String text = type == null ? "" : type.getType().toLowerCase(Locale.ROOT);
    demand(TYPES.getOrDefault(issuer.profile(), List.of()).contains(text), TokenFault.TOKEN_TYPE);
  }

  @Override
  public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
      throws TokenRefusedException {
    for (String name : DEMANDED.getOrDefault(issuer.profile(), List.of())) {
      demand(claims.getClaim(name) != null, TokenFault.TOKEN_CLAIMS);
    }
    demand(isOfIssuer(claims), TokenFault.TOKEN_ISSUER);
    demand(claims.getAudience().contains(issuer.terms().audience()), TokenFault.TOKEN_AUDIENCE);
    Instant end = claims.getExpirationTime().toInstant();
    demand(now.isBefore(end.plus(SKEW)), TokenFault.TOKEN_EXPIRED);
    Optional<Instant> from = instant(claims.getNotBeforeTime());
    Optional<Instant> issued = instant(claims.getIssueTime());
    Instant soon = now.plus(SKEW);
    demand(from.filter(soon::isBefore).isEmpty(), TokenFault.TOKEN_NOT_YET_VALID);
    demand(issued.filter(soon::isBefore).isEmpty(), TokenFault.TOKEN_NOT_YET_VALID);
    Instant latest = issued.orElse(now).plus(issuer.terms().maxLifetime());
    demand(!end.isAfter(latest), TokenFault.TOKEN_LIFETIME);
  }

  private boolean isOfIssuer(JWTClaimsSet claims) {
    return switch (issuer.profile()) {
      case OAUTH, KUBERNETES -> issuer.terms().issuer().equals(claims.getIssuer());
      // The trust domain says whose it is; iss is optional there and means nothing.
      case SPIFFE -> trustDomain(claims.getSubject()).equals(issuer.terms().issuer());
    };
  }

  /** {@code spiffe://trust-domain} of a SPIFFE id; empty for anything else. */
  static String trustDomain(@Nullable String subject) {
    String start = "spiffe://";
    if (subject == null || !subject.startsWith(start)) {
      return "";
    }
    int end = subject.indexOf('/', start.length());
    return end < 0 ? subject : subject.substring(0, end);
  }

  private static Optional<Instant> instant(@Nullable Date date) {
    return Optional.ofNullable(date).map(Date::toInstant);
  }

  private static void demand(boolean holds, TokenFault fault) throws TokenRefusedException {
    if (!holds) {
      throw new TokenRefusedException(fault);
    }
  }
}
