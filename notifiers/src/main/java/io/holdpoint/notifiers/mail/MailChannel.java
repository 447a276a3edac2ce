package io.holdpoint.notifiers.mail;

import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.notice.NotificationChannel;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * One mail for each telling. What a mail shows cannot be changed later, so updates are not told;
 * the outcome is, to those who were told before, in the same thread.
 */
final class MailChannel implements NotificationChannel {

  private static final String PATIENCE_MILLIS = "8000";

  private final MailSettings settings;
  private final Session session;
  private final Clock clock;
  private final String domain;

  MailChannel(MailSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.session = Session.getInstance(properties(settings));
    String from = settings.from().orElseThrow();
    this.domain = from.substring(from.lastIndexOf('@') + 1);
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public Optional<String> deliver(Delivery delivery) {
    if (!isWorthAMail(delivery)) {
      return Optional.empty();
    }
    if (!MailSettings.isAddress(delivery.to())) {
      throw DeliveryFailedException.permanent("not an address");
    }
    String id = "<" + delivery.id() + "@" + domain + ">";
    try {
      send(message(delivery, id), delivery.to());
    } catch (MessagingException e) {
      throw failure(e);
    }
    return delivery.shownAs().isPresent() ? Optional.empty() : Optional.of(id);
  }

  private static boolean isWorthAMail(Delivery delivery) {
    boolean over = delivery.request().summary().status().isFinal();
    boolean burst = !delivery.alsoHeld().isEmpty();
    return switch (delivery.kind()) {
      case HELD, REMINDER, ESCALATION -> !over || burst;
      case VERDICT -> over && delivery.shownAs().isPresent();
      case UPDATE -> false;
    };
  }

  private MimeMessage message(Delivery delivery, String id) throws MessagingException {
    MailText text = MailText.of(delivery);
    MimeMessage message = new Identified(session, id);
    message.setFrom(new InternetAddress(settings.from().orElseThrow()));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(delivery.to(), true));
    message.setSubject(text.subject(), "UTF-8");
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "All");
    if (delivery.shownAs().isPresent()) {
      message.setHeader("In-Reply-To", delivery.shownAs().get());
      message.setHeader("References", delivery.shownAs().get());
    }
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text.asText(), "UTF-8");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(text.asHtml(), "UTF-8", "html");
    message.setContent(new MimeMultipart("alternative", plain, html));
    message.saveChanges();
    return message;
  }

  private void send(MimeMessage message, String to) throws MessagingException {
    try (Transport transport = session.getTransport()) {
      transport.connect(
          settings.host().orElseThrow(),
          settings.portOrUsual(),
          settings.username().orElse(null),
          settings.password().orElse(null));
      transport.sendMessage(message, new InternetAddress[] {new InternetAddress(to, true)});
    }
  }

  /** A server that says 5xx means it; all else may go better later. */
  private static DeliveryFailedException failure(MessagingException error) {
    if (error instanceof AuthenticationFailedException) {
      return DeliveryFailedException.forNow("the mail server refused our sign-in", error);
    }
    for (Exception cause = error;
        cause instanceof MessagingException m;
        cause = m.getNextException()) {
      int code =
          switch (cause) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> 0;
          };
      if (code >= 500) {
        return DeliveryFailedException.permanent("the mail server said " + code);
      }
      if (code >= 400) {
        return DeliveryFailedException.forNow("the mail server said " + code, error);
      }
    }
    return error instanceof SendFailedException
        ? DeliveryFailedException.forNow("the mail was not taken", error)
        : DeliveryFailedException.forNow("the mail server cannot be reached", error);
  }

  private static Properties properties(MailSettings settings) {
    boolean tls = settings.security() == MailSettings.Tls.TLS;
    boolean startTls = settings.security() == MailSettings.Tls.STARTTLS;
    String protocol = tls ? "smtps" : "smtp";
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", protocol);
    String prefix = "mail." + protocol + ".";
    properties.put(prefix + "connectiontimeout", PATIENCE_MILLIS);
    properties.put(prefix + "timeout", PATIENCE_MILLIS);
    properties.put(prefix + "writetimeout", PATIENCE_MILLIS);
    properties.put(prefix + "auth", String.valueOf(settings.username().isPresent()));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "starttls.enable", String.valueOf(startTls));
    properties.put(prefix + "starttls.required", String.valueOf(startTls));
    properties.put("mail.mime.charset", StandardCharsets.UTF_8.name());
    return properties;
  }

  /** Keeps the id that it was given: a try that is repeated is the same mail. */
  private static final class Identified extends MimeMessage {

    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
