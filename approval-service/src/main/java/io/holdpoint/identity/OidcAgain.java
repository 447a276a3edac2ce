package io.holdpoint.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/**
 * Asks the identity provider to authenticate somebody anew, whatever session they have there, who
 * comes to register a passkey; and leads them back to that page.
 */
final class OidcAgain implements OAuth2AuthorizationRequestResolver {

  /** The parameter of the link that begins it. */
  static final String ASKED = "again";

  private static final String BACK = "holdpoint.after-sign-in";
  private static final String PASSKEYS = "/account/passkeys";

  private final OAuth2AuthorizationRequestResolver usual;

  OidcAgain(OAuth2AuthorizationRequestResolver usual) {
    this.usual = usual;
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest call) {
    return again(call, usual.resolve(call));
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest call, String id) {
    return again(call, usual.resolve(call, id));
  }

  private static @Nullable OAuth2AuthorizationRequest again(
      HttpServletRequest call, @Nullable OAuth2AuthorizationRequest usual) {
    if (usual == null || call.getParameter(ASKED) == null) {
      return usual;
    }
    call.getSession(true).setAttribute(BACK, true);
    // With max_age the provider must say when it was (auth_time), and that is what counts.
    return OAuth2AuthorizationRequest.from(usual)
        .additionalParameters(more -> more.putAll(Map.of("prompt", "login", "max_age", "0")))
        .build();
  }

  /** To the page that was asked for, as ever; or to the passkeys, once. */
  static final class Back extends SavedRequestAwareAuthenticationSuccessHandler {

    @Override
    public void onAuthenticationSuccess(
        HttpServletRequest call, HttpServletResponse answer, Authentication who)
        throws IOException, jakarta.servlet.ServletException {
      HttpSession session = call.getSession(false);
      if (session != null && session.getAttribute(BACK) != null) {
        session.removeAttribute(BACK);
        clearAuthenticationAttributes(call);
        getRedirectStrategy().sendRedirect(call, answer, PASSKEYS);
        return;
      }
      super.onAuthenticationSuccess(call, answer, who);
    }
  }
}
