package io.holdpoint.identity;

import io.holdpoint.identity.OidcRefusedException.Why;
import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** The last step of a sign-in from elsewhere: who that is here. */
@Component
class OidcSignIn implements OAuth2UserService<OidcUserRequest, OidcUser> {

  private static final Logger log = LoggerFactory.getLogger(OidcSignIn.class);

  private static final Duration SKEW = Duration.ofSeconds(30);

  private final OidcUserService users = OidcCalls.users();
  private final OidcPeople people;
  private final LedgerTime time;

  OidcSignIn(OidcPeople people, LedgerTime time) {
    this.people = people;
    this.time = time;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser user = users.loadUser(request);
    OidcPeople.Found found;
    try {
      found = people.signIn(user);
    } catch (RuntimeException e) {
      // Whatever goes wrong while we look, nobody comes in.
      log.warn("a sign-in could not be completed: {}", e.toString());
      throw new InternalAuthenticationServiceException("sign-in failed", e);
    }
    return found
        .person()
        .<OidcUser>map(
            person -> new OidcPerson(user, person.authenticatedAt(authenticatedAt(user))))
        .orElseThrow(() -> refused(found.refused().orElse(Why.ROLE)));
  }

  /** As the provider says; a clock of theirs that is a little ahead makes nothing fresher. */
  private Optional<Instant> authenticatedAt(OidcUser user) {
    Instant now = time.now();
    return Optional.ofNullable(user.getAuthenticatedAt())
        .filter(at -> at.isBefore(now.plus(SKEW)))
        .map(at -> at.isAfter(now) ? now : at);
  }

  private static OAuth2AuthenticationException refused(Why why) {
    return new OAuth2AuthenticationException(
        new OAuth2Error(flag(why)), new OidcRefusedException(why));
  }

  /** As the sign-in page knows it. */
  static String flag(Why why) {
    return "sso-" + why.name().toLowerCase(Locale.ROOT);
  }

  /** The provider's tokens are used once, for the sign-in, and kept nowhere. */
  static final class NoTokens implements OAuth2AuthorizedClientRepository {

    @Override
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // null: there is none
    public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
        String id, Authentication who, jakarta.servlet.http.HttpServletRequest request) {
      return null;
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient client,
        Authentication who,
        jakarta.servlet.http.HttpServletRequest request,
        jakarta.servlet.http.HttpServletResponse response) {}

    @Override
    public void removeAuthorizedClient(
        String id,
        Authentication who,
        jakarta.servlet.http.HttpServletRequest request,
        jakarta.servlet.http.HttpServletResponse response) {}
  }
}
