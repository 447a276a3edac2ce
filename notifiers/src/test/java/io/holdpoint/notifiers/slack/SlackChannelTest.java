package io.holdpoint.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.slack.api.Slack;
import io.holdpoint.model.Action;
import io.holdpoint.model.ArgumentChange;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.Delivery.Kind;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.notifiers.Deliveries;
import io.holdpoint.notifiers.NotificationChannelContract;
import io.holdpoint.standin.StandInSlack;
import io.holdpoint.standin.Trouble;
import io.holdpoint.standin.Workspace.Message;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The channel against a Slack that refuses what Slack would refuse. */
class SlackChannelTest extends NotificationChannelContract {

  private final MemoryVault vault = new MemoryVault();
  private final Seals seals = new Seals(vault.key());
  private StandInSlack standIn;
  private Slack slack;
  private SlackChannel channel;

  @BeforeEach
  void start() throws IOException {
    standIn = new StandInSlack(0);
    SlackSettings settings =
        new SlackSettings(
            Optional.of(StandInSlack.BOT_TOKEN),
            Optional.of(StandInSlack.APP_TOKEN),
            Optional.empty(),
            Optional.of("#approvals"),
            Optional.of(URI.create(standIn.apiUrl())),
            Optional.empty(),
            Optional.empty());
    slack = new SlackConfiguration().slackClient(settings);
    channel =
        new SlackChannel(
            new SlackApi(slack.methods(StandInSlack.BOT_TOKEN)),
            new RequestMessage(seals),
            vault,
            Clock.systemUTC(),
            settings.channel());
  }

  @AfterEach
  void stop() throws Exception {
    slack.close();
    standIn.close();
    assertThat(standIn.faults()).as("what Slack would have refused").isEmpty();
  }

  @Override
  protected NotificationChannel channel() {
    return channel;
  }

  @Override
  protected String address() {
    return "#approvals";
  }

  @Override
  protected List<String> told() {
    return standIn.workspace().messages().stream()
        .map(m -> m.text() + "\n" + io.holdpoint.standin.Json.write(m.blocks()))
        .toList();
  }

  /** Nothing that the agent wrote is anything but literal text: no markup part is in a message. */
  @Override
  protected boolean isContained(String message) {
    String notification = message.substring(0, message.indexOf('\n'));
    return !notification.matches(".*[<>].*")
        && !message.contains("\"type\":\"mrkdwn\"")
        && !message.contains("\"type\":\"broadcast\"")
        && !message.contains("\"type\":\"user\"")
        && !message.contains("\"type\":\"link\"")
        && message.codePoints().allMatch(c -> c == '\n' || !odd(c))
        && message.split("\"type\":\"button\"", -1).length <= 4;
  }

  private static boolean odd(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }

  @Test
  void saysWhatWillHappenToWhatForWhomAndUntilWhen() {
    channel.deliver(delivery(Kind.HELD, "crm.customers.delete"));
    Message message = standIn.workspace().posts().getFirst();
    assertThat(message.shown())
        .contains("Approval needed: Delete")
        .contains("support-bot, owned by ada, for task")
        .contains("Deletes need a person (tier sensitive)")
        .contains("reviewers: 1 needed")
        .contains("2026-01-02 04:04 UTC")
        .contains("unverified");
    assertThat(message.buttons()).containsOnlyKeys("hp_deny", "hp_approve", "hp_console");
  }

