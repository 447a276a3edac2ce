package io.holdpoint.model.token;

import io.holdpoint.model.token.TokenRefusedException.Why;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Mints verdict tokens, and reads back those that are good here and now. */
public final class VerdictTokens {

  /** The {@code typ} of the header: no other token of this issuer can be taken for a verdict. */
  public static final String TYPE = Jws.TYP;

  /** So much may the clock that minted be ahead. Nothing is added to the end of a token's life. */
  public static final Duration EARLY = Duration.ofSeconds(5);

  private final String issuer;
  private final String audience;

  public VerdictTokens(String issuer, String audience) {
    this.issuer = issuer;
    this.audience = audience;
  }

  public String issuer() {
    return issuer;
  }

  public String audience() {
    return audience;
  }

  /** The compact form, signed. */
  public static String mint(VerdictClaims claims, VerdictKey key, PrivateKey secret) {
    return Jws.sign(claims.members(), key.id(), secret);
  }

  /** What a token says, and whether its time is over. */
  public record Read(VerdictClaims claims, boolean expired) {}

  /**
   * Checks everything but the time's end: form, algorithm, type, key, signature, issuer, audience,
   * and that it is not from the future.
   *
   * @param keys the issuer's key of an id; empty when it has none (any more)
   * @throws TokenRefusedException {@code INVALID}: it is not good, and never was here
   */
  public Read read(String token, Function<String, Optional<VerdictKey>> keys, Instant now) {
    Jws jws = Jws.parse(token);
    VerdictKey key =
        keys.apply(jws.kid()).orElseThrow(() -> invalid("no key of the issuer has its key id"));
    VerdictClaims claims =
        VerdictClaims.of(jws.claims(key))
            .orElseThrow(() -> invalid("its claims are not those of a verdict"));
    if (!issuer.equals(claims.issuer())) {
      throw invalid("it is of another issuer");
    }
    if (!audience.equals(claims.audience())) {
      throw invalid("it is for another audience");
    }
    Instant latest = now.plus(EARLY);
    if (claims.notBefore().isAfter(latest) || claims.issuedAt().isAfter(latest)) {
      throw invalid("it is from the future");
    }
    return new Read(claims, !now.isBefore(claims.expiresAt()));
  }

  /**
   * Checks everything, the time's end too.
   *
   * @throws TokenRefusedException it is not good here and now
   */
  public VerdictClaims check(
      String token, Function<String, Optional<VerdictKey>> keys, Instant now) {
    Read read = read(token, keys, now);
    if (read.expired()) {
      throw new TokenRefusedException(
          Why.EXPIRED, "the verdict token ended at " + read.claims().expiresAt());
    }
    return read.claims();
  }

  private static TokenRefusedException invalid(String why) {
    return new TokenRefusedException(Why.INVALID, "not a verdict token to be taken here: " + why);
  }
}
