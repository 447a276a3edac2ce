package io.holdpoint.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.holdpoint.model.desk.IssuerDesk.Profile;
import io.holdpoint.platform.Problem;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tells by a token of a trusted issuer which agent calls. Reading and verifying it is the
 * library's; whose it is, what it may be signed with and what it must say is ours. What the token
 * says of keys is not looked at.
 */
@Component
class TokenAuthentication {

  /** Would have us fetch or trust a key of the sender's choice, or change how it is read. */
  private static final Set<String> REFUSED_IN_HEADER =
      Set.of("jku", "jwk", "x5u", "x5c", "crit", "b64", "zip");

  private final IssuerStore store;
  private final IssuerKeys keys;
  private final AgentPlaces places;
  private final Clock clock;

  TokenAuthentication(IssuerStore store, IssuerKeys keys, AgentPlaces places, Clock clock) {
    this.store = store;
    this.keys = keys;
    this.places = places;
    this.clock = clock;
  }

  /** Whether this cannot be a key of ours, but may be a token. */
  static boolean looksLikeOne(String bearer) {
    return bearer.indexOf('.') >= 0 && !bearer.startsWith("hp");
  }

  AgentCheck authenticate(String bearer, String address) {
    try {
      SignedJWT token = read(bearer);
      TrustedIssuer issuer = issuerOf(token);
      return known(issuer, verified(token, issuer), address);
    } catch (TokenRefusedException e) {
      return new AgentCheck.Refused(e.fault().problem());
    } catch (KeySourceException e) {
      return new AgentCheck.Refused(issuerAway());
    } catch (ParseException e) {
      return new AgentCheck.Refused(TokenFault.TOKEN_MALFORMED.problem());
    } catch (BadJOSEException | JOSEException e) {
      return new AgentCheck.Refused(TokenFault.TOKEN_SIGNATURE.problem());
    }
  }

  private static SignedJWT read(String bearer) throws ParseException, TokenRefusedException {
    JWT token = JWTParser.parse(bearer);
    if (!(token instanceof SignedJWT signed)) {
      throw new TokenRefusedException(TokenFault.TOKEN_NOT_SIGNED);
    }
    if (!Collections.disjoint(signed.getHeader().getIncludedParams(), REFUSED_IN_HEADER)) {
      throw new TokenRefusedException(TokenFault.TOKEN_HEADER);
    }
    return signed;
  }

  /** Only to find by whose keys it is to be verified: nothing is believed yet. */
  private TrustedIssuer issuerOf(SignedJWT token) throws ParseException, TokenRefusedException {
    JWTClaimsSet said = token.getJWTClaimsSet();
    if (said == null) {
      throw new TokenRefusedException(TokenFault.TOKEN_MALFORMED);
    }
    TrustedIssuer issuer =
        named(TokenClaims.trustDomain(said.getSubject()))
            .filter(found -> found.profile() == Profile.SPIFFE)
            .or(() -> named(said.getIssuer()))
            .filter(found -> !found.disabled())
            .orElseThrow(() -> new TokenRefusedException(TokenFault.TOKEN_ISSUER));
    if (!issuer.algorithms().contains(token.getHeader().getAlgorithm())) {
      throw new TokenRefusedException(TokenFault.TOKEN_ALGORITHM);
    }
    return issuer;
  }

  private Optional<TrustedIssuer> named(@org.jspecify.annotations.Nullable String issuer) {
    return issuer == null || issuer.isEmpty() ? Optional.empty() : store.named(issuer);
  }

  private TokenActor verified(SignedJWT token, TrustedIssuer issuer)
      throws BadJOSEException, JOSEException {
    TokenClaims claims = new TokenClaims(issuer, clock.instant());
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier((type, context) -> claims.verifyType(type));
    processor.setJWSKeySelector(new IssuersKeys(issuer, keys.of(issuer)));
    processor.setJWTClaimsSetVerifier(claims);
    return TokenActor.of(processor.process(token, null));
  }

  private AgentCheck known(TrustedIssuer issuer, TokenActor actor, String address)
      throws TokenRefusedException {
    IssuerStore.Mapped mapped =
        store
            .agentOf(issuer, actor.subject())
            .orElseThrow(() -> new TokenRefusedException(TokenFault.TOKEN_SUBJECT));
    Instant now = clock.instant();
    CallingAgent agent = mapped.agent();
    if (mapped.disabled()) {
      places.refused(agent.id(), issuer.id(), address, "disabled", now);
      throw new TokenRefusedException(TokenFault.AGENT_DISABLED);
    }
    places.used(agent.id(), issuer.id(), address, now);
    return new AgentCheck.Known(agent.actingFor(actor.onBehalfOf()));
  }

  private static Problem issuerAway() {
    return Problem.of(
            503,
            "issuer_unavailable",
            "The token cannot be verified at the moment",
            "The keys of the token's issuer cannot be had. Nothing was done; try again.")
        .withHeader("Retry-After", "5");
  }

  /** The issuer's keys that may have signed it: of the algorithm that was pinned. */
  private static final class IssuersKeys extends JWSVerificationKeySelector<SecurityContext> {

    /** How bundles of SPIFFE mark the keys of JWT-SVIDs; others sign certificates. */
    private static final KeyUse JWT_SVID = new KeyUse("jwt-svid");

    private final boolean spiffe;

    private IssuersKeys(TrustedIssuer issuer, JWKSource<SecurityContext> keys) {
      super(issuer.algorithms(), keys);
      this.spiffe = issuer.profile() == Profile.SPIFFE;
    }

    @Override
    protected JWKMatcher createJWKMatcher(JWSHeader header) {
      JWKMatcher usual = super.createJWKMatcher(header);
      return spiffe && usual != null
          ? new JWKMatcher.Builder(usual).keyUses(JWT_SVID, KeyUse.SIGNATURE, null).build()
          : usual;
    }
  }
}
