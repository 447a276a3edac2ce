package io.holdpoint.notifiers.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.methods.MethodsClient;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.slack.SlackSignIn;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.notifiers.slack.SlackApi.RefusedException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Signing in with Slack. The token comes over our own TLS connection from Slack's own address,
 * which is what OpenID Connect accepts in place of checking its signature; everything else in it is
 * checked.
 */
final class SlackOpenId implements SlackSignIn {

  private static final String ISSUER = "https://slack.com";
  private static final String TEAM = "https://slack.com/team_id";
  private static final String USER = "https://slack.com/user_id";

  /** That the clocks may differ by. */
  private static final Duration LEEWAY = Duration.ofMinutes(2);

  private final SlackSettings settings;
  private final MethodsClient methods;
  private final Clock clock;

  SlackOpenId(SlackSettings settings, MethodsClient methods, Clock clock) {
    this.settings = settings;
    this.methods = methods;
    this.clock = clock;
  }

  @Override
  public boolean isOffered() {
    return settings.clientId().isPresent();
  }

  @Override
  public URI start(String state, String nonce, String redirectUri) {
    return settings
        .api()
        .resolve(
            "/openid/connect/authorize?response_type=code&scope=openid&client_id="
                + encoded(settings.clientId().orElseThrow())
                + "&state="
                + encoded(state)
                + "&nonce="
                + encoded(nonce)
                + "&redirect_uri="
                + encoded(redirectUri));
  }

  @Override
  public SlackUser finish(String code, String nonce, String redirectUri) {
    String token;
    try {
      token =
          SlackApi.call(
                  "openid.connect.token",
                  () ->
                      methods.openIDConnectToken(
                          r ->
                              r.clientId(settings.clientId().orElseThrow())
                                  .clientSecret(settings.clientSecret().orElseThrow())
                                  .code(code)
                                  .grantType("authorization_code")
                                  .redirectUri(redirectUri)))
              .getIdToken();
    } catch (RefusedException e) {
      throw new SlackSignInException("Slack did not confirm it (" + e.error() + ").");
    } catch (DeliveryFailedException e) {
      throw new SlackSignInException("Slack cannot be reached. Try again later.");
    }
    return checked(token, nonce);
  }

  private SlackUser checked(@Nullable String token, String nonce) {
    JsonObject claims = claims(token);
    boolean right =
        text(claims, "iss").equals(ISSUER)
            && text(claims, "aud").equals(settings.clientId().orElseThrow())
            && MessageDigest.isEqual(
                text(claims, "nonce").getBytes(StandardCharsets.UTF_8),
                nonce.getBytes(StandardCharsets.UTF_8))
            && claims.has("exp")
            && claims.get("exp").getAsLong() > clock.instant().minus(LEEWAY).getEpochSecond();
    if (!right) {
      throw new SlackSignInException("Slack’s answer is not for this sign-in.");
    }
    return SlackPeople.user(text(claims, TEAM), text(claims, USER))
        .orElseThrow(() -> new SlackSignInException("Slack’s answer names no user."));
  }

  private static JsonObject claims(@Nullable String token) {
    String[] parts = token == null ? new String[0] : token.split("\\.", -1);
    try {
      if (parts.length == 3) {
        byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
        return JsonParser.parseString(new String(payload, StandardCharsets.UTF_8))
            .getAsJsonObject();
      }
    } catch (RuntimeException e) {
      // told below
    }
    throw new SlackSignInException("Slack’s answer cannot be read.");
  }

  private static String text(JsonObject claims, String name) {
    var value = claims.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
