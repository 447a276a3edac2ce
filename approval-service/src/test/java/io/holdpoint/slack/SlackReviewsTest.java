package io.holdpoint.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.holdpoint.browser.Chromium;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk.NewPerson;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.model.notice.RequestsNow;
import io.holdpoint.standin.Json;
import io.holdpoint.standin.Signature;
import io.holdpoint.standin.StandInSlack;
import io.holdpoint.standin.Trouble;
import io.holdpoint.standin.Workspace;
import io.holdpoint.standin.Workspace.Message;
import io.holdpoint.standin.Workspace.User;
import io.holdpoint.standin.Workspace.View;
import io.holdpoint.testing.HttpCalls;
import io.holdpoint.testing.Together;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What people do in Slack becomes reviews, or is refused and says why. */
class SlackReviewsTest extends SlackApplication {

  @Autowired private RequestsNow requests;
  @Autowired private List<NotificationChannel> channels;
  @Autowired private MeterRegistry meters;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anApprovalWithAReasonReachesTheWaitingAgentAndTheMessage(boolean http) {
    SLACK.people().byHttp(http);
    await().until(() -> http || SLACK.people().openSockets() == 1);
    User rita = reviewer("reviewers");
    RequestId request = hold("refund");
    var verdict = agent.getLater("/v1/requests/" + request, "Prefer", "wait=30");
    Message message = shown(request);
    assertThat(message.shown())
        .contains("Approval needed: Refund")
        .contains("charge")
        .contains("ch_1");
    View form = form(rita, message, "hp_approve");
    assertThat(form.shown())
        .contains("\"charge\": \"ch_1\"")
        .contains("unverified")
        .contains("for reviewers");
    assertThat(SLACK.people().submit(form, Map.of("hp_reason_text", "Saw the parcel")).status())
        .isEqualTo(200);
    assertThat(verdict.join().at("/status")).isEqualTo("approved");
    assertThat(verdict.join().at("/verdict/reason")).isEqualTo("Saw the parcel");
    await()
        .untilAsserted(
            () -> assertThat(form.shown()).contains("Recorded. The request is approved"));
    assertThat(reviews(request)).containsExactly("slack");
    deliver(request, Delivery.Kind.VERDICT, message);
    assertThat(message.buttons()).containsOnlyKeys("hp_console");
    assertThat(message.shown()).startsWith("✅ Approved: Refund").contains("Saw the parcel");
  }

