package io.holdpoint.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.audit.Actor;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.EngineDesk;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.request.Ledger;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * The engine is absent, killed, hung, or has lost its data. Requests are held and get their
 * verdicts all the same; the process catches up. One engine goes through all of it, so the tests
 * have an order: the first finds it not yet there.
 */
@SpringBootTest(classes = WorkflowSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DirtiesContext
class EngineTroubleTest {

  private static final Duration RECOVERY = Duration.ofMinutes(3);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  @TempDir static Path dataDir;

  @Autowired Ledger ledger;
  @Autowired EngineSupervisor supervisor;
  @Autowired EngineConnection connection;
  @Autowired EngineHealth health;
  @Autowired EngineDesk desk;
  @Autowired EngineEpochs epochs;
  @Autowired ProcessRecords records;
  @Autowired RecordingChannel pager;
  @Autowired TransactionTemplate transactions;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    TestDatabases.h2(properties);
    properties.add("holdpoint.data-dir", dataDir::toString);
    properties.add("holdpoint.engine.mode", () -> "embedded");
    properties.add("holdpoint.engine.home", () -> TestEngine.home("8.5.8").toString());
  }

  @Test
  @Order(1)
  void engineAbsentAtTheStartDelaysNoVerdictAndCatchesUp() {
    assertThat(connection.up()).as("the service does not wait for the engine").isFalse();
    assertDegraded();
    RequestId decided = holdAndApprove();
    RequestId waiting = hold();
    awaitUp();
    awaitAnnounced(decided);
    awaitWaiting(waiting);
  }

  @Test
  @Order(2)
  void engineKilledDelaysNoVerdictAndCatchesUp() {
    awaitUp();
    RequestId before = hold();
    awaitWaiting(before);
    EngineProcess killed = supervisor.running().orElseThrow();
    killed.handle().destroyForcibly();
    await().atMost(RECOVERY).until(() -> !connection.up());
    assertDegraded();
    approve(before);
    RequestId during = holdAndApprove();
    assertThat(desk.state().behind()).isPositive();
    awaitUp();
    assertThat(supervisor.running().orElseThrow().handle().pid())
        .isNotEqualTo(killed.handle().pid());
    awaitAnnounced(before);
    awaitAnnounced(during);
    assertThat(epochs.current()).as("nothing was lost").isEqualTo(1);
  }

  @Test
  @Order(3)
  void engineHungDelaysNoVerdictAndIsReplaced() throws Exception {
    awaitUp();
    RequestId before = hold();
    awaitWaiting(before);
    long hung = supervisor.running().orElseThrow().handle().pid();
    stopWithoutEnding(hung);
    approve(before);
    RequestId during = holdAndApprove();
    await().atMost(RECOVERY).until(() -> ProcessHandle.of(hung).isEmpty());
    awaitUp();
    awaitAnnounced(before);
    awaitAnnounced(during);
  }

  @Test
  @Order(4)
  void engineThatLostItsDataIsGivenItsProcessesAnew() throws Exception {
    awaitUp();
    RequestId waiting = hold();
    RequestId decided = hold();
    awaitWaiting(waiting);
    awaitWaiting(decided);
    EngineProcess lost = supervisor.running().orElseThrow();
    lost.kill();
    FileSystemUtils.deleteRecursively(dataDir.resolve("engine").resolve("data"));
    approve(decided);
    await().atMost(RECOVERY).until(() -> epochs.current() == 2);
    // No process is started for what is decided: those who were told of it are told of its end.
    await().atMost(RECOVERY).until(() -> !pager.told(decided, Delivery.Kind.VERDICT).isEmpty());
    await()
        .atMost(RECOVERY)
        .untilAsserted(
            () ->
                assertThat(records.of(waiting).orElseThrow().steps())
                    .as("taken up a second time")
                    .hasSize(2));
    awaitWaiting(waiting);
    await().atMost(RECOVERY).until(() -> !pager.told(waiting, Delivery.Kind.HELD).isEmpty());
    assertThat(pager.told(waiting, Delivery.Kind.HELD)).as("told once").hasSize(1);
    approve(waiting);
    awaitAnnounced(waiting);
  }

  @Test
  @Order(5)
  void theEngineEndsWithUs() {
    awaitUp();
    ProcessHandle engine = supervisor.running().orElseThrow().handle();
    supervisor.stop();
    assertThat(engine.isAlive()).isFalse();
    assertThat(dataDir.resolve("engine").resolve("engine.pid")).doesNotExist();
    assertDegraded();
  }

  private RequestId hold() {
    return ledger.record(Requests.held(Requests.demand(new ApprovalSlot("reviewers", 1)))).id();
  }

  private RequestId holdAndApprove() {
    RequestId id = hold();
    approve(id);
    return id;
  }

  /** The verdict stands in the ledger at once, wherever the engine is. */
  private void approve(RequestId id) {
    long began = System.nanoTime();
    transactions.executeWithoutResult(
        tx ->
            ledger.settle(
                id,
                new Verdict(RequestStatus.APPROVED, Basis.REVIEWERS, ""),
                new Actor.BySystem()));
    assertThat(ledger.find(id).orElseThrow().status()).isEqualTo(RequestStatus.APPROVED);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
  }

  private void assertDegraded() {
    await()
        .atMost(RECOVERY)
        .untilAsserted(
            () ->
                assertThat(health.health().getStatus())
                    .isEqualTo(EngineHealth.DEGRADED)
                    .isNotEqualTo(Status.DOWN));
  }

  private void awaitUp() {
    await().atMost(RECOVERY).until(connection::up);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  private void awaitWaiting(RequestId id) {
    await()
        .atMost(RECOVERY)
        .untilAsserted(
            () ->
                assertThat(records.of(id).orElseThrow().activeElements())
                    .containsExactly("wait-for-verdict"));
  }

  private void awaitAnnounced(RequestId id) {
    await()
        .atMost(RECOVERY)
        .until(
            () ->
                records.of(id).orElseThrow().steps().stream()
                    .anyMatch(step -> step.element().equals("announce")));
  }

  private static void stopWithoutEnding(long pid) throws IOException, InterruptedException {
    int done = new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
    assertThat(done).isZero();
  }
}