  @Test
  void showsArgumentsInFullAndLiterally() {
    String arguments =
        "{\"note\":\"<!channel> *bold* <https://evil.example|Approve>\",\"to\":\"مرحبا 🎉\"}";
    channel.deliver(held("mail.send", arguments));
    assertThat(standIn.workspace().posts().getFirst().shown())
        .contains("\"note\": \"<!channel> *bold* <https://evil.example|Approve>\"")
        .contains("\"to\": \"مرحبا 🎉\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {200_000, 20_000})
  void whatIsTooLongHasNoButtonToApprove(int length) {
    channel.deliver(held("mail.send", "{\"text\":\"" + "y".repeat(length) + "\"}"));
    Message message = standIn.workspace().posts().getFirst();
    assertThat(message.buttons()).containsOnlyKeys("hp_deny", "hp_console");
    assertThat(message.shown()).contains("Too long to be shown here whole");
  }

  @Test
  void tenThousandKeysHaveNoButtonToApproveEither() {
    StringBuilder arguments = new StringBuilder("{");
    IntStream.range(0, 10_000)
        .forEach(i -> arguments.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":1"));
    channel.deliver(held("mail.send", arguments.append('}').toString()));
    assertThat(standIn.workspace().posts().getFirst().buttons())
        .containsOnlyKeys("hp_deny", "hp_console");
  }

  @Test
  void whatJustFitsIsShownWholeAndCanBeApproved() {
    channel.deliver(held("mail.send", "{\"text\":\"" + "y".repeat(6_000) + "\"}"));
    Message message = standIn.workspace().posts().getFirst();
    assertThat(message.buttons()).containsKey("hp_approve");
    assertThat(message.shown().replace("\n", "")).contains("y".repeat(6_000));
  }

  @Test
  void namesInvisibleCharactersAndLettersThatPassForOthers() {
    channel.deliver(delivery(Kind.HELD, "p\u0430ypal.refund\u202E\u200B\u0000\u001B[2J"));
    assertThat(standIn.workspace().posts().getFirst().shown())
        .contains("‹U+202E›‹U+200B›‹U+0000›‹U+001B›")
        .contains("Letters that pass for others")
        .contains("(U+0430) looks like a");
  }

  @Test
  void showsTheOutcomeWhereTheRequestWasShownAndTellsItInTheThread() {
    Optional<String> receipt = channel.deliver(delivery(Kind.HELD, "crm.customers.delete"));
    channel.deliver(Deliveries.of(Kind.VERDICT, "#approvals", "crm.customers.delete", receipt));
    Message message = standIn.workspace().posts().getFirst();
    assertThat(message.buttons()).containsOnlyKeys("hp_console");
    assertThat(message.shown()).startsWith("⛔ Denied: Delete");
    assertThat(standIn.workspace().replies(message)).hasSize(1);
    assertThat(standIn.workspace().replies(message).getFirst().shown()).contains("⛔ Denied");
  }

  @Test
  void anUpdateIsSilent() {
    Optional<String> receipt = channel.deliver(delivery(Kind.HELD, "crm.customers.delete"));
    channel.deliver(Deliveries.of(Kind.UPDATE, "#approvals", "crm.customers.delete", receipt));
    assertThat(standIn.workspace().messages()).hasSize(1);
    assertThat(standIn.workspace().messages().getFirst().edits()).isEqualTo(1);
  }

  @Test
  void remindsAndEscalatesInTheThread() {
    Optional<String> receipt = channel.deliver(delivery(Kind.HELD, "crm.customers.delete"));
    channel.deliver(Deliveries.of(Kind.REMINDER, "#approvals", "crm.customers.delete", receipt));
    channel.deliver(Deliveries.of(Kind.ESCALATION, "#approvals", "crm.customers.delete", receipt));
    Message message = standIn.workspace().posts().getFirst();
    assertThat(standIn.workspace().replies(message))
        .extracting(Message::isBroadcast)
        .containsExactly(false, true);
  }

  @Test
  void tellsTheOutcomeAnewWhenTheMessageWasDeleted() {
    channel.deliver(
        Deliveries.of(
            Kind.VERDICT, "#approvals", "crm.customers.delete", Optional.of("C0APPROVE/1.1")));
    assertThat(standIn.workspace().posts()).hasSize(1);
    assertThat(
            channel.deliver(
                Deliveries.of(Kind.UPDATE, "#approvals", "x", Optional.of("C0APPROVE/1.1"))))
        .isEmpty();
  }

  @Test
  void aLostAnswerIsFoundAgainAndNothingIsPostedTwice() {
    channel.deliver(delivery(Kind.HELD, "other")); // learns the channel's id
    standIn.next("chat.postMessage", new Trouble.AnswerLost());
    Delivery delivery = delivery(Kind.HELD, "crm.customers.delete");
    assertThatThrownBy(() -> channel.deliver(delivery)).isInstanceOf(DeliveryFailedException.class);
    Optional<String> receipt = channel.deliver(delivery);
    assertThat(standIn.workspace().messages()).hasSize(2);
    assertThat(receipt).hasValue("C0APPROVE/" + standIn.workspace().messages().getLast().ts());
  }

  @Test
  void aLostReplyIsFoundAgainToo() {
    Optional<String> receipt = channel.deliver(delivery(Kind.HELD, "crm.customers.delete"));
    standIn.next("chat.postMessage", new Trouble.AnswerLost());
    Delivery verdict = Deliveries.of(Kind.VERDICT, "#approvals", "crm.customers.delete", receipt);
    assertThatThrownBy(() -> channel.deliver(verdict)).isInstanceOf(DeliveryFailedException.class);
    channel.deliver(verdict);
    assertThat(standIn.workspace().messages()).hasSize(2);
  }

  @Test
  void obeysTheWaitThatSlackAsksFor() {
    standIn.next("chat.postMessage", new Trouble.RateLimited(17));
    assertThatThrownBy(() -> channel.deliver(delivery(Kind.HELD, "x")))
        .asInstanceOf(type(DeliveryFailedException.class))
        .satisfies(
            e -> assertThat(e.retryAfter()).hasValue(Duration.ofSeconds(17)),
            e -> assertThat(e.isPermanent()).isFalse());
  }

  @Test
  void tellsWhatIsWorthTryingAgainFromWhatIsNot() {
    standIn.next(
        "chat.postMessage",
        new Trouble.Status(500),
        new Trouble.Refused("invalid_auth"),
        new Trouble.Refused("msg_blocks_too_long"));
    assertThat(failure().isPermanent()).isFalse();
    assertThat(failure().isPermanent()).isFalse();
    assertThat(failure().isPermanent()).isTrue();
  }

  @Test
  void saysWhoChangedTheArgumentsAndThatSecretsAreMasked() {
    channel.deliver(Deliveries.of(Kind.HELD, "#approvals", changed(), Optional.empty(), List.of()));
    Message message = standIn.workspace().posts().getFirst();
    assertThat(message.shown())
        .contains("Changed by  rita: Half of it ‹U+202E› (the agent asked for other arguments)")
        .contains("Arguments in full, but for 1 value masked as secret");
  }

  @Test
  void asksOnceMoreInTheThreadWhoIsAwaitedOnceArgumentsWereChanged() {
    Optional<String> receipt = channel.deliver(delivery(Kind.HELD, "pay"));
    channel.deliver(Deliveries.of(Kind.HELD, "#approvals", changed(), receipt, List.of()));
    Message message = standIn.workspace().posts().getFirst();
    assertThat(message.shown()).contains("Changed by  rita");
    assertThat(standIn.workspace().replies(message))
        .singleElement()
        .satisfies(reply -> assertThat(reply.shown()).contains("Now waiting for reviewers"));
  }

  private static RequestDetail changed() {
    RequestDetail detail =
        Deliveries.detail(
            Deliveries.summary(Deliveries.REQUEST, "pay", RequestStatus.PENDING),
            "why",
            "{\"amount\":27,\"key\":\"••••\"}");
    Action action = detail.action();
    return new RequestDetail(
        detail.summary(),
        new Action(
            action.tool(),
            action.arguments(),
            action.target(),
            action.named(),
            action.digest(),
            List.of("/action/arguments/key")),
        detail.reason(),
        detail.context(),
        detail.parent(),
        detail.agentOwner(),
        detail.explanation(),
        detail.demand(),
        detail.reviews(),
        detail.filled(),
        detail.standing(),
        detail.chain(),
        detail.progress(),
        Optional.of(
            new ArgumentChange(
                new PersonId("rita"),
                Deliveries.CREATED,
                "Half of it \u202E",
                new CanonicalJson("{\"amount\":54}"),
                action.digest())),
        List.of(),
        "");
  }

  @Test
  void aBurstIsOneMessageThatCountsAndDecidesNothing() {
    List<RequestSummary> others =
        IntStream.range(2, 52)
            .mapToObj(
                n -> Deliveries.summary(Deliveries.request(n), "mail.send", RequestStatus.PENDING))
            .toList();
    RequestDetail first =
        Deliveries.detail(
            Deliveries.summary(Deliveries.REQUEST, "mail.send", RequestStatus.PENDING), "r", "{}");
    channel.deliver(Deliveries.of(Kind.HELD, "#approvals", first, Optional.empty(), others));
    Message message = standIn.workspace().posts().getFirst();
    assertThat(message.shown())
        .contains("51 actions of support-bot wait for approval")
        .contains("and 31 more");
    assertThat(message.buttons()).containsOnlyKeys("hp_console");
  }

  private DeliveryFailedException failure() {
    try {
      channel.deliver(delivery(Kind.HELD, "x"));
    } catch (DeliveryFailedException e) {
      return e;
    }
    throw new AssertionError("it was delivered");
  }

  private Delivery held(String tool, String arguments) {
    return Deliveries.of(
        Kind.HELD,
        "#approvals",
        Deliveries.detail(
            Deliveries.summary(Deliveries.REQUEST, tool, RequestStatus.PENDING), "why", arguments),
        Optional.empty(),
        List.of());
  }
}
