package io.holdpoint.model.token;

import io.holdpoint.model.broker.CredentialBroker.Occasion;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The access token (RFC 9068) that a redemption hands out: signed with the verdict key, of another
 * {@code typ} than a verdict, for one resource server and one action. See docs/verdicts.md.
 */
public final class AccessToken {

  /** The {@code typ} of the header: it cannot be taken for a verdict, nor a verdict for it. */
  public static final String TYPE = "at+jwt";

  private AccessToken() {}

  /**
   * The compact form, signed.
   *
   * @param id its {@code jti}
   * @param expiresAt in whole seconds
   */
  public static String mint(
      String issuer,
      String id,
      Occasion occasion,
      Instant expiresAt,
      VerdictKey key,
      PrivateKey secret) {
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("type", VerdictClaims.DETAIL_TYPE);
    detail.put("tool", occasion.tool());
    detail.put("target", occasion.target());
    detail.put("digest", occasion.digest());
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("aud", occasion.terms().audience());
    claims.put("sub", occasion.agent().value());
    claims.put("client_id", occasion.redeemer());
    claims.put("act", Map.of("sub", occasion.redeemer()));
    claims.put("jti", id);
    claims.put("iat", occasion.at().getEpochSecond());
    claims.put("nbf", occasion.at().getEpochSecond());
    claims.put("exp", expiresAt.getEpochSecond());
    if (!occasion.terms().scope().isEmpty()) {
      claims.put("scope", occasion.terms().scope());
    }
    claims.put("request", occasion.request().toString());
    claims.put("task", occasion.task());
    claims.put("authorization_details", List.of(detail));
    return Jws.sign(claims, TYPE, key.id(), secret);
  }
}
