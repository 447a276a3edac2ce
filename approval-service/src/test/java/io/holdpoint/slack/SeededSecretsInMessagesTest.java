package io.holdpoint.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
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
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Secrets are sent in every place that takes values, the request goes its whole way through the
 * real engine and every channel, and then they are looked for in everything that left the ledger:
 * messages, mails, webhooks, and every file of the engine and of the service.
 */
@SpringBootTest(
    classes = DeliveredApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "holdpoint.engine.mode=embedded",
      "holdpoint.engine.home=target/engine/8.5.8/camunda-zeebe-8.5.8",
      "holdpoint.first-start.admin-password=" + SeededSecretsInMessagesTest.ADMIN_PASSWORD,
      "holdpoint.first-start.agent-key=" + SlackReviewsTest.AGENT_KEY,
      "holdpoint.mail.host=127.0.0.1",
      "holdpoint.mail.from=holdpoint@example.org",
      "holdpoint.mail.tls=none",
      "holdpoint.webhooks.allow=localhost"
    })
@DirtiesContext // its engine is nobody else's
@SuppressWarnings("NullAway.Init") // Spring fills the fields
class SeededSecretsInMessagesTest {

  static final String ADMIN_PASSWORD = "four lamps over a quiet door";

  private static final PersonId ADMIN = new PersonId("admin");
  private static final String PASSWORD = "Seeded-Pa55word!";
  private static final String TOKEN = "ghp_" + "sEEdedTok3n".repeat(4);
  private static final String IN_TEXT = "seededInText-0815";
  private static final String IN_ATTRIBUTE = "seededAttribute-4711";
  private static final String IN_TARGET = "seededTarget-2342";
  private static final String IN_BEFORE = "before-Zq7tR2mK9wXe4";
  private static final List<String> SECRETS =
      List.of(PASSWORD, TOKEN, IN_TEXT, IN_ATTRIBUTE, IN_TARGET, IN_BEFORE);

  private static final String BODY =
      """
      {"action":{"tool":"payments.refund",
        "arguments":{"charge":"ch_1","args":["%s"],"command":"deploy --token %s","login":{"password":"%s"}},
        "target":{"system":"stripe","resource":"https://bot:%s@shop.example.com/charges"}},
       "reason":"The customer wrote: password=%s","task":"t-1",
       "context":{"attributes":{"apiKey":"%s"},"before":{"password":"%s"},"after":{"password":"%s"}}}
      """
          .formatted(
              TOKEN, IN_TEXT, PASSWORD, IN_TARGET, PASSWORD, IN_ATTRIBUTE, IN_BEFORE, IN_BEFORE);

  private static final String POLICY =
      """
      tiers:
        - {name: low, outcome: allow}
        - name: sensitive
          outcome: require_approval
          process: standard-approval
          approvals: [{group: reviewers, count: 1}]
          remindAfter: PT4S
          expireAfter: PT4H
          notify: {webhook: hook}
      defaultTier: sensitive
      groups:
        - {name: reviewers, mail: team@example.org}
      tools:
        - {match: "payments.*", system: stripe, reversibility: externally_reversible}
      """;

  private static final StandInSlack SLACK = standIn();
  private static final User RITA =
      SLACK.workspace().user(Workspace.TEAM, "U0RITA", "rita", "rita@example.org");
  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private static final List<String> POSTED = new CopyOnWriteArrayList<>();
  private static final HttpServer HOOK = hook();
  private static final Path DATA = directory();

