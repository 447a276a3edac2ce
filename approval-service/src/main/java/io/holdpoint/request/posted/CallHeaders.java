package io.holdpoint.request.posted;

import io.holdpoint.platform.ProblemException;
import io.holdpoint.platform.Problems;
import io.holdpoint.platform.SafeText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What callers ask for in headers. */
public final class CallHeaders {

  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  public static final String PREFER = "Prefer";
  public static final String PREFERENCE_APPLIED = "Preference-Applied";

  private static final Pattern KEY =
      Pattern.compile("[\\x20-\\x7e]{1," + Limits.IDEMPOTENCY_KEY_CHARS + "}");

  /**
   * One preference of RFC 7240: a token, perhaps a value, perhaps parameters, which are ignored.
   */
  private static final Pattern WAIT =
      Pattern.compile("\\s*wait\\s*=\\s*\"?(\\d{1,18})\"?\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);

  private CallHeaders() {}

  /**
   * For how many seconds the caller would wait, at most {@link Limits#WAIT_SECONDS}; empty when it
   * did not say so in a way that RFC 7240 knows. A preference is never an error.
   *
   * @param values of each {@code Prefer} header; the first preference of a name counts
   */
  public static Optional<Integer> wait(List<String> values) {
    for (String value : values) {
      for (String preference : value.split(",")) {
        String name = preference.split("[=;]", 2)[0].strip();
        if (name.equalsIgnoreCase("wait")) {
          Matcher wait = WAIT.matcher(preference);
          return wait.matches()
              ? Optional.of((int) Math.min(Limits.WAIT_SECONDS, Long.parseLong(wait.group(1))))
              : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /**
   * @param values of each {@code Idempotency-Key} header
   * @throws ProblemException 400 when there are several, or it is not 1 to 255 printable ASCII
   *     characters
   */
  public static Optional<String> idempotencyKey(List<String> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      throw bad(values.size() + " headers of this name, expected one");
    }
    String key = values.get(0);
    if (!KEY.matcher(key).matches()) {
      throw bad(
          SafeText.quote(key)
              + " has "
              + key.length()
              + " characters, expected 1 to "
              + Limits.IDEMPOTENCY_KEY_CHARS
              + " of printable ASCII");
    }
    return Optional.of(key);
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problems.badParameter(IDEMPOTENCY_KEY, detail));
  }
}
