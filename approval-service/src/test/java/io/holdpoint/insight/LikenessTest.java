package io.holdpoint.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LikenessTest {

  private static Likeness of(String resource, String arguments) {
    return Likeness.of("crm.delete", "crm", resource, "production", Optional.of(arguments));
  }

  @Test
  void putsAsideWhatNamesOneOfMany() {
    assertThat(of("customers/42", "{}").place()).isEqualTo(of("customers/43", "{}").place());
    assertThat(of("charge ch_3PqX81", "{}").place()).isEqualTo(of("charge ch_9", "{}").place());
    assertThat(of("customers/42/notes", "{}").place())
        .isNotEqualTo(of("customers/42/orders", "{}").place());
    assertThat(of("customers/all", "{}").place()).isNotEqualTo(of("customers/42", "{}").place());
  }

  @Test
  void tellsPlacesApartHoweverTheirNamesAreCut() {
    assertThat(Likeness.of("t", "a", "b", "c", Optional.empty()).place())
        .isNotEqualTo(Likeness.of("t", "a", "c", "b", Optional.empty()).place());
    assertThat(Likeness.of("t", "", "", "", Optional.empty()).place()).isEmpty();
  }

  @Test
  void takesArgumentsByTheirNamesAndNotByTheirValues() {
    assertThat(of("x", "{\"amount\":1}").shape()).isEqualTo(of("x", "{\"amount\":2}").shape());
    assertThat(of("x", "{\"amount\":1}").shape())
        .isNotEqualTo(of("x", "{\"amount\":1,\"to\":\"b\"}").shape());
  }

  @Test
  void looksAtNoArgumentsThatAreTooLong() {
    var long_ = "{\"a\":\"" + "x".repeat(Likeness.ARGUMENT_CHARS - 7) + "\"}";
    assertThat(of("x", long_).shape()).isEmpty();
    assertThat(of("x", long_.replaceFirst("x", "")).shape()).isNotEmpty();
  }
}
