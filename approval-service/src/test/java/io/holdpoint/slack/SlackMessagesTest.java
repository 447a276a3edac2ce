package io.holdpoint.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.FreezeDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.standin.Json;
import io.holdpoint.standin.StandInSlack;
import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.testing.HttpCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of messages: each says how its request stands, whoever changed that and where. */
class SlackMessagesTest extends SlackApplication {

  @Autowired private FreezeDesk freezes;

  @ParameterizedTest
  @CsvSource({
    "a click, ⛔ Denied",
    "the console, ⛔ Denied",
    "its agent, ↩ Withdrawn",
    "its time, ⌛ Expired"
  })
  void whateverEndsARequestAllMessagesThatShowedItSayHowAndLoseTheirButtons(
      String by, String outcome) {
    User otto = reviewer("ops");
    RequestId id = hold("wipe");
    Message first = told(id);
    soon(() -> assertThat(posts(id)).hasSize(2));
    assertThat(posts(id))
        .extracting(Message::channel)
        .containsExactlyInAnyOrder(StandInSlack.CHANNEL, "C0PAYMENT");

    switch (by) {
      case "a click" ->
          SLACK.people().submit(form(otto, first, "hp_deny"), Map.of("hp_reason_text", "no"));
      case "the console" -> denyInTheConsole(otto, id);
      case "its agent" -> agent.post("/v1/requests/" + id + "/cancel", "{}");
      default -> time.forward(Duration.ofMinutes(61));
    }

    for (Message message : posts(id)) {
      soon(() -> assertThat(message.shown()).startsWith(outcome));
      assertThat(message.buttons()).containsOnlyKeys("hp_console");
      soon(
          () ->
              assertThat(SLACK.workspace().replies(message))
                  .singleElement()
                  .matches(reply -> reply.shown().contains(outcome)));
    }
    assertThat(posts(id)).as("nothing is posted besides").hasSize(2);
  }

  @Test
  void aFreezeIsSaidAndApprovesNothingWhileItLasts() {
    User rita = reviewer("reviewers");
    RequestId id = hold("refund");
    Message message = told(id);
    String approve = Json.string(message.buttons().get("hp_approve").get("value"));
    var freeze =
        freezes.freeze(
            ADMIN,
            new FreezeDesk.NewFreeze(FreezeDesk.Scope.TOOL, "payments.refund", "odd things"));
    try {
      soon(() -> assertThat(message.shown()).contains("Frozen since"));
      assertThat(message.buttons()).containsOnlyKeys("hp_deny", "hp_console");
      // The button that somebody still sees, or made up.
      SLACK.people().click(rita, message, "hp_approve", approve);
      told(rita, "This is frozen: while that lasts it can be denied, not approved.");
    } finally {
      freezes.thaw(ADMIN, freeze.id());
    }
    soon(() -> assertThat(message.shown()).doesNotContain("Frozen").contains("Until"));
    SLACK.people().submit(form(rita, message, "hp_approve"), Map.of());
    assertThat(finalOf(id).at("/status")).isEqualTo("approved");
  }

  @Test
  void fiftyOfOneAgentAtOnceAreOneMessageThatCountsAndFollowsThemAll() {
    var key =
        agents.create(
            ADMIN, new AgentDesk.NewAgent(new AgentId("hasty-bot"), ADMIN, Set.of(), Set.of()));
    agent = HttpCalls.ofAgent(port, key.key());
    List<RequestId> held = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      held.add(hold("refund"));
    }
    held.forEach(this::tell);
    soon(() -> assertThat(notifications.waiting()).isZero());

    List<Message> shown = ofHasty();
    assertThat(shown).as("some one by one, then one that counts").hasSizeLessThan(6);
    Message counting = shown.getLast();
    int counted = 51 - shown.size();
    assertThat(counting.shown()).contains(counted + " actions of hasty-bot wait for approval");
    assertThat(counting.buttons()).containsOnlyKeys("hp_console");

    held.forEach(id -> agent.post("/v1/requests/" + id + "/cancel", "{}"));
    soon(
        () ->
            assertThat(counting.shown())
                .contains("All " + counted + " actions of hasty-bot are decided"));
    assertThat(ofHasty()).hasSameSizeAs(shown);
  }

  private static List<Message> ofHasty() {
    return SLACK.workspace().posts().stream()
        .filter(message -> message.shown().contains("hasty-bot"))
        .toList();
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
