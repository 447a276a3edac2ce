package io.holdpoint.identity;

import io.holdpoint.model.desk.SignInWays;
import io.holdpoint.platform.PlatformSettings;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.stereotype.Component;

/**
 * Us as a client of the identity provider. Its description is read when somebody first signs in,
 * not at the start: decisions must not wait for it. Where it cannot be read, the next who signs in
 * tries again.
 */
@Component
class OidcClient implements ClientRegistrationRepository, SignInWays {

  static final String ID = "oidc";
  private static final String BEGIN = "/oauth2/authorization/" + ID;
  private static final String BACK = "/login/oauth2/code/" + ID;
  private static final Logger log = LoggerFactory.getLogger(OidcClient.class);

  private final OidcSettings settings;
  private final Optional<URI> publicUrl;
  private volatile @Nullable ClientRegistration known;

  OidcClient(OidcSettings settings, PlatformSettings platform) {
    this.settings = settings;
    this.publicUrl = platform.publicUrl();
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    if (!settings.isOn() || !id.equals(ID)) {
      return null;
    }
    ClientRegistration registration = known;
    if (registration == null) {
      registration = read();
      known = registration;
    }
    return registration;
  }

  private ClientRegistration read() {
    try {
      return ClientRegistrations.fromOidcConfiguration(
              OidcCalls.description(settings.issuer().orElseThrow()))
          .registrationId(ID)
          .clientId(settings.clientId().orElseThrow())
          .clientSecret(settings.clientSecret().orElseThrow())
          .scope(settings.scopes())
          // What a caller says in Host must not choose where the answer goes.
          .redirectUri(
              publicUrl.map(url -> url.toString().replaceAll("/+$", "")).orElse("{baseUrl}") + BACK)
          .build();
    } catch (RuntimeException e) {
      if (OidcCalls.unanswered(e).isEmpty()) {
        log.warn("the identity provider's description cannot be read: {}", e.getMessage());
      }
      throw new OAuth2AuthenticationException(new OAuth2Error("no_description"), e);
    }
  }

  @Override
  public Optional<String> singleSignOn() {
    return settings.isOn() ? Optional.of(settings.name()) : Optional.empty();
  }

  @Override
  public String singleSignOnAt() {
    return BEGIN;
  }
}
