package io.holdpoint.testing;

import io.holdpoint.model.digest.CanonicalForm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** JSON by chance: values, and the many spellings of one value. */
public final class FuzzJson {

  /** Puts JSON out of joint. */
  public static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\\",
    "\\u",
    "\\ud800",
    "\\udc00",
    "\\u0000",
    "\u0000",
    "\ud800",
    "-",
    "-0",
    "0",
    "00",
    "1e",
    "1e999",
    "1e-999",
    "E+",
    ".5",
    "5.",
    "NaN",
    "Infinity",
    "nul",
    "null",
    "true",
    "\ufeff",
    "\u2028",
    "//",
    "/**/",
    "'",
    "12345678901234567890123",
    "\"a\":1,\"a\":2",
    "[[[[[[[[",
    "{\"a\":",
    "\n",
    "\t",
    " ",
    "\u00a0",
    "\ud83d\ude00",
    "\\ud83d\\ude00",
    "__proto__",
    "1e2",
    "100"
  };

  private static final List<Number> NUMBERS =
      List.of(
          0L,
          1L,
          -1L,
          100L,
          1_000_000L,
          9_007_199_254_740_991L,
          -9_007_199_254_740_991L,
          0.1,
          1e21,
          1e-7,
          5e-324,
          1.7976931348623157e308,
          123.456,
          -54.04,
          1e20,
          333333333.33333329);

  private FuzzJson() {}

  public static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> text(random);
      case 1 -> Fuzz.oneOf(random, NUMBERS);
      case 2 -> (long) random.nextInt();
      case 3 -> random.nextBoolean();
      case 4 -> random.nextInt(3) == 0 ? null : Double.longBitsToDouble(finite(random));
      case 5, 6 -> object(random, depth);
      default -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
    };
  }

  public static Map<String, @Nullable Object> object(Random random, int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.put(name(random), value(random, depth - 1));
    }
    return object;
  }

  private static long finite(Random random) {
    long bits = random.nextLong();
    return Double.isFinite(Double.longBitsToDouble(bits)) ? bits : 0;
  }

  private static String name(Random random) {
    return random.nextInt(3) == 0
        ? text(random)
            .codePoints()
            .filter(c -> !Character.isISOControl(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : Fuzz.oneOf(
            random, "a", "b", "amount", "id", "\u20ac", "\u00f6", "z\ud83d\ude00", "A", "aa");
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int c = random.nextInt(Fuzz.oneOf(random, 0x80, 0x100, 0x3000, 0x10ffff + 1));
      text.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 'x' : c);
    }
    return text.toString();
  }

  /** One of the texts that mean this value. */
  public static String spelled(Random random, @Nullable Object value) {
    return space(random)
        + switch (value) {
          case null -> "null";
          case String text -> spelled(random, text);
          case Number number -> spelled(random, number);
          case Boolean bool -> bool.toString();
          case List<?> list -> {
            List<String> items = new ArrayList<>();
            list.forEach(item -> items.add(spelled(random, item)));
            yield "[" + String.join(",", items) + space(random) + "]";
          }
          case Map<?, ?> map -> {
            List<String> members = new ArrayList<>();
            map.forEach(
                (name, member) ->
                    members.add(
                        space(random)
                            + spelled(random, (String) name)
                            + space(random)
                            + ":"
                            + spelled(random, member)));
            Collections.shuffle(members, random);
            yield "{" + String.join(",", members) + space(random) + "}";
          }
          default -> throw new IllegalArgumentException(value.toString());
        }
        + space(random);
  }

  private static String space(Random random) {
    return random.nextInt(4) == 0 ? Fuzz.oneOf(random, " ", "\n", "\t", "\r\n", "  ") : "";
  }

  private static String spelled(Random random, String text) {
    var spelled = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c < 0x20 || c == '"' || c == '\\' || random.nextInt(6) == 0) {
                for (char unit : Character.toChars(c)) {
                  String hex = "%04x".formatted((int) unit);
                  spelled
                      .append("\\u")
                      .append(random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
                }
              } else if (c == '/' && random.nextBoolean()) {
                spelled.append("\\/");
              } else {
                spelled.appendCodePoint(c);
              }
            });
    return spelled.append('"').toString();
  }

  private static String spelled(Random random, Number number) {
    // As few digits as tell it from others: 5e-324 where Java prints 4.9E-324.
    var exact = new BigDecimal(CanonicalForm.print(number));
    if (exact.signum() == 0) {
      return Fuzz.oneOf(random, "0", "-0", "0.0", "0e7", "-0.00E-3");
    }
    var shortest = exact.stripTrailingZeros();
    int exponent = random.nextInt(9) - 4;
    return switch (random.nextInt(4)) {
      case 0 -> shortest.toString();
      case 1 -> Math.abs(shortest.scale()) > 40 ? shortest.toString() : shortest.toPlainString();
      case 2 -> shortest.unscaledValue() + (random.nextBoolean() ? "e" : "E") + -shortest.scale();
      default -> {
        var moved = shortest.scaleByPowerOfTen(-exponent);
        yield Math.abs(moved.scale()) > 40
            ? shortest.toString()
            : moved.toPlainString()
                + "e"
                + (exponent >= 0 && random.nextBoolean() ? "+" : "")
                + exponent;
      }
    };
  }
}
