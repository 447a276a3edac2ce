package io.holdpoint.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.holdpoint.browser.DeliveredApplication;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.slack.SlackLinks;
import io.holdpoint.model.slack.SlackUser;
import io.holdpoint.notification.Notifications;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.standin.Json;
import io.holdpoint.standin.StandInSlack;
import io.holdpoint.standin.Workspace;
import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.standin.Workspace.View;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.ShiftableTime;
import io.holdpoint.testing.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The service as it is delivered, a stand-in for Slack, people who click. Without an engine: what a
 * process would have told is told by {@link #tell}. All classes that extend this share one
 * instance.
 */
@SpringBootTest(
    classes = DeliveredApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "holdpoint.engine.mode=off",
      "holdpoint.first-start.admin-password=four lamps over a quiet door",
      "holdpoint.first-start.agent-key=" + SlackApplication.AGENT_KEY
    })
@Import(ShiftableTime.class)
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class SlackApplication {

  static final String AGENT_KEY = "hp_support-bot_0123456789abcdefghijklmnopqrstuvwxyzABCD";

  /** Longer than the time within which requests of one agent become one message. */
  static final Duration APART = Duration.ofSeconds(31);

  static final PersonId ADMIN = new PersonId("admin");
  static final StandInSlack SLACK = standIn();
  static final AtomicInteger NUMBER = new AtomicInteger();

  /** Of the people that {@link #reviewer} made, by their names. */
  static final Map<String, String> PASSWORDS = new ConcurrentHashMap<>();

  @LocalServerPort int port;
  @Autowired AccountDesk accounts;
  @Autowired AgentDesk agents;
  @Autowired SlackLinks links;
  @Autowired AuditLog audit;
  @Autowired ReviewDesk desk;
  @Autowired Ledger ledger;
  @Autowired Notifications notifications;
  @Autowired ShiftableLedgerTime time;

  HttpCalls agent;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    Path data = Files.createTempDirectory("holdpoint-slack");
    Path policy = data.resolve("policy.yaml");
    try (var in = SlackApplication.class.getResourceAsStream("/slack/policy.yaml")) {
      Files.copy(Objects.requireNonNull(in), policy);
    }
    properties.add("holdpoint.data-dir", data::toString);
    properties.add("holdpoint.policy.file", policy::toString);
    properties.add("holdpoint.slack.bot-token", () -> StandInSlack.BOT_TOKEN);
    properties.add("holdpoint.slack.app-token", () -> StandInSlack.APP_TOKEN);
    properties.add("holdpoint.slack.signing-secret", () -> StandInSlack.SIGNING_SECRET);
    properties.add("holdpoint.slack.api-url", SLACK::apiUrl);
    properties.add("holdpoint.slack.channel", () -> StandInSlack.CHANNEL);
    properties.add("holdpoint.slack.client-id", () -> StandInSlack.CLIENT_ID);
    properties.add("holdpoint.slack.client-secret", () -> StandInSlack.CLIENT_SECRET);
    TestDatabases.h2(properties);
  }

  static StandInSlack standIn() {
    try {
      return new StandInSlack(0).patient();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void agentAndAddress() {
    agent = HttpCalls.ofAgent(port, AGENT_KEY);
    SLACK.people().interactivityUrl("http://localhost:" + port + "/slack/interactions");
    SLACK.people().byHttp(true);
    SLACK.people().repeat(0);
  }

  @AfterEach
  void slackWouldHaveTakenItAll() {
    SLACK.up();
    assertThat(SLACK.faults()).isEmpty();
  }

  String address(String path) {
    return "http://localhost:" + port + path;
  }

  /** A linked reviewer of these groups. */
  User reviewer(String... groups) {
    int n = NUMBER.incrementAndGet();
    PersonId id = new PersonId("person-" + n);
    var created =
        accounts.create(
            ADMIN, new NewPerson(id, "Person " + n, Set.of(Role.REVIEWER), Set.of(groups)));
    PASSWORDS.put(id.value(), created.password());
    User user =
        SLACK.workspace().user(Workspace.TEAM, "U0PERSON" + n, id.value(), id + "@example.org");
    links.link(ADMIN, id, new SlackUser(user.team(), user.id()));
    return user;
  }

  RequestId hold(String tool) {
    return hold(tool, "{\"charge\": \"ch_1\", \"amount\": 120}");
  }

  RequestId hold(String tool, String arguments) {
    var reply =
        agent.post(
            "/v1/requests",
            """
            {"action": {"tool": "payments.%s", "arguments": %s,
                        "target": {"system": "stripe", "resource": "charges/ch_1", "environment": "production"}},
             "reason": "Wrong size delivered <!channel>", "task": "ticket-1"}
            """
                .formatted(tool, arguments));
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    return RequestId.parse(reply.at("/id")).orElseThrow();
  }

  /** Has the demanded groups told, as the process would. */
  void tell(RequestId id) {
    RequestRecord request = ledger.find(id).orElseThrow();
    List<String> groups =
        request.demand().orElseThrow().slots().stream().map(ApprovalSlot::group).toList();
    notifications.tell(Delivery.Kind.HELD, request, groups, "held:all");
  }

  /** Held, told by itself, and shown in Slack. */
  Message told(RequestId id) {
    time.forward(APART);
    tell(id);
    await().atMost(Duration.ofSeconds(40)).until(() -> !posts(id).isEmpty());
    return posts(id).getFirst();
  }

  /** The messages, but for those in threads, that are about this request. */
  static List<Message> posts(RequestId id) {
    return posts(SLACK, id);
  }

  static List<Message> posts(StandInSlack slack, RequestId id) {
    return slack.workspace().posts().stream()
        .filter(
            m ->
                id.toString().equals(Json.object(m.metadata().get("event_payload")).get("request")))
        .toList();
  }

  /** Clicks, and waits for the form. */
  static View form(User user, Message message, String action) {
    return form(SLACK, user, message, action);
  }

  static View form(StandInSlack slack, User user, Message message, String action) {
    int before = slack.workspace().views().size();
    assertThat(slack.people().click(user, message, action).status()).isEqualTo(200);
    await().until(() -> slack.workspace().views().size() > before);
    return slack.workspace().views().getLast();
  }

  static void clickRefused(User user, Message message, String why) {
    int before = SLACK.workspace().views().size();
    assertThat(SLACK.people().click(user, message, "hp_approve").status()).isEqualTo(200);
    told(user, why);
    assertThat(SLACK.workspace().views()).hasSize(before);
  }

  /** What only this user sees. */
  static void told(User user, String what) {
    soon(
        () ->
            assertThat(SLACK.workspace().ephemerals())
                .filteredOn(e -> e.user().equals(user.id()))
                .extracting(Workspace.Ephemeral::text)
                .anyMatch(text -> text.contains(what)));
  }

  HttpCalls.Reply finalOf(RequestId request) {
    return agent.get("/v1/requests/" + request, "Prefer", "wait=20");
  }

  String status(RequestId request) {
    return agent.get("/v1/requests/" + request).at("/status");
  }

  /** The channels of the reviews that were given. */
  List<String> reviews(RequestId request) {
    return desk.open(ADMIN, request).reviews().stream().map(r -> r.channel().wire()).toList();
  }

  /** A page of the console, opened by this person. */
  Page signedIn(Page page, User who, String path) {
    page.navigate(address(path));
    page.locator("[name=username]").fill(who.name());
    page.locator("[name=password]").fill(PASSWORDS.getOrDefault(who.name(), ""));
    page.locator("button:has-text('Sign in')").click();
    page.waitForURL(url -> url.contains(path));
    return page;
  }

  static void soon(ThrowingRunnable holds) {
    await().atMost(Duration.ofSeconds(40)).untilAsserted(holds);
  }
}
