package io.holdpoint.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The keys of trusted issuers: cached, asked for anew when a token names an unknown one (but not as
 * often as strangers like), and good for a bounded time when the issuer is away.
 */
@Component
class IssuerKeys {

  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

  private final IssuerFetch fetch;
  private final IssuerSettings settings;

  /** By where they come from: an issuer that was forgotten and made anew starts anew. */
  private final Map<String, JWKSource<SecurityContext>> sources = new ConcurrentHashMap<>();

  IssuerKeys(IssuerFetch fetch, IssuerSettings settings) {
    this.fetch = fetch;
    this.settings = settings;
  }

  JWKSource<SecurityContext> of(TrustedIssuer issuer) {
    return sources.computeIfAbsent(place(issuer), place -> source(issuer));
  }

  void forget(TrustedIssuer issuer) {
    sources.remove(place(issuer));
  }

  private static String place(TrustedIssuer issuer) {
    return issuer.terms().issuer() + " " + issuer.terms().keysAt().orElse("");
  }

  private JWKSource<SecurityContext> source(TrustedIssuer issuer) {
    return JWKSourceBuilder.create(new Fetched(issuer))
        .cache(settings.keysFor().toMillis(), IssuerFetch.LONGEST.toMillis() * 3)
        .refreshAheadCache(false)
        .rateLimited(settings.askAgainAfter().toMillis())
        .outageTolerant(settings.outage().toMillis())
        .build();
  }

  /**
   * Asks the issuer now.
   *
   * @throws IOException its keys cannot be had; the message may be shown
   */
  JWKSet ask(TrustedIssuer issuer) throws IOException {
    URI at =
        issuer.terms().keysAt().isPresent()
            ? URI.create(issuer.terms().keysAt().get())
            : discovered(issuer);
    try {
      return JWKSet.parse(fetch.get(at));
    } catch (ParseException e) {
      throw new IOException("what it answered is no JWK set", e);
    }
  }

  private URI discovered(TrustedIssuer issuer) throws IOException {
    try {
      Map<String, Object> metadata = JSONObjectUtils.parse(fetch.get(issuer.discovery()));
      if (!issuer.terms().issuer().equals(JSONObjectUtils.getString(metadata, "issuer"))) {
        throw new IOException("its description names another issuer");
      }
      URI at = JSONObjectUtils.getURI(metadata, "jwks_uri");
      if (at == null) {
        throw new IOException("its description has no jwks_uri");
      }
      return at;
    } catch (ParseException e) {
      throw new IOException("its description cannot be read", e);
    }
  }

  /** What the library caches. */
  private final class Fetched implements JWKSetSource<SecurityContext> {

    private final TrustedIssuer issuer;

    private Fetched(TrustedIssuer issuer) {
      this.issuer = issuer;
    }

    @Override
    public JWKSet getJWKSet(
        @Nullable JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        return ask(issuer);
      } catch (IOException e) {
        log.warn("the keys of issuer {} cannot be had: {}", issuer.id(), e.getMessage());
        throw new JWKSetUnavailableException("keys cannot be had", e);
      }
    }

    @Override
    public void close() {}
  }
}
