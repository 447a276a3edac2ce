package io.holdpoint.insight;

import io.holdpoint.grants.BoundLearning;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By what requests are found to be alike. Pure.
 *
 * @param place a hash of system, environment and the kind of resource: {@code customers/42} and
 *     {@code customers/43} are of one kind; {@code ""} where no target was named
 * @param shape a hash of the places of the arguments, whatever their values; {@code ""} where they
 *     were too long to be looked at
 */
record Likeness(String tool, String place, String shape) {

  /** Characters of arguments whose shape is looked at. */
  static final int ARGUMENT_CHARS = 20_000;

  /** A part of a resource's name that names one of many: it has a digit. */
  private static final Pattern ONE_OF_MANY = Pattern.compile("[^/\\s:?&=#]*\\d[^/\\s:?&=#]*");

  /**
   * @param arguments empty where they were too long
   */
  static Likeness of(
      String tool, String system, String resource, String environment, Optional<String> arguments) {
    String kind = ONE_OF_MANY.matcher(resource).replaceAll("*");
    boolean named = !(system + resource + environment).isEmpty();
    return new Likeness(
        tool,
        named ? hash(String.join("\n", system, environment, kind)) : "",
        arguments
            .filter(a -> a.length() <= ARGUMENT_CHARS)
            .map(a -> hash(BoundLearning.shape(a)))
            .orElse(""));
  }

  private static String hash(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
