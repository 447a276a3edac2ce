package io.holdpoint.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who acts by a token, and for whom.
 *
 * @param subject of the actor
 * @param onBehalfOf the subject that it acts for; empty when it acts for itself
 */
record TokenActor(String subject, String onBehalfOf) {

  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{1,500}");

  /** With {@code act} (RFC 8693) its subject acts, for the subject of the token. */
  static TokenActor of(JWTClaimsSet claims) throws TokenRefusedException {
    String subject = printable(claims.getSubject());
    Object act = claims.getClaim("act");
    if (act == null) {
      return new TokenActor(subject, "");
    }
    if (!(act instanceof Map<?, ?> actor)) {
      throw new TokenRefusedException(TokenFault.TOKEN_CLAIMS);
    }
    Object of = actor.get("iss");
    if (of != null && !of.equals(claims.getIssuer())) {
      // Subjects of two issuers may be spelled alike.
      throw new TokenRefusedException(TokenFault.TOKEN_SUBJECT);
    }
    return new TokenActor(printable(actor.get("sub")), subject);
  }

  private static String printable(@org.jspecify.annotations.Nullable Object subject)
      throws TokenRefusedException {
    if (subject instanceof String text && PRINTABLE.matcher(text).matches()) {
      return text;
    }
    throw new TokenRefusedException(TokenFault.TOKEN_SUBJECT);
  }
}
