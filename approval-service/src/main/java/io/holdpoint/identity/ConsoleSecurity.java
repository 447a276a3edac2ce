package io.holdpoint.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The door for people with a browser: a form, a session in the database, CSRF tokens. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

  static final String LOGIN = "/login";
  private static final Logger log = LoggerFactory.getLogger(ConsoleSecurity.class);

  private static final String CSP =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
          + "frame-ancestors 'none'";

  @Bean
  @Order(10)
  SecurityFilterChain console(
      HttpSecurity http,
      ConsoleSessions sessions,
      FormSignIn signIn,
      OidcSettings oidc,
      OidcClient client,
      OidcSignIn oidcSignIn,
      SignInRecord record)
      throws Exception {
    if (oidc.isOn()) {
      singleSignOn(http, client, oidcSignIn);
    }
    http.securityContext(context -> context.securityContextRepository(sessions))
        .authenticationProvider(signIn)
        .requestCache(cache -> cache.requestCache(pagesOnly()))
        .formLogin(
            form ->
                form.loginPage(LOGIN)
                    .loginProcessingUrl(LOGIN)
                    .defaultSuccessUrl("/")
                    .failureHandler(ConsoleSecurity::signInFailed)
                    .permitAll())
        .logout(
            logout ->
                logout
                    .logoutRequestMatcher(
                        PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/logout"))
                    .addLogoutHandler((request, response, who) -> signedOut(record, who))
                    .logoutSuccessUrl(LOGIN + "?logout"))
        .authorizeHttpRequests(
            calls -> {
              calls.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
              calls
                  .requestMatchers(HttpMethod.GET, "/assets/**", "/webjars/**", "/favicon.ico")
                  .permitAll();
              calls.requestMatchers(LOGIN, "/error").permitAll();
              calls.anyRequest().authenticated();
            })
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(
                        (request, response, e) -> askToSignIn(request, response))
                    .accessDeniedHandler(ConsoleSecurity::denied))
        .headers(headers -> SecurityHeaders.apply(headers, CSP));
    return http.build();
  }

  /** State, nonce and PKCE are the library's; the session's id changes as with the form. */
  private static void singleSignOn(HttpSecurity http, OidcClient client, OidcSignIn signIn)
      throws Exception {
    DefaultOAuth2AuthorizationRequestResolver begin =
        new DefaultOAuth2AuthorizationRequestResolver(client);
    begin.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    http.oauth2Login(
        login ->
            login
                .clientRegistrationRepository(client)
                .authorizedClientRepository(new OidcSignIn.NoTokens())
                .loginPage(LOGIN)
                .successHandler(new OidcAgain.Back())
                .authorizationEndpoint(at -> at.authorizationRequestResolver(new OidcAgain(begin)))
                .tokenEndpoint(at -> at.accessTokenResponseClient(OidcCalls.codes()))
                .userInfoEndpoint(users -> users.oidcUserService(signIn))
                .failureHandler(ConsoleSecurity::singleSignOnFailed)
                .withObjectPostProcessor(
                    new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                      @Override
                      public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(
                          F begins) {
                        // Or who cannot be sent there would be told of an error of ours.
                        begins.setAuthenticationFailureHandler(ConsoleSecurity::singleSignOnFailed);
                        return begins;
                      }
                    }));
  }

  @Bean
  JwtDecoderFactory<ClientRegistration> idTokens() {
    return OidcCalls.idTokens();
  }

  /** Where to go after signing in: the page that was asked for, never a fragment or a stream. */
  private static HttpSessionRequestCache pagesOnly() {
    RequestMatcher page =
        request ->
            request.getMethod().equals("GET")
                && request.getHeader("HX-Request") == null
                && String.valueOf(request.getHeader("Accept")).contains(MediaType.TEXT_HTML_VALUE);
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(page);
    return cache;
  }

  private static void signedOut(SignInRecord record, @Nullable Authentication who) {
    if (who != null && who.getPrincipal() instanceof SignedInPerson person) {
      record.signedOut(person.personId());
    }
  }

  private static void signInFailed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    String why = e instanceof LockedException ? "?error=later" : "?error";
    response.sendRedirect(request.getContextPath() + LOGIN + why);
  }

  private static void singleSignOnFailed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    String why;
    if (e.getCause() instanceof OidcRefusedException refused) {
      why = OidcSignIn.flag(refused.why());
    } else {
      Optional<String> unanswered = OidcCalls.unanswered(e);
      unanswered.ifPresent(how -> log.warn("the identity provider does not answer: {}", how));
      why = unanswered.isPresent() ? "sso-away" : "sso";
    }
    response.sendRedirect(request.getContextPath() + LOGIN + "?error=" + why);
  }

  private static void askToSignIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String login = request.getContextPath() + LOGIN;
    boolean stream =
        String.valueOf(request.getHeader("Accept")).startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
    if (request.getHeader("HX-Request") != null) {
      // A redirect would put the sign-in page into the middle of the page that asked.
      response.setHeader("HX-Redirect", login);
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else if (stream) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      response.sendRedirect(login);
    }
  }

  private static void denied(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    // A form that was open for longer than the session: nothing was done; sign in and look again.
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (e instanceof CsrfException && who == null) {
      askToSignIn(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }
}
