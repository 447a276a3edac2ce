package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.audit.Actor;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.testing.Requests;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.TransactionException;
import org.springframework.util.FileSystemUtils;

/** A real PostgreSQL that is killed under the ledger and comes back with what was acknowledged. */
@SpringBootTest(classes = LedgerSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DirtiesContext
class DatabaseKilledTest {

  private static final Verdict DENIED = new Verdict(RequestStatus.DENIED, Basis.SYSTEM, "no");

  private static Path directory = Path.of("");
  private static int port;
  private static @Nullable EmbeddedPostgres server;

  @Autowired Ledger ledger;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) throws IOException {
    directory = Files.createTempDirectory("database-killed");
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var started = start();
    server = started;
    var url = started.getJdbcUrl("postgres", "postgres");
    properties.add("spring.datasource.url", () -> url);
    properties.add("spring.datasource.username", () -> "postgres");
    properties.add("spring.datasource.password", () -> "postgres");
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
    FileSystemUtils.deleteRecursively(directory);
  }

  @Test
  void decidesNothingWhileTheDatabaseIsGoneAndRecoversByItself() throws Exception {
    var held = ledger.record(Requests.held());
    var released = ledger.record(Requests.released());
    var denied = ledger.record(Requests.held());
    ledger.settle(denied.id(), DENIED, new Actor.BySystem());

    kill();
    var refused = Requests.released();
    assertGone(() -> ledger.record(refused));
    assertGone(() -> ledger.settle(held.id(), DENIED, new Actor.BySystem()));
    assertGone(() -> ledger.find(held.id()));

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> server = start());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(ledger.find(held.id())).contains(held));
    assertThat(ledger.find(released.id())).contains(released);
    assertThat(ledger.find(denied.id()).orElseThrow().verdict()).contains(DENIED);
    assertThat(ledger.find(refused.id())).isEmpty();
    assertThat(ledger.record(refused).status()).isEqualTo(RequestStatus.APPROVED);
  }

  /** It is told and does not hang; how soon is the pool's setting, and the machine's. */
  private static void assertGone(Runnable call) {
    assertThatThrownBy(() -> CompletableFuture.runAsync(call).orTimeout(5, TimeUnit.MINUTES).join())
        .hasCauseInstanceOf(RuntimeException.class)
        .cause()
        .isInstanceOfAny(DataAccessException.class, TransactionException.class);
  }

  private static EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(false)
        .setPort(port)
        // The embedded server's default is off, with which a kill loses what was acknowledged.
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  private static void kill() throws IOException, InterruptedException, ExecutionException {
    var pid =
        Long.parseLong(
            Files.readAllLines(directory.resolve("data").resolve("postmaster.pid")).getFirst());
    var postmaster = ProcessHandle.of(pid).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().get();
    if (server != null) {
      server.close(); // gives up its claim on the directory, which stays
    }
  }
}
