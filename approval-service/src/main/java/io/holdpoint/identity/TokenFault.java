package io.holdpoint.identity;

import io.holdpoint.platform.Problem;
import java.util.Locale;

/**
 * Why an issuer's token does not count. The code is stable; it is the constant in small letters.
 */
enum TokenFault {
  TOKEN_MALFORMED("The token cannot be read as a JSON Web Token."),
  TOKEN_NOT_SIGNED("The token is not signed."),
  TOKEN_HEADER("The token's header holds jku, jwk, x5u, x5c, crit, b64 or zip; none is taken."),
  TOKEN_ISSUER("The token is of no issuer that is trusted here."),
  TOKEN_ALGORITHM("The token is signed with an algorithm that is not allowed for its issuer."),
  TOKEN_TYPE("The token is of another type than its issuer's tokens are."),
  TOKEN_SIGNATURE("The signature is not one of the issuer's keys."),
  TOKEN_CLAIMS("The token lacks a claim that tokens of its issuer have."),
  TOKEN_AUDIENCE("The token is meant for another audience."),
  TOKEN_EXPIRED("The token has expired."),
  TOKEN_NOT_YET_VALID("The token is not valid yet."),
  TOKEN_LIFETIME("The token lives longer than is allowed for its issuer."),
  TOKEN_SUBJECT("The token's subject is no agent here."),
  AGENT_DISABLED("The agent is disabled.");

  private final String detail;

  TokenFault(String detail) {
    this.detail = detail;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  Problem problem() {
    return CredentialProblems.unauthorized(code(), "The token does not count", detail);
  }
}
