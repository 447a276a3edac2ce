package io.holdpoint.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * An 8.6.0 broker as a cluster somewhere else would be reached: over TLS, with the token of an
 * OAuth client. The broker itself lets every caller in; that the token is presented is tried in
 * {@link EngineClientFactoryTest}.
 */
class WorkflowOnRemoteClusterTest extends WorkflowContract {

  private static @Nullable TestEngine engine;

  private static final TokenIssuer ISSUER = new TokenIssuer();
  @TempDir static Path directory;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    LoopbackCertificate certificate =
        LoopbackCertificate.in(Files.createTempDirectory(directory, "tls"));
    TestEngine started = TestEngine.brokerOverTls("8.6.0", certificate);
    engine = started;
    TestDatabases.h2(properties);
    properties.add("holdpoint.engine.mode", () -> "remote");
    properties.add("holdpoint.engine.address", () -> started.address().toString());
    properties.add("holdpoint.engine.ca-certificate", () -> certificate.chain().toString());
    properties.add("holdpoint.engine.client-id", () -> "holdpoint");
    properties.add("holdpoint.engine.client-secret", () -> "a secret for tests");
    properties.add("holdpoint.engine.audience", () -> "zeebe.example");
    properties.add("holdpoint.engine.token-url", () -> ISSUER.address().toString());
  }

  @AfterAll
  static void end() {
    Objects.requireNonNull(engine).end();
    ISSUER.close();
  }

  @Test
  void signsInWithTheOauthClient() {
    assertThat(ISSUER.asked()).isNotEmpty().allMatch(form -> form.contains("client_id=holdpoint"));
  }

  @Override
  void forwardEngine(Duration by) {
    Objects.requireNonNull(engine).forward(by);
  }

  @Override
  String expectedVersion() {
    return "8.6.0";
  }
}
