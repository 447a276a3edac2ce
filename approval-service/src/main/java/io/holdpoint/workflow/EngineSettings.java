package io.holdpoint.workflow;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which engine runs the approval processes.
 *
 * @param mode {@code embedded}: a child process of ours; {@code remote}: a Camunda 8 cluster;
 *     {@code off}: none, requests are held and decided but nobody is told
 * @param home the unpacked Zeebe distribution, for {@code embedded}
 * @param address the cluster's gRPC address, for {@code remote}: {@code http://host:port}, or
 *     {@code https://host:port} for TLS
 * @param restAddress the cluster's REST address; empty: not used
 * @param caCertificate a PEM file with the authority that signed the cluster's certificate; empty:
 *     the JDK's authorities
 * @param oauth how to sign in to the cluster; all empty: not at all
 * @param maxHeapMegabytes heap of the embedded engine, 128 to 65,536
 */
record EngineSettings(
    Mode mode,
    @Nullable Path home,
    @Nullable URI address,
    @Nullable URI restAddress,
    @Nullable Path caCertificate,
    @Nullable OAuth oauth,
    int maxHeapMegabytes) {

  /** Where the engine is. */
  enum Mode {
    EMBEDDED,
    REMOTE,
    OFF;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The credentials of an OAuth client. */
  record OAuth(String clientId, String clientSecret, String audience, URI tokenUrl) {

    @Override
    public String toString() {
      return "OAuth[clientId=" + clientId + "]";
    }
  }

  /**
   * Reads what the configuration holds; texts, because an unset variable is an empty text.
   *
   * @throws IllegalArgumentException names the setting, its value and what was expected
   */
  static EngineSettings of(Raw raw) {
    Mode mode =
        Arrays.stream(Mode.values())
            .filter(m -> m.wire().equals(raw.mode()))
            .findFirst()
            .orElseThrow(
                () ->
                    bad(
                        "mode",
                        raw.mode(),
                        "one of "
                            + Arrays.stream(Mode.values())
                                .map(Mode::wire)
                                .collect(Collectors.joining(", "))));
    if (raw.maxHeapMegabytes() < 128 || raw.maxHeapMegabytes() > 65_536) {
      throw bad("max-heap-megabytes", "" + raw.maxHeapMegabytes(), "128 to 65536");
    }
    return new EngineSettings(
        mode,
        mode == Mode.EMBEDDED ? home(raw.home()) : null,
        mode == Mode.REMOTE ? address("address", present(raw.address()).orElse("")) : null,
        mode == Mode.REMOTE
            ? present(raw.restAddress()).map(text -> address("rest-address", text)).orElse(null)
            : null,
        mode == Mode.REMOTE
            ? present(raw.caCertificate()).map(EngineSettings::pem).orElse(null)
            : null,
        mode == Mode.REMOTE ? oauth(raw) : null,
        raw.maxHeapMegabytes());
  }

  private static Path home(@Nullable String text) {
    Path home = Path.of(present(text).orElse("")).toAbsolutePath().normalize();
    if (present(text).isEmpty()
        || !Files.isDirectory(home.resolve("lib"))
        || !Files.isReadable(home.resolve("bin").resolve("broker"))) {
      throw bad(
          "home",
          Objects.requireNonNullElse(text, ""),
          "an unpacked Zeebe distribution, with lib/ and bin/broker in it");
    }
    return home;
  }

  private static URI address(String name, String text) {
    try {
      URI uri = URI.create(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null) {
        if (!"address".equals(name) || uri.getPort() > 0) {
          return uri;
        }
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    String shown = text.replaceAll("//[^/@]*@", "//…@"); // there may be a password in it
    throw bad(name, shown, "http://host:port, or https://host:port for TLS");
  }

  private static Path pem(String text) {
    Path file = Path.of(text).toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw bad("ca-certificate", text, "a readable PEM file");
    }
    return file;
  }

  private static @Nullable OAuth oauth(Raw raw) {
    boolean none =
        present(raw.clientId()).isEmpty()
            && present(raw.clientSecret()).isEmpty()
            && present(raw.audience()).isEmpty()
            && present(raw.tokenUrl()).isEmpty();
    if (none) {
      return null;
    }
    return new OAuth(
        needed("client-id", raw.clientId()),
        needed("client-secret", raw.clientSecret()),
        needed("audience", raw.audience()),
        address("token-url", needed("token-url", raw.tokenUrl())));
  }

  private static String needed(String name, @Nullable String value) {
    return present(value)
        .orElseThrow(
            () ->
                bad(
                    name,
                    "",
                    "a value, as client-id, client-secret, audience and token-url go together"));
  }

  private static Optional<String> present(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
  }

  private static IllegalArgumentException bad(
      String name, @Nullable String value, String expected) {
    return new IllegalArgumentException(
        "holdpoint.engine." + name + ": expected " + expected + ", was \"" + value + "\"");
  }

  /** The settings as texts. */
  @ConfigurationProperties("holdpoint.engine")
  record Raw(
      String mode,
      @Nullable String home,
      @Nullable String address,
      @Nullable String restAddress,
      @Nullable String caCertificate,
      @Nullable String clientId,
      @Nullable String clientSecret,
      @Nullable String audience,
      @Nullable String tokenUrl,
      int maxHeapMegabytes) {

    @Override
    public String toString() {
      return "engine mode " + mode;
    }
  }
}
