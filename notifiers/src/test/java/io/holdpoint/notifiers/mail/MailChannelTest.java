package io.holdpoint.notifiers.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.Delivery.Kind;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.notifiers.Deliveries;
import io.holdpoint.notifiers.NotificationChannelContract;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailChannelTest extends NotificationChannelContract {

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private MailChannel channel = channelTo(1);

  @BeforeEach
  void startServer() {
    server.start();
    channel = channelTo(server.getSmtp().getPort());
  }

  @AfterEach
  void stopServer() {
    server.stop();
  }

  private static MailChannel channelTo(int port) {
    return new MailChannel(
        new MailSettings(
            Optional.of("127.0.0.1"),
            Optional.of(String.valueOf(port)),
            Optional.empty(),
            Optional.empty(),
            Optional.of("holdpoint@example.org"),
            Optional.of("none")),
        Clock.systemUTC());
  }

  @Override
  protected NotificationChannel channel() {
    return channel;
  }

  @Override
  protected String address() {
    return "rita@example.org";
  }

  /** Of a mail that answers another, as a verdict does. */
  @Override
  protected Delivery delivery(Kind kind, String text) {
    return Deliveries.of(
        kind,
        address(),
        text,
        kind == Kind.VERDICT ? Optional.of("<first@example.org>") : Optional.empty());
  }

  @Override
  protected List<String> told() {
    return Arrays.stream(server.getReceivedMessages()).map(mail -> part(mail, 0)).toList();
  }

  /** Both parts of every mail, and its headers, hold nothing that acts. */
  @Override
  protected boolean isContained(String message) {
    return Arrays.stream(server.getReceivedMessages())
            .allMatch(mail -> harmlessHtml(part(mail, 1)) && oneSubject(mail))
        && message.lines().noneMatch(line -> line.startsWith("notice=") || line.startsWith("Set-"))
        && message
            .codePoints()
            .allMatch(c -> c == '\n' || c == '\r' || !Character.isISOControl(c) && c != 0x202E);
  }

  private static boolean harmlessHtml(String html) {
    return !html.contains("<script")
        && !html.contains("<https://evil")
        && html.split("<a ", -1).length == 2
        && html.contains("href=\"https://holdpoint.example.org/");
  }

  private static boolean oneSubject(MimeMessage mail) {
    try {
      String subject = mail.getSubject();
      return mail.getHeader("Subject").length == 1
          && mail.getHeader("Set-Cookie") == null
          && subject.length() <= MailText.MAX_SUBJECT
          && subject.startsWith("[Holdpoint] ")
          && subject.codePoints().noneMatch(Character::isISOControl);
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void saysWhatWillHappenInTheSubject() throws MessagingException {
    channel.deliver(delivery(Kind.HELD, "crm"));
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("[Holdpoint] Held: crm on crm · crm · crm (sensitive)");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getAllRecipients()).hasSize(1);
  }

  @Test
  void repeatsAreTheSameMailAndWhatFollowsIsInItsThread() throws MessagingException {
    Delivery held = delivery(Kind.HELD, "crm");
    Optional<String> receipt = channel.deliver(held);
    channel.deliver(held);
    MimeMessage[] twice = server.getReceivedMessages();
    assertThat(twice[0].getMessageID())
        .isEqualTo(twice[1].getMessageID())
        .isEqualTo(receipt.orElseThrow());
    channel.deliver(Deliveries.of(Kind.REMINDER, address(), "crm", receipt));
    MimeMessage reminder = server.getReceivedMessages()[2];
    assertThat(reminder.getHeader("References")).containsExactly(receipt.get());
    assertThat(reminder.getHeader("In-Reply-To")).containsExactly(receipt.get());
    assertThat(reminder.getMessageID()).isNotEqualTo(receipt.get());
  }

  @Test
  void tellsNobodyOfWhatIsOverAndWasNeverTold() {
    var over =
        Deliveries.detail(
            Deliveries.summary(Deliveries.REQUEST, "crm", RequestStatus.DENIED), "crm", "{}");
    channel.deliver(Deliveries.of(Kind.HELD, address(), over, Optional.empty(), List.of()));
    channel.deliver(Deliveries.of(Kind.VERDICT, address(), over, Optional.empty(), List.of()));
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void showsLongArgumentsBoundedAndSaysWhereTheyAreWhole() {
    var request =
        Deliveries.detail(
            Deliveries.summary(Deliveries.REQUEST, "crm", RequestStatus.PENDING),
            "please",
            "{\"note\":\"" + "ж".repeat(200_000) + "\"}");
    channel.deliver(Deliveries.of(Kind.HELD, address(), request, Optional.empty(), List.of()));
    assertThat(told().getFirst())
        .contains("cut here; all 200011 characters are in the console")
        .hasSizeLessThan(10_000);
  }

  @Test
  void flagsLettersThatPassForOthers() {
    channel.deliver(delivery(Kind.HELD, "p\u0430ypal"));
    assertThat(told().getFirst()).contains("Look closely: \u0430 (U+0430) looks like a");
  }

  @Test
  void aBurstIsOneMailThatCounts() {
    var leader = Deliveries.summary(Deliveries.REQUEST, "crm", RequestStatus.PENDING);
    var others =
        IntStream.range(2, 52)
            .mapToObj(n -> Deliveries.summary(Deliveries.request(n), "crm", RequestStatus.PENDING))
            .toList();
    channel.deliver(
        Deliveries.of(
            Kind.HELD,
            address(),
            Deliveries.detail(leader, "crm", "{}"),
            Optional.empty(),
            others));
    assertThat(told().getFirst()).contains("51 requests of support-bot").contains("31 more");
  }

  @Test
  void saysWhetherTryingAgainIsOfUse() {
    assertThatThrownBy(
            () -> channel.deliver(Deliveries.of(Kind.HELD, "rita@example.org\r\nBcc: x@y", "crm")))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.isPermanent()).isTrue());
    server.stop();
    DeliveryFailedException away =
        catchThrowableOfType(
            DeliveryFailedException.class, () -> channel.deliver(delivery(Kind.HELD, "crm")));
    assertThat(away.isPermanent()).isFalse();
  }

  private static String part(MimeMessage mail, int n) {
    try {
      return ((MimeMultipart) mail.getContent()).getBodyPart(n).getContent().toString();
    } catch (IOException | MessagingException e) {
      throw new AssertionError(e);
    }
  }
}
