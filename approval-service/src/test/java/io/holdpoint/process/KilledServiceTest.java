package io.holdpoint.process;

import static io.holdpoint.process.ServiceProcess.AGENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code kill -9}, and an ordinary stop, of the service on its H2 file with its engine. */
class KilledServiceTest {

  /** The demo has accounts to review with. */
  private static final Map<String, String> DEMO =
      Map.of("HOLDPOINT_DEMO", "true", "HOLDPOINT_DEMO_PASSWORD", ServiceProcess.PASSWORD);

  @TempDir Path data;

  @Test
  void whatWasHeldIsThereAfterAKillAndItsVerdictsWorkAndAStopLeavesNoProcess() throws Exception {
    List<JsonNode> held;
    ProcessHandle orphan;
    try (var first = ServiceProcess.start(data, DEMO)) {
      // At once: who is told that it is ready finds the accounts made.
      held = IntStream.range(0, 5).mapToObj(first::hold).toList();
      orphan = first.engine();
      var waiting = first.waiting(id(held.getFirst()));
      first.kill();
      await().atMost(ServiceProcess.LONG).until(waiting::isCompletedExceptionally);
    }

    try (var second = ServiceProcess.start(data, DEMO)) {
      await("the killed run's engine is gone")
          .atMost(ServiceProcess.LONG)
          .until(() -> !orphan.isAlive());
      assertThat(held)
          .allSatisfy(
              request ->
                  assertThat(second.get("/v1/requests/" + id(request), AGENT).text("status"))
                      .isEqualTo("pending"));

      var waiting = second.waiting(id(held.getFirst()));
      assertThat(second.review(held.getFirst(), "reviewer", "approve", "seen").status())
          .isEqualTo(200);
      assertThat(waiting.get().text("status")).isEqualTo("approved");

      assertThat(second.review(held.get(1), "reviewer", "deny", "not today").status())
          .isEqualTo(200);
      var denied = second.get("/v1/requests/" + id(held.get(1)), AGENT).json();
      assertThat(denied.get("status").asString()).isEqualTo("denied");
      assertThat(denied.get("verdict").get("reason").asString()).contains("not today");

      ProcessHandle engine = second.engine();
      second.terminate();
      second.exitStatus();
      await("the engine is gone too").atMost(ServiceProcess.LONG).until(() -> !engine.isAlive());
    }
  }

  private static String id(JsonNode request) {
    return request.get("id").asString();
  }
}
