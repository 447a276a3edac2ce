package io.holdpoint.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver of docs/webhooks.md, compiled and asked. */
class ReceiverExampleTest {

  private static final byte[] KEY = "the secret of the example".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "another secret altogether".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.parse("2026-01-02T03:05:00Z");
  private static final byte[] BODY = "{\"type\":\"test\"}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path compiled;
  private Method isGenuine;

  @BeforeEach
  void compile() throws IOException, ReflectiveOperationException {
    Path source = Path.of("../docs/examples/WebhookReceiver.java");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", compiled.toString(), source.toString());
    assertThat(result).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {compiled.toUri().toURL()})) {
      isGenuine =
          loader
              .loadClass("WebhookReceiver")
              .getDeclaredMethod(
                  "isGenuine",
                  String.class,
                  String.class,
                  String.class,
                  String.class,
                  byte[].class,
                  Instant.class);
      isGenuine.setAccessible(true);
    }
  }

  @Test
  void takesWhatWasSignedWithItsSecretAndNothingElse() throws ReflectiveOperationException {
    long seconds = NOW.getEpochSecond();
    String signed = Signature.of("id", seconds, BODY, List.of(KEY));
    assertThat(takes("id", seconds, signed, BODY)).isTrue();
    assertThat(takes("id", seconds, Signature.of("id", seconds, BODY, List.of(OTHER, KEY)), BODY))
        .isTrue();
    assertThat(takes("id", seconds, Signature.of("id", seconds, BODY, List.of(OTHER)), BODY))
        .isFalse();
    assertThat(takes("other", seconds, signed, BODY)).isFalse();
    assertThat(takes("id", seconds + 1, signed, BODY)).isFalse();
    assertThat(takes("id", seconds, signed, "{}".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(takes("id", seconds, "", BODY)).isFalse();
    long old = seconds - 301;
    assertThat(takes("id", old, Signature.of("id", old, BODY, List.of(KEY)), BODY)).isFalse();
  }

  private boolean takes(String id, long seconds, String signatures, byte[] body)
      throws ReflectiveOperationException {
    String secret = "whsec_" + Base64.getEncoder().encodeToString(KEY);
    return (boolean)
        isGenuine.invoke(null, secret, id, String.valueOf(seconds), signatures, body, NOW);
  }
}
