package io.holdpoint.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.browser.DeliveredApplication;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.slack.SlackLinks;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.standin.StandInSlack;
import io.holdpoint.standin.Trouble;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
      "holdpoint.first-start.agent-key=" + SlackApplication.AGENT_KEY
    })
class SlackWithEngineTest {

  private static final PersonId ADMIN = new PersonId("admin");
  private static final StandInSlack SLACK = SlackApplication.standIn();
  private static final Map<String, String> PASSWORDS = new HashMap<>();
  private static final User RITA =
      SLACK.workspace().user(Workspace.TEAM, "U0RITA", "rita", "rita@example.org");

  @LocalServerPort private int port;
  @Autowired private AccountDesk accounts;
  @Autowired private SlackLinks links;
  @Autowired private AgentDesk agents;

  private HttpCalls agent;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory("holdpoint-slack-engine");
    Path policy = data.resolve("policy.yaml");
    try (var in = SlackApplication.class.getResourceAsStream("/slack/policy.yaml")) {
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

  @BeforeEach
  void rita() {
    agent = HttpCalls.ofAgent(port, SlackApplication.AGENT_KEY);
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
    SLACK.down(new Trouble.Status(503));
    List<String> held = IntStream.range(0, 3).mapToObj(i -> hold("refund")).toList();
    agent.post("/v1/requests/" + held.getFirst() + "/cancel", "{}");
    SLACK.up();
    assertThat(shown(held.get(1)).buttons()).containsKey("hp_approve");
    assertThat(shown(held.get(2)).buttons()).containsKey("hp_approve");
    waiting(
        () ->
            assertThat(SLACK.workspace().posts())
                .filteredOn(m -> m.shown().contains(held.getFirst()))
                .allMatch(m -> m.shown().startsWith("↩ Withdrawn")));
  }

  /** With real accounts: a reviewer who approved in Slack is disabled before the end. */
  @ParameterizedTest
  @CsvSource({"double,reviewers,reviewers", "wipe,ops,security", "ordered,ops,security"})
  void whoIsDisabledBeforeTheEndCountsNoMoreAndTheMessageSaysWhoIsAwaited(
      String tool, String first, String second) {
    User gone = reviewer("gone-" + tool, first);
    User stays = reviewer("stays-" + tool, first);
    User other = reviewer("other-" + tool, second);
    String request = hold(agentOf(tool), tool, 120);
    Message message = shown(request);
    approve(gone, message);
    waiting(() -> assertThat(message.shown()).contains(first + ": " + gone.name() + " approved"));

    accounts.disable(ADMIN, new PersonId(gone.name()), true);

    waiting(
        () ->
            assertThat(message.shown())
                .contains(first + ": " + (tool.equals("double") ? "2" : "1") + " needed")
                .doesNotContain(gone.name() + " approved"));
    waiting(
        () -> assertThat(replies(message)).anyMatch(r -> r.contains("Now waiting for " + first)));
    approve(stays, message);
    waiting(() -> assertThat(message.shown()).contains(stays.name() + " approved"));
    assertThat(message.shown()).startsWith("✋ Approval needed");
    approve(other, message);
    waiting(() -> assertThat(message.shown()).startsWith("✅ Approved"));
    assertThat(message.buttons()).containsOnlyKeys("hp_console");
  }

  @Test
  void aGroupThatAChangeOfArgumentsDemandsBesidesIsToldAndDecidesInItsOwnChannel() {
    reviewer("mona", "reviewers");
    User sana = reviewer("sana", "security");
    HttpCalls payer = agentOf("adjust");
    String request = hold(payer, "adjust", 120);
    Message message = shown(request);
    assertThat(message.channel()).isEqualTo(StandInSlack.CHANNEL);
    String digest = payer.get("/v1/requests/" + request).at("/action/digest");
    var changed =
        HttpCalls.ofPerson(port, "mona", PASSWORDS.getOrDefault("mona", ""))
            .post(
                "/v1/requests/" + request + "/changes",
                """
                {"arguments": {"charge": "ch_1", "amount": 5000}, "reason": "All three parcels",
                 "digest": "%s"}
                """
                    .formatted(digest));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);

    waiting(() -> assertThat(posts(request)).hasSize(2));
    Message ofSecurity = posts(request).getLast();
    assertThat(ofSecurity.channel()).isEqualTo("C0PAYMENT");
    assertThat(ofSecurity.shown())
        .contains("Changed by  mona: All three parcels")
        .contains("\"amount\": 5000")
        .contains("security: 1 needed");
    waiting(() -> assertThat(message.shown()).contains("\"amount\": 5000"));
    approve(sana, ofSecurity);
    var answer = payer.get("/v1/requests/" + request, "Prefer", "wait=20");
    assertThat(answer.at("/status")).isEqualTo("approved");
    assertThat(answer.json().at("/action/arguments/amount").asInt()).isEqualTo(5000);
    for (Message each : posts(request)) {
      waiting(() -> assertThat(each.shown()).startsWith("✅ Approved"));
      assertThat(each.buttons()).containsOnlyKeys("hp_console");
    }
  }

  private static List<Message> posts(String request) {
    return SlackApplication.posts(SLACK, RequestId.parse(request).orElseThrow());
  }

  private User reviewer(String name, String group) {
    PersonId id = new PersonId(name);
    var created =
        accounts.create(ADMIN, new NewPerson(id, name, Set.of(Role.REVIEWER), Set.of(group)));
    PASSWORDS.put(name, created.password());
    User user =
        SLACK
            .workspace()
            .user(Workspace.TEAM, "U0" + name.toUpperCase(Locale.ROOT).replace("-", ""), name, "");
    links.link(ADMIN, id, new SlackUser(user.team(), user.id()));
    return user;
  }

  /** One of its own: its requests become no burst with those of others. */
  private HttpCalls agentOf(String tool) {
    AgentId id = new AgentId("agent-of-" + tool);
    return HttpCalls.ofAgent(
        port, agents.create(ADMIN, new AgentDesk.NewAgent(id, ADMIN, Set.of(), Set.of())).key());
  }

  private void approve(User who, Message message) {
    await().until(() -> SLACK.people().openSockets() == 1);
    SLACK.people().submit(SlackApplication.form(SLACK, who, message, "hp_approve"), Map.of());
  }

  private static void waiting(org.awaitility.core.ThrowingRunnable until) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(until);
  }

  private static List<String> replies(Message message) {
    return SLACK.workspace().replies(message).stream().map(Message::shown).toList();
  }

  private String hold(String tool) {
    return hold(agent, tool, 120);
  }

  private static String hold(HttpCalls by, String tool, int amount) {
    return by.post(
            "/v1/requests",
            """
            {"action": {"tool": "payments.%s", "arguments": {"charge": "ch_1", "amount": %d},
                        "target": {"system": "stripe", "resource": "charges/ch_1"}},
             "reason": "Wrong size delivered"}
            """
                .formatted(tool, amount))
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
