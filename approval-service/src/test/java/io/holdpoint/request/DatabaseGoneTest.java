package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.HoldpointApplication;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.HttpCalls.Reply;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service on a real PostgreSQL that goes away and comes back. */
@SpringBootTest(classes = HoldpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class DatabaseGoneTest {

  private static final String KEY = "hp_lone-bot_" + "k".repeat(40);

  private static Path directory = Path.of("");

  @SuppressWarnings("NullAway.Init") // started before the context
  private static EmbeddedPostgres database;

  @LocalServerPort int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    directory = Files.createTempDirectory("holdpoint-test");
    database = start(0);
    String url = database.getJdbcUrl("postgres", "postgres");
    properties.add("spring.datasource.url", () -> url);
    properties.add("spring.datasource.username", () -> "postgres");
    properties.add("spring.datasource.password", () -> "postgres");
    properties.add("spring.datasource.hikari.connection-timeout", () -> "1000");
    properties.add("holdpoint.data-dir", directory::toString);
    properties.add("holdpoint.engine.mode", () -> "off");
    properties.add("holdpoint.first-start.agent-key", () -> KEY);
    properties.add("holdpoint.policy.file", () -> "src/test/resources/policy-for-api-tests.yaml");
  }

  /**
   * @param port 0: any
   */
  private static EmbeddedPostgres start(int port) throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setServerConfig("synchronous_commit", "on")
            .setDataDirectory(directory.resolve("postgres"))
            .setCleanDataDirectory(false);
    if (port != 0) {
      builder.setPort(port);
    }
    return builder.start();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @Test
  void saysUnavailableDecidesNothingAndRecoversByItself() throws IOException {
    HttpCalls agent = HttpCalls.ofAgent(port, KEY);
    Reply before = agent.post("/v1/requests", RequestsApi.REFUND, "Idempotency-Key", "before");
    assertThat(before.status()).isEqualTo(202);

    int databasePort = database.getPort();
    database.close();
    Reply during = agent.post("/v1/requests", RequestsApi.READ, "Idempotency-Key", "during");
    assertThat(during.status()).isEqualTo(503);
    assertThat(during.at("/code")).isEqualTo("unavailable");
    assertThat(during.header("Retry-After")).isEqualTo("2");
    assertThat(during.body()).doesNotContain("postgres").doesNotContain("Exception");
    assertThat(agent.get("/v1/requests/" + before.at("/id")).status()).isEqualTo(503);

    database = start(databasePort);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                agent.post("/v1/requests", RequestsApi.READ, "Idempotency-Key", "during").status()
                    == 201);
    assertThat(agent.get("/v1/requests/" + before.at("/id")).at("/status")).isEqualTo("pending");
  }
}
