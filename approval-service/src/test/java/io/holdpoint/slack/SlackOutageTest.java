package io.holdpoint.slack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.holdpoint.browser.Chromium;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.standin.Trouble;
import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Slack is away for an hour, in each of the ways in which a service can be away. */
class SlackOutageTest extends SlackApplication {

  private static final int HELD = 200;

  /** So far apart that 200 take an hour, and that no three of them become one message. */
  private static final Duration EACH = Duration.ofSeconds(18);

  @Test
  void afterAnHourWithoutSlackEachOfTwoHundredIsPostedOnceOrAlreadyShowsItsOutcome() {
    User rita = reviewer("reviewers");
    time.forward(APART);
    List<RequestId> held = new ArrayList<>();
    int postsBefore = SLACK.workspace().messages().size();

    for (int i = 0; i < HELD; i++) {
      switch (i) {
        case 0 -> SLACK.down(new Trouble.Status(500));
        case HELD / 3 -> SLACK.down(new Trouble.HangsUp());
        case HELD * 2 / 3 -> SLACK.down(new Trouble.Hangs());
        default -> {}
      }
      RequestId id = hold("refund");
      tell(id);
      held.add(id);
      time.forward(EACH);
    }
    // The console and the waiting agent know nothing of it.
    approveInTheConsole(rita, held.getFirst());
    for (int i = 1; i < HELD; i++) {
      switch (i % 5) {
        case 0 -> inTheConsole(rita, held.get(i), ReviewDecision.APPROVE);
        case 1 -> inTheConsole(rita, held.get(i), ReviewDecision.DENY);
        case 2 -> agent.post("/v1/requests/" + held.get(i) + "/cancel", "{}");
        default -> {}
      }
    }
    assertThat(SLACK.workspace().messages()).as("Slack is away still").hasSize(postsBefore);

    SLACK.next("chat.postMessage", new Trouble.AnswerLost(), new Trouble.RateLimited(30));
    SLACK.up();
    awaitAllTold();

    for (int i = 0; i < HELD; i++) {
      RequestId id = held.get(i);
      assertThat(posts(id)).as("posts of the %dth", i).hasSize(1);
      Message message = posts(id).getFirst();
      switch (i % 5) {
        case 0 -> over(message, "✅ Approved");
        case 1 -> over(message, "⛔ Denied");
        case 2 -> over(message, "↩ Withdrawn");
        default ->
            assertThat(message.buttons()).containsOnlyKeys("hp_deny", "hp_approve", "hp_console");
      }
    }
    RequestId last = held.getLast();
    SLACK.people().submit(form(rita, posts(last).getFirst(), "hp_approve"), Map.of());
    assertThat(finalOf(last).at("/status")).isEqualTo("approved");
    soon(() -> over(posts(last).getFirst(), "✅ Approved"));
  }

  private static void over(Message message, String outcome) {
    assertThat(message.shown()).startsWith(outcome);
    assertThat(message.buttons()).containsOnlyKeys("hp_console");
  }

  /** Time goes on whenever nothing more can be told at this one. */
  private void awaitAllTold() {
    int[] before = {-1};
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              int now = SLACK.calls("chat.postMessage").size();
              if (now == before[0]) {
                time.forward(Duration.ofSeconds(20));
              }
              before[0] = now;
              return notifications.waiting() == 0;
            });
  }

  private void inTheConsole(User who, RequestId id, ReviewDecision decision) {
    desk.review(
        new ReviewOrder(
            new PersonId(who.name()),
            id,
            decision,
            decision == ReviewDecision.DENY ? "no" : "",
            ledger.find(id).orElseThrow().action().digest(),
            Channel.CONSOLE));
  }

  private void approveInTheConsole(User who, RequestId id) {
    var verdict = agent.getLater("/v1/requests/" + id, "Prefer", "wait=60");
    try (Browser browser = Chromium.launch();
        var context = browser.newContext()) {
      Page page = signedIn(context.newPage(), who, "/requests/" + id);
      page.locator("#reason").fill("Saw the parcel");
      page.locator("button.approve").click();
      page.waitForURL("**?recorded");
      assertThat(page.locator("#decide .outcome-h")).hasText("Approved");
    }
    assertThat(verdict.join().at("/status")).isEqualTo("approved");
  }
}
