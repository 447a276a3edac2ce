package io.holdpoint.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.client.AgentAction;
import io.holdpoint.client.HoldpointAgent;
import io.holdpoint.client.HoldpointException;
import io.holdpoint.client.HoldpointTool;
import io.holdpoint.client.Verdict;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.token.TokenRefusedException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The library for agents and tools against the service: the example of docs/verdicts.md. */
class AgentClientTest extends VerdictApi implements OnH2 {

  @Test
  void asksWaitsVerifiesRedeemsAndReports() throws Exception {
    URI holdpoint = URI.create("http://localhost:" + port);
    String agentKey = newAgent("client-bot");
    String toolKey = points.create(ADMIN, "client-gateway", List.of("shop.*")).key();

    // The agent:
    HoldpointAgent bot = new HoldpointAgent(holdpoint, agentKey);
    AgentAction refund =
        AgentAction.of("shop.orders.refund", Map.of("order", "A-17", "amount", 54.5));
    Verdict asked = bot.ask(refund, "broken on arrival", "ticket-17");
    assertThat(asked.isPending()).isTrue();
    var waiting =
        CompletableFuture.supplyAsync(() -> bot.await(asked.id(), Duration.ofSeconds(60)));
    approve(asked.id());
    Verdict verdict = waiting.get(60, TimeUnit.SECONDS);
    assertThat(verdict.isApproved()).isTrue();
    String token = verdict.token().orElseThrow();

    // The tool:
    HoldpointTool tool =
        new HoldpointTool(holdpoint, toolKey, "holdpoint", "holdpoint-enforcement");
    assertThat(tool.verify(token, refund).agent().value()).isEqualTo("client-bot");
    String spent = tool.redeem(token, refund);
    tool.report(spent, HoldpointTool.Result.EXECUTED, "refunded");

    AgentAction more = AgentAction.of("shop.orders.refund", Map.of("order", "A-17", "amount", 55));
    assertThatThrownBy(() -> tool.verify(token, more)).isInstanceOf(TokenRefusedException.class);
    assertThatThrownBy(() -> tool.redeem(token, refund))
        .isInstanceOfSatisfying(
            HoldpointException.class, e -> assertThat(e.code()).isEqualTo("already_redeemed"));
    assertThat(bot.read(asked.id()).token()).isEmpty();
  }

  @Test
  void withdrawsAndTellsWhatIsNoLeave() {
    HoldpointAgent bot =
        new HoldpointAgent(URI.create("http://localhost:" + port), newAgent("client-bot-2"));
    AgentAction refund = AgentAction.of("shop.orders.refund", Map.of("amount", 1));
    Verdict asked = bot.ask(refund, "", "", "key-1");
    assertThat(bot.ask(refund, "", "", "key-1").id()).isEqualTo(asked.id());
    assertThat(bot.withdraw(asked.id()).status()).isEqualTo("cancelled");
    assertThatThrownBy(() -> bot.withdraw(asked.id()))
        .isInstanceOfSatisfying(
            HoldpointException.class, e -> assertThat(e.code()).isEqualTo("already_final"));
    Verdict denied = bot.ask(AgentAction.of("shop.close", Map.of()), "", "");
    assertThat(denied.isApproved()).isFalse();
    assertThat(denied.token()).isEmpty();
  }

  private String newAgent(String id) {
    return agents
        .create(ADMIN, new AgentDesk.NewAgent(new AgentId(id), ADMIN, Set.of(), Set.of()))
        .key();
  }

  private void approve(String id) {
    String digest = reviewer.get("/v1/requests/" + id).at("/action/digest");
    assertThat(
            reviewer
                .post(
                    "/v1/requests/" + id + "/reviews",
                    "{\"decision\":\"approve\",\"reason\":\"\",\"digest\":\"" + digest + "\"}")
                .status())
        .isEqualTo(200);
  }
}
