package io.holdpoint.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

  @Test
  void showsPlainTextInQuotes() {
    assertThat(SafeText.quote("crm.customers.get")).isEqualTo("\"crm.customers.get\"");
  }

  @Test
  void makesHiddenAndLookAlikeCharactersVisible() {
    assertThat(SafeText.quote("a\u202eb\u0000c\u0430\n"))
        .isEqualTo("\"a\\u202eb\\u0000c\\u0430\\u000a\"");
  }

  @Test
  void cannotBeEndedByAQuoteInTheText() {
    assertThat(SafeText.quote("a\"b\\")).isEqualTo("\"a\\\"b\\\\\"");
  }

  @Test
  void cutsLongText() {
    assertThat(SafeText.quote("x".repeat(1000)))
        .isEqualTo("\"" + "x".repeat(60) + "\"… (1000 characters)");
  }
}
