package io.holdpoint.notifiers.slack;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How to reach Slack; without a bot token there is no Slack.
 *
 * @param botToken {@code xoxb-…}, to post
 * @param appToken {@code xapp-…}, for Socket Mode
 * @param signingSecret for clicks that Slack posts to {@code /slack/interactions}
 * @param channel where to tell when the policy names no channel: an id or {@code #name}
 * @param apiUrl of the Web API, ends with a slash
 * @param clientId with {@code clientSecret}: for signing in with Slack
 */
@ConfigurationProperties("holdpoint.slack")
record SlackSettings(
    Optional<String> botToken,
    Optional<String> appToken,
    Optional<String> signingSecret,
    Optional<String> channel,
    Optional<URI> apiUrl,
    Optional<String> clientId,
    Optional<String> clientSecret) {

  private static final Pattern CHANNEL = Pattern.compile("[CGD][A-Z0-9]{2,31}|#[^\\s#]{1,80}");
  private static final URI SLACK = URI.create("https://slack.com/api/");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  SlackSettings {
    botToken = given(botToken);
    appToken = given(appToken);
    signingSecret = given(signingSecret);
    channel = given(channel);
    apiUrl = apiUrl.filter(url -> !url.toString().isBlank()).map(SlackSettings::checked);
    clientId = given(clientId);
    clientSecret = given(clientSecret);
    begins("HOLDPOINT_SLACK_BOT_TOKEN", botToken, "xoxb-");
    begins("HOLDPOINT_SLACK_APP_TOKEN", appToken, "xapp-");
    if (botToken.isEmpty() && (appToken.isPresent() || signingSecret.isPresent())) {
      throw new IllegalArgumentException(
          "HOLDPOINT_SLACK_BOT_TOKEN: missing; expected a token xoxb-… beside the app token or the"
              + " signing secret");
    }
    if (botToken.isPresent() && appToken.isEmpty() && signingSecret.isEmpty()) {
      throw new IllegalArgumentException(
          "HOLDPOINT_SLACK_BOT_TOKEN: alone it could show buttons that nobody hears; expected"
              + " HOLDPOINT_SLACK_APP_TOKEN (Socket Mode) or HOLDPOINT_SLACK_SIGNING_SECRET (HTTP)"
              + " beside it");
    }
    if (channel.filter(name -> !CHANNEL.matcher(name).matches()).isPresent()) {
      throw new IllegalArgumentException(
          "HOLDPOINT_SLACK_CHANNEL: expected the id of a channel such as C0123ABCD, or #name");
    }
    if (clientId.isPresent() != clientSecret.isPresent()) {
      throw new IllegalArgumentException(
          "HOLDPOINT_SLACK_CLIENT_ID and HOLDPOINT_SLACK_CLIENT_SECRET: expected both or none");
    }
  }

  URI api() {
    return apiUrl.orElse(SLACK);
  }

  private static Optional<String> given(Optional<String> value) {
    return value.map(String::strip).filter(text -> !text.isEmpty());
  }

  private static void begins(String name, Optional<String> token, String with) {
    if (token.filter(t -> !t.startsWith(with)).isPresent()) {
      throw new IllegalArgumentException(name + ": expected a token that begins with " + with);
    }
  }

  /** Tokens go there with every call, so only over TLS or within the machine. */
  private static URI checked(URI url) {
    boolean safe =
        "https".equals(url.getScheme())
            || ("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost()));
    if (!safe || url.getHost() == null || url.getQuery() != null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "HOLDPOINT_SLACK_API_URL: expected an address such as https://slack.com/api/"
              + " (http only for localhost), was "
              + url.getScheme()
              + "://"
              + url.getHost());
    }
    return url.toString().endsWith("/") ? url : URI.create(url + "/");
  }

  @Override
  public String toString() {
    return "SlackSettings[…]";
  }
}
