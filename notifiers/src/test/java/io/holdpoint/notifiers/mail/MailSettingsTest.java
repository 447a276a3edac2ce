package io.holdpoint.notifiers.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailSettingsTest {

  @Test
  void demandsTlsUnlessToldOtherwise() {
    MailSettings settings = settings("", "a@example.org", "");
    assertThat(settings.security()).isEqualTo(MailSettings.Tls.STARTTLS);
    assertThat(settings.portOrUsual()).isEqualTo(587);
    assertThat(settings("", "a@example.org", "tls").portOrUsual()).isEqualTo(465);
  }

  @ParameterizedTest
  @CsvSource({
    "x,a@example.org,,HOLDPOINT_MAIL_PORT",
    ",,,HOLDPOINT_MAIL_FROM",
    ",a b,,HOLDPOINT_MAIL_FROM",
    ",a@example.org,ssl,HOLDPOINT_MAIL_TLS"
  })
  void namesTheSettingThatCannotBeTaken(String port, String from, String tls, String name) {
    assertThatThrownBy(() -> settings(port, from, tls))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b\r\nBcc: c@d",
        "a@b, c@d",
        "Group: a@b;",
        "Rita <a@b>",
        "a",
        "",
        "a@b c",
        "@b"
      })
  void takesOnePlainAddressOnly(String text) {
    assertThat(MailSettings.isAddress(text)).isFalse();
  }

  private static MailSettings settings(String port, String from, String tls) {
    return new MailSettings(
        Optional.of("mail.example.org"),
        Optional.ofNullable(port),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(from),
        Optional.ofNullable(tls));
  }
}
