package io.holdpoint.identity;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * What we ask of the identity provider while somebody signs in: each question is answered in a
 * bounded time, without redirects, or the sign-in is refused. The library's own would wait for
 * ever.
 */
final class OidcCalls {

  /** For an answer with all of its body. */
  static final Duration LONGEST = Duration.ofSeconds(4);

  private static final String DESCRIPTION = "/.well-known/openid-configuration";

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private OidcCalls() {}

  /**
   * The provider's description of itself, which names the issuer that was asked for.
   *
   * @throws RuntimeException it cannot be reached or read, or is another's
   */
  static Map<String, Object> description(String issuer) {
    Map<String, Object> said =
        rest()
            .exchange(
                issuer.replaceAll("/+$", "") + DESCRIPTION,
                HttpMethod.GET,
                null,
                new ParameterizedTypeReference<Map<String, Object>>() {})
            .getBody();
    if (said == null || !issuer.equals(said.get("issuer"))) {
      throw new IllegalStateException("it does not name the issuer " + issuer);
    }
    return said;
  }

  static OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes() {
    var client = new RestClientAuthorizationCodeTokenResponseClient();
    client.setRestClient(
        RestClient.builder()
            .requestFactory(requests())
            .configureMessageConverters(
                converters ->
                    converters
                        .disableDefaults()
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(
                HttpStatusCode::is5xxServerError,
                (request, response) -> {
                  throw new HttpServerErrorException(response.getStatusCode());
                })
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return client;
  }

  static OidcUserService users() {
    var claims = new DefaultOAuth2UserService();
    claims.setRestOperations(rest());
    var users = new OidcUserService();
    users.setOauth2UserService(claims);
    return users;
  }

  /** Judged as the library does by itself ({@link OidcIdTokenDecoderFactory}); RS256 only. */
  static JwtDecoderFactory<ClientRegistration> idTokens() {
    return OidcCalls::idTokensOf;
  }

  private static JwtDecoder idTokensOf(ClientRegistration provider) {
    String keys = Objects.requireNonNull(provider.getProviderDetails().getJwkSetUri(), "keys");
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(keys)
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .restOperations(rest())
            .build();
    decoder.setJwtValidator(
        JwtValidators.createDefaultWithValidators(List.of(new OidcIdTokenValidator(provider))));
    decoder.setClaimSetConverter(
        new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
    return decoder;
  }

  /** What kept the provider from answering; empty where it did answer. */
  static Optional<String> unanswered(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      switch (at) {
        case HttpServerErrorException status -> {
          return Optional.of("it answered " + status.getStatusCode().value());
        }
        case ResourceAccessException away -> {
          return Optional.of(String.valueOf(away.getMessage()));
        }
        case IOException away -> {
          return Optional.of(away.toString());
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static RestTemplate rest() {
    return new RestTemplate(requests());
  }

  private static JdkClientHttpRequestFactory requests() {
    var requests = new JdkClientHttpRequestFactory(HTTP);
    requests.setReadTimeout(LONGEST);
    return requests;
  }
}