  @Test
  void aDenialNeedsAReasonAndTheAgentIsToldIt() {
    User rita = reviewer("reviewers");
    RequestId request = hold("refund");
    View form = form(rita, shown(request), "hp_deny");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> SLACK.people().submit(form, Map.of()))
        .hasMessageContaining("required field");
    SLACK.people().submit(form, Map.of("hp_reason_text", "Wrong order"));
    assertThat(finalOf(request).at("/verdict/reason")).isEqualTo("Wrong order");
  }

  @Test
  void anApprovalNeedsAReasonWhereTheTierSaysSo() {
    User rita = reviewer("reviewers");
    RequestId request = hold("explain");
    View form = form(rita, shown(request), "hp_approve");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> SLACK.people().submit(form, Map.of()))
        .hasMessageContaining("required field");
    SLACK.people().submit(form, Map.of("hp_reason_text", "Saw the parcel"));
    assertThat(finalOf(request).at("/verdict/reason")).isEqualTo("Saw the parcel");
  }

  @Test
  void anApprovalAndADenialAtTheSameInstantHaveOneOutcome() {
    for (int round = 0; round < 5; round++) {
      User rita = reviewer("reviewers");
      User otto = reviewer("reviewers");
      RequestId request = hold("refund");
      Message message = shown(request);
      View yes = form(rita, message, "hp_approve");
      View no = form(otto, message, "hp_deny");

      Together.run(
          () -> SLACK.people().submit(yes, Map.of("hp_reason_text", "yes")),
          () -> SLACK.people().submit(no, Map.of("hp_reason_text", "no")));

      String outcome = finalOf(request).at("/status");
      assertThat(outcome).isIn("approved", "denied");
      View late = outcome.equals("approved") ? no : yes;
      await().untilAsserted(() -> assertThat(late.shown()).contains("is " + outcome + " already"));
      assertThat(reviews(request)).hasSize(1);
      deliver(request, Delivery.Kind.VERDICT, message);
      assertThat(message.buttons()).containsOnlyKeys("hp_console");
      assertThat(message.shown()).containsIgnoringCase(outcome);
    }
  }

  @Test
  void fourEyesNeedTwoPeopleOfTwoGroups() {
    User otto = reviewer("ops");
    User sana = reviewer("security");
    RequestId request = hold("wipe");
    Message message = shown(request);
    View first = form(otto, message, "hp_approve");
    SLACK.people().submit(first, Map.of());
    await().untilAsserted(() -> assertThat(first.shown()).contains("1 approval is still needed"));
    assertThat(status(request)).isEqualTo("pending");
    clickRefused(otto, message, "You have reviewed this request already");
    SLACK.people().submit(form(sana, message, "hp_approve"), Map.of());
    assertThat(finalOf(request).at("/status")).isEqualTo("approved");
  }

  @Test
  void aSecondClickASecondSubmissionAndARepeatGiveOneReview() {
    User rita = reviewer("reviewers");
    RequestId request = hold("refund");
    Message message = shown(request);
    View one = form(rita, message, "hp_approve");
    View two = form(rita, message, "hp_deny");
    SLACK.people().repeat(2);
    SLACK.people().submit(one, Map.of("hp_reason_text", "yes"));
    finalOf(request);
    SLACK.people().repeat(0);
    SLACK.people().submit(two, Map.of("hp_reason_text", "no"));
    await().untilAsserted(() -> assertThat(two.shown()).contains("approved already"));
    assertThat(reviews(request)).hasSize(1);
    assertThat(status(request)).isEqualTo("approved");
  }

  @Test
  void submissionsThatComeInTheWrongOrderGiveOneOutcome() {
    User rita = reviewer("reviewers");
    User rolf = reviewer("reviewers");
    RequestId request = hold("refund");
    Message message = shown(request);
    View approves = form(rita, message, "hp_approve");
    View denies = form(rolf, message, "hp_deny");
    SLACK.people().holdBack();
    SLACK.people().submit(approves, Map.of());
    SLACK.people().submit(denies, Map.of("hp_reason_text", "no"));
    SLACK.people().release();
    finalOf(request);
    await().untilAsserted(() -> assertThat(approves.shown() + denies.shown()).contains("already"));
    assertThat(reviews(request)).hasSize(1);
  }

  @Test
  void aClickOnAStaleMessageOnlySaysSo() {
    User rita = reviewer("reviewers");
    RequestId request = hold("refund");
    Message message = shown(request);
    agent.post("/v1/requests/" + request + "/cancel", "{}");
    clickRefused(rita, message, "This request is cancelled already");
    assertThat(reviews(request)).isEmpty();
  }

  @Test
  void refusesTheUnlinkedTheOtherWorkspaceAndTheDisabled() {
    User rita = reviewer("reviewers");
    User stranger =
        SLACK.workspace().user(Workspace.TEAM, "U0STRANGER", "rita", "rita@example.org");
    User elsewhere = SLACK.workspace().user("T0ELSEWHERE", rita.id(), rita.name(), rita.mail());
    User gone = reviewer("reviewers");
    RequestId request = hold("refund");
    Message message = shown(request);
    clickRefused(stranger, message, "You are not linked to an account of Holdpoint");
    clickRefused(elsewhere, message, "workspace T0ELSEWHERE");
    View opened = form(gone, message, "hp_approve");
    accounts.disable(ADMIN, new PersonId(gone.name()), true);
    clickRefused(gone, message, "disabled");
    SLACK.people().submit(opened, Map.of());
    await().untilAsserted(() -> assertThat(opened.shown()).contains("disabled"));
    assertThat(status(request)).isEqualTo("pending");
    assertThat(audit.of(ADMIN, request))
        .filteredOn(e -> e.event().equals("slack.refused"))
        .extracting(e -> e.data().get("why"))
        .containsExactly("not_linked", "not_linked", "disabled", "disabled");
  }

  @Test
  void nobodyDecidesOutsideTheirGroupOrForAnAgentOfTheirOwn() {
    User otto = reviewer("ops");
    User owner = reviewer("reviewers");
    RequestId request = hold("refund");
    Message message = shown(request);
    clickRefused(otto, message, "Only reviewers in reviewers may decide this");
    agents.update(
        ADMIN, new AgentId("support-bot"), new PersonId(owner.name()), Set.of(), Set.of());
    try {
      clickRefused(owner, message, "This agent is yours");
      View form = form(owner, message, "hp_deny");
      SLACK.people().submit(form, Map.of("hp_reason_text", "no"));
      await().untilAsserted(() -> assertThat(form.shown()).contains("This agent is yours"));
    } finally {
      agents.update(ADMIN, new AgentId("support-bot"), ADMIN, Set.of(), Set.of());
    }
    assertThat(status(request)).isEqualTo("pending");
  }

  @Test
  void aTierThatIsDecidedElsewhereIsShownAndNotDecidedHere() {
    User rita = reviewer("reviewers");
    RequestId here = hold("refund");
    RequestId there = hold("console-only");
    Message message = shown(there);
    assertThat(message.buttons()).containsOnlyKeys("hp_console");
    assertThat(message.shown()).contains("console, not here");
    // A button of another message, moved here, is still about the other request.
    String value = Json.string(shown(here).buttons().get("hp_approve").get("value"));
    String moved = value.replace(here.toString(), there.toString());
    SLACK.people().click(rita, message, "hp_approve", moved);
    told(rita, "not one that Holdpoint made");
    assertThat(status(there)).isEqualTo("pending");
  }

  @Test
  void refusesButtonsThatWereTamperedWith() {
    User rita = reviewer("reviewers");
    RequestId request = hold("refund");
    RequestId other = hold("refund");
    Message message = shown(request);
    String value = Json.string(message.buttons().get("hp_approve").get("value"));
    for (String forged :
        List.of(
            "",
            "x",
            value + "x",
            value.replace(request.toString(), other.toString()),
            value.replaceFirst("sha256:.", "sha256:0").replaceFirst("\\|[^|]*$", "|AAAA"),
            value.substring(0, value.lastIndexOf('|')))) {
      int before = SLACK.workspace().views().size();
      assertThat(SLACK.people().click(rita, message, "hp_approve", forged).status()).isEqualTo(200);
      told(rita, "not one that Holdpoint made");
      assertThat(SLACK.workspace().views()).hasSize(before);
    }
    assertThat(status(request) + status(other)).isEqualTo("pendingpending");
  }

  @Test
  void refusesAFormThatAnotherPersonOpened() {
    User rita = reviewer("reviewers");
    User rolf = reviewer("reviewers");
    RequestId request = hold("refund");
    Message message = shown(request);
    View ofRita = form(rita, message, "hp_approve");
    View ofRolf = form(rolf, message, "hp_approve");
    var payload = SLACK.people().submitted(ofRolf, Map.of());
    @SuppressWarnings("unchecked")
    var view = (Map<String, Object>) payload.get("view");
    view.put("private_metadata", ofRita.payload().get("private_metadata"));
    SLACK.people().bring(payload);
    await()
        .untilAsserted(
            () -> assertThat(ofRolf.shown()).contains("not one that Holdpoint made for you"));
    assertThat(status(request)).isEqualTo("pending");
  }

  @Test
  void turnsAwayWhatIsForgedOldEarlyAlteredOrSeenBefore() {
    User rita = reviewer("reviewers");
    RequestId request = hold("refund");
    Message message = shown(request);
    String value = Json.string(message.buttons().get("hp_approve").get("value"));
    String body =
        "payload="
            + URLEncoder.encode(
                Json.write(SLACK.people().clicked(rita, message, "hp_approve", value)),
                StandardCharsets.UTF_8);
    long now = Instant.now().getEpochSecond();
    double before = counted("forged");
    assertThat(post(body, now, "another secret")).isEqualTo(401);
    assertThat(counted("forged")).isEqualTo(before + 1);
    assertThat(post(body, now - 310, StandInSlack.SIGNING_SECRET)).isEqualTo(401);
    assertThat(post(body, now + 310, StandInSlack.SIGNING_SECRET)).isEqualTo(401);
    String signature = Signature.of(StandInSlack.SIGNING_SECRET, String.valueOf(now), body);
    assertThat(SLACK.people().post(body + "&x=1", String.valueOf(now), signature).status())
        .isEqualTo(401);
    int views = SLACK.workspace().views().size();
    assertThat(SLACK.people().post(body, String.valueOf(now), signature).status()).isEqualTo(200);
    await().until(() -> SLACK.workspace().views().size() == views + 1);
    assertThat(SLACK.people().post(body, String.valueOf(now), signature).status()).isEqualTo(401);
    assertThat(counted("replayed")).isPositive();
    assertThat(SLACK.workspace().views()).hasSize(views + 1);
    assertThat(reviews(request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "payload=",
        "payload=%7B",
        "payload=%7B%7D",
        "payload=%7B%22type%22%3A%22unheard_of%22%7D",
        "payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A%5B%7B%22action_id%22%3A%22who_knows%22%7D%5D%7D",
        "payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A%5B%7B%22action_id%22%3A%22hp_approve%22%7D%5D%7D",
        "payload=%7B%22type%22%3A%22block_actions%22%7D",
        "payload=%7B%22type%22%3A%22view_submission%22%7D",
        "ssl_check=1&token=x",
        "command=%2Fx&text=y",
        "{\"type\":\"url_verification\"}",
        "\u0000\u0001"
      })
  void answers200ToWhateverIsWellSigned(String body) {
    assertThat(post(body, Instant.now().getEpochSecond(), StandInSlack.SIGNING_SECRET))
        .isEqualTo(200);
  }

  @Test
  void acknowledgesBeforeItAsksSlackForAnythingItself() {
    User rita = reviewer("reviewers");
    Message message = shown(hold("refund"));
    SLACK.next("views.open", new Trouble.Hangs());
    int opened = SLACK.calls("views.open").size();
    assertThat(SLACK.people().click(rita, message, "hp_approve").status()).isEqualTo(200);
    // Had it waited for the form, it would know by now that there is none.
    assertThat(SLACK.workspace().ephemerals()).noneMatch(e -> e.user().equals(rita.id()));
    await().until(() -> SLACK.calls("views.open").size() > opened);
    SLACK.letGo();
    told(rita, "The form could not be opened. Click again");
  }

  @Test
  void aSocketThatIsLostOrRefreshedIsOpenedAgain() {
    SLACK.people().byHttp(false);
    await().until(() -> SLACK.people().openSockets() == 1);
    SLACK.next("apps.connections.open", new Trouble.Refused("internal_error"));
    SLACK.people().dropSockets();
    await().until(() -> SLACK.people().openSockets() == 0);
    await().atMost(Duration.ofSeconds(30)).until(() -> SLACK.people().openSockets() == 1);
    SLACK.people().refreshSockets();
    User rita = reviewer("reviewers");
    RequestId request = hold("refund");
    Message message = shown(request);
    await().atMost(Duration.ofSeconds(20)).until(() -> SLACK.people().openSockets() == 1);
    SLACK.people().submit(form(rita, message, "hp_approve"), Map.of());
    assertThat(finalOf(request).at("/status")).isEqualTo("approved");
  }

  @Test
  void aPersonLinksThemselvesBySigningInWithSlackAndUnlinksAgain() {
    PersonId id = new PersonId("person-" + NUMBER.incrementAndGet());
    String password =
        accounts
            .create(ADMIN, new NewPerson(id, "Nora", Set.of(Role.REVIEWER), Set.of("reviewers")))
            .password();
    User nora = SLACK.workspace().user(Workspace.TEAM, "U0NORA", "nora", "nora@example.org");
    SLACK.signedInAs(nora);
    try (Browser browser = Chromium.launch();
        var context = browser.newContext()) {
      Page page = context.newPage();
      page.navigate(address("/account/slack"));
      page.locator("[name=username]").fill(id.value());
      page.locator("[name=password]").fill(password);
      page.locator("button:has-text('Sign in')").click();
      page.waitForURL(url -> url.contains("/account/slack"));
      page.locator("a:has-text('Sign in with Slack')").click();
      page.waitForURL(url -> url.endsWith("/account/slack?done=saved"));
      assertThat(page.locator("table").innerText())
          .contains("U0NORA")
          .contains("signing in with Slack");
      // The same address again is no sign-in that was begun here.
      page.navigate(address("/account/slack/callback?state=guessed&code=stolen"));
      assertThat(page.locator("[role=alert]").innerText()).contains("was not begun here");
      RequestId request = hold("refund");
      SLACK.people().submit(form(nora, shown(request), "hp_approve"), Map.of());
      assertThat(finalOf(request).at("/status")).isEqualTo("approved");
      page.navigate(address("/account/slack"));
      page.locator("button:has-text('Unlink')").click();
      page.waitForURL(url -> url.endsWith("/account/slack?done=saved"));
    }
    clickRefused(nora, shown(hold("refund")), "You are not linked");
  }

  @Test
  void administratorsLinkAndUnlinkOverHttp() {
    User rita = reviewer("reviewers");
    String path = "/v1/people/" + rita.name() + "/slack";
    HttpCalls admin = HttpCalls.ofPerson(port, "admin", "four lamps over a quiet door");
    assertThat(admin.get(path).at("/items/0/user")).isEqualTo(rita.id());
    assertThat(admin.post(path, "{\"team\":\"acme\",\"user\":\"U0AB\"}").at("/errors/0/pointer"))
        .isEqualTo("/team");
    User other = reviewer("reviewers");
    assertThat(
            admin
                .post(path, "{\"team\":\"" + other.team() + "\",\"user\":\"" + other.id() + "\"}")
                .body())
        .contains("linked to another account");
    assertThat(admin.post(path, "{\"team\":\"T0OTHER\",\"user\":\"U0RITA\"}").at("/items/1/team"))
        .isEqualTo("T0OTHER");
    assertThat(HttpCalls.send(admin.to(path + "/T0OTHER/U0RITA").DELETE()).status()).isEqualTo(204);
    assertThat(links.of(ADMIN, new PersonId(rita.name()))).hasSize(1);
    assertThat(agent.get(path).status()).isEqualTo(403);
  }

  private int post(String body, long at, String secret) {
    String timestamp = String.valueOf(at);
    return SLACK.people().post(body, timestamp, Signature.of(secret, timestamp, body)).status();
  }

  private double counted(String verdict) {
    return meters.counter("holdpoint.slack.calls", "verdict", verdict).count();
  }

  /** Its message, as the core of notifications would have it posted. */
  private Message shown(RequestId request) {
    String receipt = deliver(request, Delivery.Kind.HELD, null).orElseThrow();
    return SLACK.workspace().messages().stream()
        .filter(m -> receipt.equals(m.channel() + "/" + m.ts()))
        .findFirst()
        .orElseThrow();
  }

  private Optional<String> deliver(RequestId request, Delivery.Kind kind, Message shown) {
    NotificationChannel slack =
        channels.stream().filter(c -> c.name().equals("slack")).findFirst().orElseThrow();
    return slack.deliver(
        new Delivery(
            UUID.randomUUID(),
            kind,
            StandInSlack.CHANNEL,
            requests.find(request).orElseThrow(),
            List.of("reviewers"),
            "http://localhost:" + port + "/requests/" + request,
            Optional.ofNullable(shown).map(m -> m.channel() + "/" + m.ts()),
            List.of()));
  }
}
