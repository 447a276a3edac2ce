package io.holdpoint.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookAlikesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p\u0430ypal",
        "\u0421RM.delete",
        "\uFF43rm",
        "b\u03BFb",
        "\u0440\u0430\u0443",
        "\uD835\uDC1Arm"
      })
  void findsLettersThatPassForOthers(String name) {
    assertThat(LookAlikes.in(name)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crm.customers.delete",
        "Größe",
        "клиенты/42",
        "顧客",
        "عملاء",
        "naïve",
        "Ελλάδα.get",
        ""
      })
  void leavesNamesOfAllLanguagesAlone(String name) {
    assertThat(LookAlikes.in(name)).isEmpty();
  }

  @Test
  void saysWhatALetterLooksLike() {
    assertThat(LookAlikes.in("p\u0430ypal").getFirst().inWords())
        .isEqualTo("\u0430 (U+0430) looks like a");
    assertThat(LookAlikes.in("crm\u0416").getFirst().inWords())
        .isEqualTo("\u0416 (U+0416) is a Cyrillic letter among Latin ones");
  }

  @Test
  void namesEachOnceAndNotManyOfThem() {
    assertThat(LookAlikes.in("p\u0430\u0430\u0430")).hasSize(1);
    assertThat(LookAlikes.in("aαινορυχΑΒΕΖΗ")).hasSize(LookAlikes.MAX);
  }
}
