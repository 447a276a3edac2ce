package io.holdpoint.workflow;

import io.camunda.client.CredentialsProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/**
 * The token that a remote cluster asks for, kept in memory and asked for anew a minute before it
 * ends. The Camunda client has a provider of its own, but that one keeps the token in a file of the
 * home directory which every user of the machine may read.
 */
final class EngineToken implements CredentialsProvider {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The grant asks for somebody in whose name it is; we have nobody. */
  private static final Authentication US =
      new AnonymousAuthenticationToken(
          "holdpoint", "holdpoint", AuthorityUtils.createAuthorityList("ENGINE_CLIENT"));

  private final ClientRegistration registration;
  private final ClientCredentialsOAuth2AuthorizedClientProvider grant =
      new ClientCredentialsOAuth2AuthorizedClientProvider();
  private final ReentrantLock one = new ReentrantLock();
  private @Nullable OAuth2AuthorizedClient held;

  EngineToken(EngineSettings.OAuth oauth) {
    this.registration =
        ClientRegistration.withRegistrationId("engine")
            .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
            // What Camunda's own issuers, SaaS and Identity, expect.
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            .clientId(oauth.clientId())
            .clientSecret(oauth.clientSecret())
            .tokenUri(oauth.tokenUrl().toString())
            .build();
    var client = new RestClientClientCredentialsTokenResponseClient();
    client.setRestClient(http());
    client.setParametersCustomizer(form -> form.set("audience", oauth.audience()));
    grant.setAccessTokenResponseClient(client);
  }

  private static RestClient http() {
    var requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(PATIENCE);
    requests.setReadTimeout(PATIENCE);
    return RestClient.builder()
        .requestFactory(requests)
        .configureMessageConverters(
            converters ->
                converters
                    .disableDefaults()
                    .addCustomConverter(new FormHttpMessageConverter())
                    .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
        .build();
  }

  @Override
  public void applyCredentials(CredentialsApplier call) throws IOException {
    call.put("Authorization", "Bearer " + token());
  }

  private String token() throws IOException {
    one.lock();
    try {
      OAuth2AuthorizedClient current = held;
      OAuth2AuthorizationContext context =
          (current == null
                  ? OAuth2AuthorizationContext.withClientRegistration(registration)
                  : OAuth2AuthorizationContext.withAuthorizedClient(current))
              .principal(US)
              .build();
      OAuth2AuthorizedClient renewed = grant.authorize(context); // null: what is held still lasts
      OAuth2AuthorizedClient lasting = renewed == null ? current : renewed;
      if (lasting == null) {
        throw new IOException("the authorization server gave no token");
      }
      held = lasting;
      return lasting.getAccessToken().getTokenValue();
    } catch (OAuth2AuthorizationException e) {
      throw new IOException("no token for the engine: " + e.getError().getErrorCode(), e);
    } finally {
      one.unlock();
    }
  }

  /** Only REST calls ask, and none is made. */
  @Override
  public boolean shouldRetryRequest(StatusCode answer) {
    return false;
  }
}
