package io.holdpoint.notifiers.slack;

import io.holdpoint.model.slack.SlackVault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call is from Slack, is of now, and was not seen before. The SDK's own verifier takes
 * time stamps from the future, compares in a time that tells where texts differ, and remembers
 * nothing.
 */
final class SlackSignatures {

  /** How far the time stamp may be from now, both ways. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String HMAC = "HmacSHA256";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final String PURPOSE = "slack-signature";

  private final SecretKeySpec secret;
  private final SlackVault vault;
  private final Clock clock;

  SlackSignatures(String secret, SlackVault vault, Clock clock) {
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC);
    this.vault = vault;
    this.clock = clock;
  }

  /** What a call is. */
  enum Verdict {
    GENUINE,
    MISSING,
    STALE,
    EARLY,
    FORGED,
    REPLAYED
  }

  /**
   * @param body as it came, before anything has read it
   * @throws RuntimeException the memory of what was seen cannot be asked
   */
  Verdict judge(@Nullable String timestamp, @Nullable String signature, byte[] body) {
    if (timestamp == null || signature == null || !SECONDS.matcher(timestamp).matches()) {
      return Verdict.MISSING;
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
    Instant now = clock.instant();
    if (at.isBefore(now.minus(WINDOW))) {
      return Verdict.STALE;
    }
    if (at.isAfter(now.plus(WINDOW))) {
      return Verdict.EARLY;
    }
    String right = sign(timestamp, body);
    if (!MessageDigest.isEqual(
        right.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8))) {
      return Verdict.FORGED;
    }
    // Only what is genuine is remembered: strangers cannot fill the memory.
    return vault.first(PURPOSE, right, at.plus(WINDOW).plusSeconds(60))
        ? Verdict.GENUINE
        : Verdict.REPLAYED;
  }

  private String sign(String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(secret);
      mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is part of every JDK", e);
    }
  }
}
