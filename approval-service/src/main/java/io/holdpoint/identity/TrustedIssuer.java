package io.holdpoint.identity;

import com.nimbusds.jose.JWSAlgorithm;
import io.holdpoint.model.desk.IssuerDesk.NewIssuer;
import io.holdpoint.model.desk.IssuerDesk.Profile;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;

/** An issuer as its tokens are judged by. */
record TrustedIssuer(NewIssuer terms, boolean disabled) {

  /**
   * What an issuer may sign with; nothing that a public key could be mistaken for a secret with.
   */
  static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private static final String DISCOVERY = "/.well-known/openid-configuration";

  String id() {
    return terms.id();
  }

  Profile profile() {
    return terms.profile();
  }

  Set<JWSAlgorithm> algorithms() {
    return terms.algorithms().stream()
        .filter(ALGORITHMS::contains)
        .map(JWSAlgorithm::parse)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Where its own description is, when its keys are found by discovery. */
  URI discovery() {
    String issuer = terms.issuer();
    return URI.create(
        (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + DISCOVERY);
  }
}