  @LocalServerPort private int port;
  @Autowired private AccountDesk accounts;
  @Autowired private SlackLinks links;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) throws IOException {
    MAIL.start();
    Path policy = Files.writeString(DATA.resolve("policy.yaml"), POLICY);
    properties.add("holdpoint.data-dir", DATA::toString);
    properties.add("holdpoint.policy.file", policy::toString);
    properties.add("holdpoint.mail.port", () -> MAIL.getSmtp().getPort());
    properties.add("holdpoint.slack.bot-token", () -> StandInSlack.BOT_TOKEN);
    properties.add("holdpoint.slack.app-token", () -> StandInSlack.APP_TOKEN);
    properties.add("holdpoint.slack.api-url", SLACK::apiUrl);
    properties.add("holdpoint.slack.channel", () -> StandInSlack.CHANNEL);
    TestDatabases.h2(properties);
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("holdpoint-secrets");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static StandInSlack standIn() {
    try {
      return new StandInSlack(0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpServer hook() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            POSTED.add(exchange.getRequestHeaders() + new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void stop() {
    MAIL.stop();
    HOOK.stop(0);
  }

  @Test
  void noSecretIsInAnyMessageMailOrWebhookNorInAnyFileOfTheEngine() throws Exception {
    PersonId rita = new PersonId("rita");
    accounts.create(ADMIN, new NewPerson(rita, "Rita", Set.of(Role.REVIEWER), Set.of("reviewers")));
    links.link(ADMIN, rita, new SlackUser(RITA.team(), RITA.id()));
    var admin = HttpCalls.ofPerson(port, "admin", ADMIN_PASSWORD);
    var hook =
        admin.post(
            "/v1/webhooks",
            "{\"name\":\"hook\",\"url\":\"http://localhost:%s/in\"}"
                .formatted(HOOK.getAddress().getPort()));
    assertThat(hook.status()).as(hook.body()).isEqualTo(201);
    var agent = HttpCalls.ofAgent(port, SlackReviewsTest.AGENT_KEY);
    String id = agent.post("/v1/requests", BODY).at("/id");
    assertThat(id).isNotEmpty();

    // Shown, reminded of, its form opened, approved, and its outcome told.
    Message message = shown(id);
    waiting(() -> assertThat(POSTED).anyMatch(post -> post.contains("request.reminded")));
    await().until(() -> SLACK.people().openSockets() == 1);
    SLACK.people().click(RITA, message, "hp_approve");
    await().until(() -> !SLACK.workspace().views().isEmpty());
    View form = SLACK.workspace().views().getLast();
    SLACK.people().submit(form, Map.of("hp_reason_text", "Saw the parcel"));
    assertThat(agent.get("/v1/requests/" + id, "Prefer", "wait=20").at("/status"))
        .isEqualTo("approved");
    waiting(() -> assertThat(message.shown()).startsWith("✅ Approved"));
    waiting(() -> assertThat(POSTED).anyMatch(post -> post.contains("request.decided")));
    waiting(() -> assertThat(mails()).anyMatch(mail -> mail.contains("pproved")));

    // What is told has the masks in it, so the arguments are there to be looked through.
    assertThat(slack()).anyMatch(text -> text.contains("[masked ")).allSatisfy(this::none);
    assertThat(POSTED).anyMatch(text -> text.contains("[masked ")).allSatisfy(this::none);
    assertThat(mails()).anyMatch(text -> text.contains("[masked ")).allSatisfy(this::none);
    assertThat(messagesAsTheyCame()).allSatisfy(this::none);
    int withTheRequest = 0;
    for (Path file : files()) {
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      none(content);
      withTheRequest += file.toString().contains("engine") && content.contains(id) ? 1 : 0;
    }
    assertThat(withTheRequest).as("files of the engine that name the request").isPositive();
  }

  private void none(String text) {
    // Not doesNotContain(): its message would print megabytes.
    for (String secret : SECRETS) {
      assertThat(text.contains(secret)).as(secret).isFalse();
    }
  }

  /** Every message and form as it was posted, and as it reads. */
  private static List<String> slack() {
    List<String> texts = new ArrayList<>();
    for (Message message : SLACK.workspace().messages()) {
      texts.add(message.text() + message.blocks() + message.metadata() + message.shown());
    }
    for (View view : SLACK.workspace().views()) {
      texts.add(view.payload() + view.shown());
    }
    SLACK.workspace().ephemerals().forEach(each -> texts.add(each.toString()));
    return texts;
  }

  private static List<String> mails() throws MessagingException, IOException {
    List<String> texts = new ArrayList<>();
    for (var mail : MAIL.getReceivedMessages()) {
      texts.add(mail.getSubject() + "\n" + text(mail));
    }
    return texts;
  }

  private static List<String> messagesAsTheyCame() {
    return java.util.Arrays.stream(MAIL.getReceivedMessages())
        .map(com.icegreen.greenmail.util.GreenMailUtil::getWholeMessage)
        .toList();
  }

  private static String text(Part part) throws MessagingException, IOException {
    if (part.getContent() instanceof Multipart parts) {
      var all = new StringBuilder();
      for (int i = 0; i < parts.getCount(); i++) {
        all.append(text(parts.getBodyPart(i)));
      }
      return all.toString();
    }
    return String.valueOf(part.getContent());
  }

  private static List<Path> files() throws IOException {
    try (var all = Files.walk(DATA)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals("policy.yaml"))
          .toList();
    }
  }

  private static void waiting(org.awaitility.core.ThrowingRunnable until) {
    await().atMost(Duration.ofSeconds(90)).untilAsserted(until);
  }

  private static Message shown(String request) {
    return await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                SLACK.workspace().posts().stream()
                    .filter(m -> m.shown().contains(request))
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
  }
}
