package io.holdpoint.identity;

import com.webauthn4j.data.client.Origin;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where passkeys of this installation count: for a host, and on pages of one origin. Both come from
 * the settings, never from what a caller says.
 *
 * @param host the relying party's id
 */
record PasskeySite(String host, Origin origin) {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");

  /**
   * @param publicUrl the console's address, where it is configured
   * @param port this server's own, for {@code http://localhost:<port>} otherwise
   * @return empty where browsers know no passkeys: at an IP address, and without TLS elsewhere than
   *     on this machine
   */
  static Optional<PasskeySite> of(Optional<URI> publicUrl, int port) {
    URI url = publicUrl.orElseGet(() -> URI.create("http://localhost:" + port));
    String host = url.getHost().toLowerCase(Locale.ROOT);
    boolean secure = "https".equals(url.getScheme()) || host.equals("localhost");
    if (ADDRESS.matcher(host).matches() || !secure) {
      return Optional.empty();
    }
    int at = url.getPort();
    return Optional.of(
        new PasskeySite(
            host, new Origin(url.getScheme() + "://" + host + (at < 0 ? "" : ":" + at))));
  }
}
