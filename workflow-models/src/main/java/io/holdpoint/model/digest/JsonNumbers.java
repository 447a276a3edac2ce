package io.holdpoint.model.digest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.erdtman.jcs.NumberToJSON;

/**
 * Numbers as RFC 8785 knows them: binary64, printed in the shortest form that reads back as the
 * same. One whose digits say more than that is not taken, since what was posted and what is signed
 * would differ.
 */
public final class JsonNumbers {

  /** Up to here every whole number is a binary64 value of its own. */
  private static final double EXACT_WHOLE = 9_007_199_254_740_992.0;

  private JsonNumbers() {}

  /**
   * The value of a JSON number: {@code Long} when it is whole and at most 2^53 in size, however it
   * is spelled (so {@code 100}, {@code 1e2} and {@code 100.0} are one value, and {@code -0} is 0),
   * else {@code Double}.
   *
   * @param text a number by the grammar of RFC 8259, at most 1,000 characters
   * @return empty when binary64 cannot carry it: the shortest print of the nearest value has
   *     another decimal value
   */
  public static Optional<Number> read(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value) || !isSame(text, value)) {
      return Optional.empty();
    }
    if (value == Math.rint(value) && Math.abs(value) <= EXACT_WHOLE) {
      return Optional.of((long) value);
    }
    return Optional.of(value);
  }

  /** The print of RFC 8785 (ECMAScript's). */
  public static String print(Number value) {
    return value instanceof Long whole ? Long.toString(whole) : print(value.doubleValue());
  }

  private static String print(double value) {
    try {
      return NumberToJSON.serializeNumber(value);
    } catch (IOException e) {
      throw new UncheckedIOException("not a finite number", e);
    }
  }

  private static boolean isSame(String text, double value) {
    try {
      return new BigDecimal(text).compareTo(new BigDecimal(print(value))) == 0;
    } catch (NumberFormatException e) {
      return false; // an exponent beyond what BigDecimal holds: 0e9999999999
    }
  }
}
