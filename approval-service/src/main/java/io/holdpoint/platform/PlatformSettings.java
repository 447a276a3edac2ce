package io.holdpoint.platform;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Holdpoint lives.
 *
 * @param dataDir what is kept between two starts lies below it; made at the start when it is
 *     missing
 * @param masterKey 32 bytes in base64, from which all other keys are derived; empty: generated at
 *     the first start into {@code <dataDir>/master.key}
 * @param publicUrl the console's address as people reach it, for links in notices; empty: {@code
 *     http://localhost:<port>}
 */
@ConfigurationProperties("holdpoint")
public record PlatformSettings(
    @NotNull Path dataDir, Optional<String> masterKey, Optional<URI> publicUrl) {

  public PlatformSettings {
    masterKey = masterKey.filter(key -> !key.isBlank());
    publicUrl = publicUrl.filter(url -> !url.toString().isBlank());
    publicUrl.ifPresent(PlatformSettings::checkUrl);
  }

  private static void checkUrl(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getQuery() != null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "holdpoint.public-url: expected an address such as https://holdpoint.example.org, was "
              + url);
    }
  }

  @Override
  public String toString() {
    return "PlatformSettings[dataDir=" + dataDir + ", publicUrl=" + publicUrl + "]";
  }
}
