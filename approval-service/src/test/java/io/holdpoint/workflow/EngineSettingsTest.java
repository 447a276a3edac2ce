package io.holdpoint.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineSettingsTest {

  @TempDir Path directory;

  @Test
  void aModeThatIsNoneIsRefusedWithTheOnesThatAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EngineSettings.of(raw("docker", null, null, null, 256)))
        .withMessage(
            "holdpoint.engine.mode: expected one of embedded, remote, off, was \"docker\"");
  }

  @Test
  void anEmbeddedEngineNeedsItsDistribution() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EngineSettings.of(raw("embedded", directory.toString(), null, null, 256)))
        .withMessageContaining("holdpoint.engine.home")
        .withMessageContaining(directory.toString());
    Files.createDirectories(directory.resolve("lib"));
    Files.createDirectories(directory.resolve("bin"));
    Files.writeString(directory.resolve("bin").resolve("broker"), "");
    assertThat(EngineSettings.of(raw("embedded", directory.toString(), null, null, 256)).home())
        .isEqualTo(directory.toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cluster:26500",
        "ftp://cluster:26500",
        "http://cluster",
        "http://user:pass@cluster:26500",
        "not an address"
      })
  void aRemoteClusterNeedsAnAddress(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EngineSettings.of(raw("remote", null, address, null, 256)))
        .withMessageContaining("holdpoint.engine.address: expected http://host:port")
        .withMessageNotContaining("pass@");
  }

  @Test
  void anAddressAloneIsEnoughForARemoteCluster() {
    EngineSettings settings =
        EngineSettings.of(raw("remote", null, "https://cluster:443", "", 256));
    assertThat(Objects.requireNonNull(settings.address()).getHost()).isEqualTo("cluster");
    assertThat(settings.oauth()).isNull();
  }

  @Test
  void halfOfAnOauthClientIsRefusedAndItsSecretIsNotShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> EngineSettings.of(raw("remote", null, "https://cluster:443", "s3cret", 256)))
        .withMessageContaining("holdpoint.engine.client-id")
        .withMessageNotContaining("s3cret");
    assertThat(raw("remote", null, "https://cluster:443", "s3cret", 256).toString())
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(ints = {127, 65_537})
  void theHeapHasBounds(int megabytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EngineSettings.of(raw("off", null, null, null, megabytes)))
        .withMessageContaining("128 to 65536");
  }

  private static EngineSettings.Raw raw(
      String mode,
      @Nullable String home,
      @Nullable String address,
      @Nullable String secret,
      int heap) {
    return new EngineSettings.Raw(mode, home, address, null, null, null, secret, null, null, heap);
  }
}
