package io.holdpoint.verdict;

import io.holdpoint.model.broker.CredentialBroker;
import io.holdpoint.model.token.AccessToken;
import io.holdpoint.model.token.VerdictTokens;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Hands out access tokens (RFC 9068) signed with the verdict keys: a resource server needs the JWKS
 * address and nothing else. Another broker takes its place as a bean marked primary.
 */
@Component
class AccessTokenBroker implements CredentialBroker {

  private final VerdictTokens tokens;
  private final VerdictKeys keys;

  AccessTokenBroker(VerdictTokens tokens, VerdictKeys keys) {
    this.tokens = tokens;
    this.keys = keys;
  }

  @Override
  public Credential issue(Occasion occasion) {
    var signing = keys.signing();
    String id = UUID.randomUUID().toString();
    // In whole seconds, as the token says it: never longer than its terms.
    var expiresAt = occasion.at().plus(occasion.terms().validFor()).truncatedTo(ChronoUnit.SECONDS);
    String text =
        AccessToken.mint(tokens.issuer(), id, occasion, expiresAt, signing.key(), signing.secret());
    return new Credential(id, "Bearer", text, expiresAt);
  }
}
