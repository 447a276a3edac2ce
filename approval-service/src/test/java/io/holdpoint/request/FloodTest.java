package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.model.AgentId;
import io.holdpoint.testing.HttpCalls.Reply;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One agent asks for more than there is; the others are served. */
class FloodTest extends RequestsApi {

  /** More calls at once than there are threads that answer calls. */
  private static final int CALLS = 260;

  @Autowired DataSource database;
  @Autowired JdbcClient jdbc;

  @Test
  void othersAreServedWhileAllCallsOfAFloodingAgentHang() throws SQLException {
    var other = agentNamed(new AgentId(agentId + "-other"));
    assertThat(agent.post("/v1/requests", READ).status()).isEqualTo(201);
    Queue<Integer> refused = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Reply>> flood = new ArrayList<>();
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var lock =
          connection.prepareStatement(
              "select 1 from agent_history where agent_id = ? for update")) {
        lock.setString(1, agentId.value());
        lock.executeQuery();
      }
      for (int i = 0; i < CALLS; i++) {
        var call = agent.postLater("/v1/requests", READ);
        call.thenAccept(
            reply -> {
              if (reply.at("/code").equals("too_many_calls")) {
                refused.add(reply.status());
              }
            });
        flood.add(call);
      }
      for (int i = 0; i < 5; i++) {
        Reply served = other.postLater("/v1/requests", READ).orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(served.status()).isEqualTo(201);
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(refused).hasSizeGreaterThanOrEqualTo(CALLS - AgentTurns.AT_ONCE));
      assertThat(flood.stream().filter(call -> !call.isDone()).count())
          .as("still hanging, so that the others were served meanwhile")
          .isPositive();
      connection.rollback();
    }
    flood.forEach(
        call ->
            assertThat(call.orTimeout(60, TimeUnit.SECONDS).join().status()).isIn(201, 429, 503));
    assertThat(refused).containsOnly(429);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(agent.post("/v1/requests", READ).status()).isEqualTo(201));
  }

  @Test
  void anAgentThatHasTooMuchPendingIsToldSoAndNothingElseIsStopped() {
    var other = agentNamed(new AgentId(agentId + "-other"));
    Reply first = agent.post("/v1/requests", REFUND);
    assertThat(first.status()).isEqualTo(202);
    pending(10_000);

    Reply refused = agent.post("/v1/requests", REFUND);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.at("/code")).isEqualTo("too_many_pending");
    assertThat(refused.at("/detail")).contains("10000", "Nothing was stored");
    assertThat(refused.header("Retry-After")).isEqualTo("30");
    assertThat(stored()).isEqualTo(1);

    // What needs no person goes on, and so do the others.
    assertThat(agent.post("/v1/requests", READ).status()).isEqualTo(201);
    assertThat(agent.post("/v1/requests", CLOSE).at("/status")).isEqualTo("denied");
    assertThat(other.post("/v1/requests", REFUND).status()).isEqualTo(202);

    assertThat(agent.post("/v1/requests/" + first.at("/id") + "/cancel", "{}").status())
        .isEqualTo(200);
    assertThat(agent.post("/v1/requests", REFUND).status()).isEqualTo(202);
    assertThat(agent.post("/v1/requests", REFUND).status()).isEqualTo(429);
  }

  /** As if so many had been held; making them would take minutes. */
  private void pending(int count) {
    jdbc.sql("update agent_history set pending = ? where agent_id = ?")
        .params(count, agentId.value())
        .update();
  }
}
