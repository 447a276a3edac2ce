package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.digest.JsonNumbers;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {

  @ParameterizedTest(name = "0x{0} prints as {1}")
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void printsTheSamplesOfRfc8785(String bits, String print) {
    assertThat(JsonNumbers.print(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
        .isEqualTo(print);
  }

  @Test
  void printsWhatReadsBackAsTheSameValueAndIsNoLongerThanJavasOwnPrint() {
    Random random = new Random(8785);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isFinite(value)) {
        continue;
      }
      String print = JsonNumbers.print(value);
      assertThat(Double.parseDouble(print)).isEqualTo(value);
      assertThat(digits(print)).isLessThanOrEqualTo(digits(Double.toString(value)));
    }
  }

  private static int digits(String print) {
    return new BigDecimal(print).stripTrailingZeros().precision();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"100, 100", "1e2, 100", "100.0, 100", "-0, 0", "-0.0, 0", "0e10, 0"})
  void readsEverySpellingOfAWholeNumberAsTheSame(String text, long value) {
    assertThat(JsonNumbers.read(text)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.1", "1e23", "4.50", "5e-324", "1.7976931348623157e308", "4611686018427388000"})
  void takesWhatBinary64CarriesToTheDigit(String text) {
    var number = JsonNumbers.read(text);
    assertThat(number).isPresent();
    assertThat(new BigDecimal(JsonNumbers.print(number.get())))
        .isEqualByComparingTo(new BigDecimal(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901234567890123",
        "9007199254740993",
        "4611686018427387904",
        "0.1000000000000000055511151231257827",
        "333333333.33333329",
        "1e309",
        "-1e400",
        "1e-400",
        "1e-999999999",
        "0e99999999999",
        "1e99999999999"
      })
  void refusesWhatBinary64WouldChange(String text) {
    assertThat(JsonNumbers.read(text)).isEmpty();
  }
}
