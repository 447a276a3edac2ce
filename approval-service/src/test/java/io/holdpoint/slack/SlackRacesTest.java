package io.holdpoint.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.standin.Workspace.View;
import io.holdpoint.testing.HttpCalls.Reply;
import io.holdpoint.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A click in Slack and something else at one instant: one outcome, wherever one looks. */
class SlackRacesTest extends SlackApplication {

  private static final int ROUNDS = 8;
  private static final Map<String, String> MARKS =
      Map.of("approved", "✅ Approved", "denied", "⛔ Denied", "expired", "⌛ Expired");

  @Test
  void anApprovalInSlackAndADenialInTheConsoleHaveOneOutcomeEverywhere() {
    User rita = reviewer("reviewers");
    User otto = reviewer("reviewers");
    for (int round = 0; round < ROUNDS; round++) {
      RequestId id = hold("refund");
      Message message = told(id);
      View form = form(rita, message, "hp_approve");
      CompletableFuture<Reply> waiting = agent.getLater("/v1/requests/" + id, "Prefer", "wait=60");

      List<Throwable> refused =
          Together.tolerant(
              () -> SLACK.people().submit(form, Map.of("hp_reason_text", "fine")),
              () -> denyInTheConsole(otto, id));

      String outcome = waiting.join().at("/status");
      assertThat(outcome).isIn("approved", "denied");
      assertThat(refused)
          .as("what the console said")
          .hasSize(outcome.equals("approved") ? 1 : 0)
          .allMatch(each -> each instanceof ReviewRefusedException);
      isTheSameEverywhere(id, message, form, outcome);
      assertThat(reviews(id)).containsExactly(outcome.equals("approved") ? "slack" : "console");
    }
  }

  @Test
  void anApprovalInSlackAndTheExpiryHaveOneOutcomeEverywhere() {
    User rita = reviewer("reviewers");
    for (int round = 0; round < ROUNDS; round++) {
      RequestId id = hold("refund");
      Message message = told(id);
      View form = form(rita, message, "hp_approve");
      CompletableFuture<Reply> waiting = agent.getLater("/v1/requests/" + id, "Prefer", "wait=60");

      if (round > 0) { // in the first there is all the time that it needs, in the last none
        Duration left = Duration.ofMillis((ROUNDS - 1 - round) * 8L);
        time.forward(
            Duration.between(time.now(), ledger.find(id).orElseThrow().expiresAt()).minus(left));
      }
      SLACK.people().submit(form, Map.of());

      String outcome = waiting.join().at("/status");
      assertThat(outcome).isIn("approved", "expired");
      if (round == 0 || round == ROUNDS - 1) {
        assertThat(outcome).isEqualTo(round == 0 ? "approved" : "expired");
      }
      isTheSameEverywhere(id, message, form, outcome);
      assertThat(reviews(id)).hasSize(outcome.equals("approved") ? 1 : 0);
    }
  }

  private void isTheSameEverywhere(RequestId id, Message message, View form, String outcome) {
    assertThat(status(id)).isEqualTo(outcome);
    assertThat(desk.open(ADMIN, id).summary().status().wire()).isEqualTo(outcome);
    soon(() -> assertThat(message.shown()).startsWith(MARKS.get(outcome)));
    assertThat(message.buttons()).containsOnlyKeys("hp_console");
    soon(
        () ->
            assertThat(form.shown())
                .contains(
                    outcome.equals("approved")
                        ? "Recorded. The request is approved"
                        : "is " + outcome + " already"));
    assertThat(audit.of(ADMIN, id))
        .filteredOn(each -> each.event().matches("request\\.(approved|denied|expired)"))
        .extracting("event")
        .containsExactly("request." + outcome);
  }

  private void denyInTheConsole(User who, RequestId id) {
    desk.review(
        new ReviewOrder(
            new PersonId(who.name()),
            id,
            ReviewDecision.DENY,
            "no",
            ledger.find(id).orElseThrow().action().digest(),
            Channel.CONSOLE));
  }
}
