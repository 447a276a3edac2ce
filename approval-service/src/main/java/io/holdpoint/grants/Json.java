package io.holdpoint.grants;

import io.holdpoint.platform.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON values as the policy knows them: {@code String}, {@code Long}, {@code Double}, {@code
 * Boolean}, {@code List}, {@code Map} or null.
 */
final class Json {

  /** Levels of objects and arrays: those of a request, and what bounds add around a value. */
  static final int DEPTH = 40;

  /** Up to here every whole number is a binary64 value of its own. */
  private static final double EXACT_WHOLE = 9_007_199_254_740_992.0;

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /**
   * Reads one value: members that occur twice, lone surrogates and numbers that binary64 does not
   * carry exactly are refused.
   *
   * @throws IllegalArgumentException with what was expected
   */
  static @Nullable Object value(String text) {
    try {
      return checked(STRICT.readValue(text, Object.class));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          SafeText.quote(text) + " is not one JSON value with each member once", e);
    }
  }

  /** The RFC 8785 form of a text that {@link #value} takes. */
  static String canonical(String text) {
    try {
      // Only arrays and objects are taken by the library.
      String array = new JsonCanonicalizer("[" + text + "]").getEncodedString();
      return array.substring(1, array.length() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The RFC 8785 form of a value. */
  static String print(@Nullable Object value) {
    return canonical(STRICT.writeValueAsString(value));
  }

  /** Whether two values are one: numbers as numbers, texts to the letter. */
  static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return (a instanceof Long && b instanceof Long)
          ? a.equals(b)
          : a.doubleValue() == b.doubleValue();
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      if (a.size() != b.size()) {
        return false;
      }
      for (int i = 0; i < a.size(); i++) {
        if (!same(a.get(i), b.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return a.size() == b.size()
          && a.entrySet().stream()
              .allMatch(
                  each ->
                      b.containsKey(each.getKey()) && same(each.getValue(), b.get(each.getKey())));
    }
    return Objects.equals(one, other);
  }

  private static @Nullable Object checked(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean bool -> bool;
      case String text -> text(text);
      case Number number -> number(new BigDecimal(number.toString()));
      case List<?> list -> {
        List<@Nullable Object> all = new ArrayList<>();
        list.forEach(each -> all.add(checked(each)));
        yield all;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        map.forEach((name, each) -> all.put(text((String) name), checked(each)));
        yield all;
      }
      default -> throw new IllegalStateException("not a JSON value: " + value.getClass());
    };
  }

  private static String text(String text) {
    if (hasLoneSurrogate(text)) {
      throw new IllegalArgumentException(
          SafeText.quote(text) + " has a lone surrogate, which is no character");
    }
    return text;
  }

  /** Half a character, which no database keeps. */
  static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static Number number(BigDecimal number) {
    double value = number.doubleValue();
    if (!Double.isFinite(value) || new BigDecimal(Double.toString(value)).compareTo(number) != 0) {
      throw new IllegalArgumentException(
          SafeText.quote(number.toString())
              + " has more digits than a JSON number carries exactly (binary64)");
    }
    return value == Math.rint(value) && Math.abs(value) <= EXACT_WHOLE
        ? (Number) (long) value
        : (Number) value;
  }
}
