package io.holdpoint.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.browser.DeliveredApplication;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.slack.SlackLinks;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.standin.StandInSlack;
import io.holdpoint.standin.Workspace;
import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.standin.Workspace.View;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same with the real engine and the outbox of notifications: nobody posts by hand. */
@SpringBootTest(
    classes = DeliveredApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "holdpoint.engine.mode=embedded",
      "holdpoint.engine.home=target/engine/8.5.8/camunda-zeebe-8.5.8",
      "holdpoint.first-start.admin-password=four lamps over a quiet door",
      "holdpoint.first-start.agent-key=" + SlackReviewsTest.AGENT_KEY
    })
class SlackWithEngineTest {

  private static final PersonId ADMIN = new PersonId("admin");
  private static final StandInSlack SLACK = standIn();
  private static final User RITA =
      SLACK.workspace().user(Workspace.TEAM, "U0RITA", "rita", "rita@example.org");

  @LocalServerPort private int port;
  @Autowired private AccountDesk accounts;
  @Autowired private SlackLinks links;

  private HttpCalls agent;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory("holdpoint-slack-engine");
    Path policy = data.resolve("policy.yaml");
    try (var in = SlackReviewsTest.class.getResourceAsStream("/slack/policy.yaml")) {
      Files.copy(Objects.requireNonNull(in), policy);
    }
    properties.add("holdpoint.data-dir", data::toString);
    properties.add("holdpoint.policy.file", policy::toString);
    properties.add("holdpoint.slack.bot-token", () -> StandInSlack.BOT_TOKEN);
    properties.add("holdpoint.slack.app-token", () -> StandInSlack.APP_TOKEN);
    properties.add("holdpoint.slack.api-url", SLACK::apiUrl);
    properties.add("holdpoint.slack.channel", () -> StandInSlack.CHANNEL);
    TestDatabases.h2(properties);
  }

  private static StandInSlack standIn() {
    try {
      return new StandInSlack(0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void rita() {
    agent = HttpCalls.ofAgent(port, SlackReviewsTest.AGENT_KEY);
    PersonId id = new PersonId("rita");
    if (accounts.person(id).isEmpty()) {
      accounts.create(ADMIN, new NewPerson(id, "Rita", Set.of(Role.REVIEWER), Set.of("reviewers")));
      links.link(ADMIN, id, new SlackUser(RITA.team(), RITA.id()));
    }
  }

  @AfterEach
  void slackWouldHaveTakenItAll() {
    assertThat(SLACK.faults()).isEmpty();
  }

  @Test
  void aHeldRequestIsShownApprovedAndItsMessageTellsTheOutcome() {
    String request = hold("refund");
    Message message = shown(request);
    await().until(() -> SLACK.people().openSockets() == 1);
    int before = SLACK.workspace().views().size();
    SLACK.people().click(RITA, message, "hp_approve");
    await().until(() -> SLACK.workspace().views().size() > before);
    View form = SLACK.workspace().views().getLast();
    SLACK.people().submit(form, Map.of("hp_reason_text", "Saw the parcel"));
    assertThat(agent.get("/v1/requests/" + request, "Prefer", "wait=20").at("/status"))
        .isEqualTo("approved");
    waiting(() -> assertThat(message.shown()).startsWith("✅ Approved: Refund"));
    waiting(() -> assertThat(replies(message)).anyMatch(r -> r.contains("Saw the parcel")));
    assertThat(message.buttons()).containsOnlyKeys("hp_console");
  }

  @Test
  void remindsEscalatesAndTellsThatItsTimeIsOver() {
    Message message = shown(hold("hurry"));
    waiting(() -> assertThat(message.shown()).startsWith("⌛ Expired: "));
    waiting(() -> assertThat(replies(message)).anyMatch(r -> r.contains("Expired")));
    assertThat(replies(message))
        .anyMatch(r -> r.contains("Still waiting for reviewers"))
        .anyMatch(r -> r.contains("may decide this too"));
  }

  @Test
  void afterAnOutageEachRequestIsPostedOrShowsItsOutcome() {
    SLACK.down(true);
    List<String> held = IntStream.range(0, 3).mapToObj(i -> hold("refund")).toList();
    agent.post("/v1/requests/" + held.getFirst() + "/cancel", "{}");
    SLACK.down(false);
    assertThat(shown(held.get(1)).buttons()).containsKey("hp_approve");
    assertThat(shown(held.get(2)).buttons()).containsKey("hp_approve");
    waiting(
        () ->
            assertThat(SLACK.workspace().posts())
                .filteredOn(m -> m.shown().contains(held.getFirst()))
                .allMatch(m -> m.shown().startsWith("↩ Withdrawn")));
  }

  private static void waiting(org.awaitility.core.ThrowingRunnable until) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(until);
  }

  private static List<String> replies(Message message) {
    return SLACK.workspace().replies(message).stream().map(Message::shown).toList();
  }

  private String hold(String tool) {
    return agent
        .post(
            "/v1/requests",
            """
            {"action": {"tool": "payments.%s", "arguments": {"charge": "ch_1"},
                        "target": {"system": "stripe", "resource": "charges/ch_1"}},
             "reason": "Wrong size delivered"}
            """
                .formatted(tool))
        .at("/id");
  }

  private static Message shown(String request) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                SLACK.workspace().posts().stream()
                    .filter(m -> m.shown().contains(request))
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
  }
}
