package io.holdpoint.notifiers.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How to send mail; without a host there is none.
 *
 * @param port empty: 465 for {@code tls}, else 587
 * @param username empty: no sign-in
 * @param from the sender's address
 * @param tls {@code starttls} (demanded, the default), {@code tls} from the first byte, or {@code
 *     none}
 */
@ConfigurationProperties("holdpoint.mail")
record MailSettings(
    Optional<String> host,
    Optional<String> port,
    Optional<String> username,
    Optional<String> password,
    Optional<String> from,
    Optional<String> tls) {

  enum Tls {
    STARTTLS,
    TLS,
    NONE
  }

  MailSettings {
    host = given(host);
    port = given(port);
    username = given(username);
    password = password.filter(text -> !text.isEmpty());
    from = given(from);
    tls = given(tls);
    if (host.isPresent()) {
      if (from.isEmpty()) {
        throw new IllegalArgumentException(
            "HOLDPOINT_MAIL_FROM: missing; expected the sender's address beside"
                + " HOLDPOINT_MAIL_HOST");
      }
      if (!isAddress(from.get())) {
        throw new IllegalArgumentException(
            "HOLDPOINT_MAIL_FROM: " + from.get() + " (expected one address such as a@example.org)");
      }
      if (port.filter(text -> !text.matches("[1-9][0-9]{0,4}")).isPresent()) {
        throw new IllegalArgumentException(
            "HOLDPOINT_MAIL_PORT: " + port.get() + " (expected 1 to 65535)");
      }
      if (tls.filter(text -> !text.matches("(?i)starttls|tls|none")).isPresent()) {
        throw new IllegalArgumentException(
            "HOLDPOINT_MAIL_TLS: " + tls.get() + " (expected one of: starttls, tls, none)");
      }
      if (username.isPresent() != password.isPresent()) {
        throw new IllegalArgumentException(
            "HOLDPOINT_MAIL_USERNAME and HOLDPOINT_MAIL_PASSWORD: expected both or none");
      }
    }
  }

  Tls security() {
    return Tls.valueOf(tls.orElse("starttls").toUpperCase(Locale.ROOT));
  }

  int portOrUsual() {
    return port.map(Integer::parseInt).orElse(security() == Tls.TLS ? 465 : 587);
  }

  /** Whether a text is one plain address, nothing else. */
  static boolean isAddress(String text) {
    try {
      InternetAddress[] parsed = InternetAddress.parse(text, true);
      return parsed.length == 1
          && !parsed[0].isGroup()
          && parsed[0].getAddress().equals(text)
          && text.indexOf('@') > 0
          && text.chars().noneMatch(c -> c <= ' ' || c == 0x7F);
    } catch (AddressException e) {
      return false;
    }
  }

  private static Optional<String> given(Optional<String> value) {
    return value.map(String::strip).filter(text -> !text.isEmpty());
  }

  @Override
  public String toString() {
    return "MailSettings[host=" + host + "]";
  }
}
