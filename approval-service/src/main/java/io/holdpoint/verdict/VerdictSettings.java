package io.holdpoint.verdict;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How approvals are proven.
 *
 * @param issuer the {@code iss} of verdict tokens, the same on all instances; empty: the public
 *     URL, or {@code holdpoint} where none is set
 * @param audience their {@code aud}: what the enforcement points take for themselves
 * @param tokenValidFor how long one token is good, 10 s to 1 h
 * @param keyAge after which another key signs, 1 day or more
 */
@ConfigurationProperties("holdpoint.verdict")
record VerdictSettings(
    Optional<String> issuer,
    @DefaultValue("holdpoint-enforcement") String audience,
    @DefaultValue("5m") Duration tokenValidFor,
    @DefaultValue("90d") Duration keyAge) {

  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int CHARS = 255;

  VerdictSettings {
    issuer = issuer.filter(text -> !text.isBlank());
    issuer.ifPresent(text -> checkName("issuer", text));
    checkName("audience", audience);
    if (tokenValidFor.compareTo(SHORTEST) < 0 || tokenValidFor.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "holdpoint.verdict.token-valid-for: expected 10s to 1h, was " + tokenValidFor);
    }
    if (keyAge.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "holdpoint.verdict.key-age: expected 1d or more, was " + keyAge);
    }
  }

  private static void checkName(String name, String text) {
    if (text.isBlank()
        || text.length() > CHARS
        || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException(
          "holdpoint.verdict."
              + name
              + ": expected 1 to "
              + CHARS
              + " printable ASCII characters without space");
    }
  }
}
