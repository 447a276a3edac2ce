package io.holdpoint.notifiers.slack;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.slack.SlackUser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals what goes to Slack and comes back with a click: a button names one request and one digest,
 * a form also who opened it, and neither can be made or changed by anybody else.
 */
final class Seals {

  /** How long a form may stay open. */
  static final Duration FORM_TIME = Duration.ofHours(1);

  private static final String HMAC = "HmacSHA256";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern PLACE = Pattern.compile("[A-Z0-9]{3,32}/[0-9.]{3,32}");

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  Seals(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  /** What a button stands for. */
  record Button(RequestId request, String digest) {}

  /**
   * What a form stands for.
   *
   * @param place channel and time stamp of the message whose button opened it
   * @param nonce makes it one that is used once
   */
  record Form(
      RequestId request,
      String digest,
      ReviewDecision decision,
      SlackUser user,
      String place,
      String nonce,
      Instant until) {}

  String seal(Button button) {
    return sealed("b1|" + button.request() + "|" + button.digest());
  }

  /** A new form for this user, with a nonce of its own. */
  String form(Button button, ReviewDecision decision, SlackUser user, String place, Instant now) {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    return sealed(
        String.join(
            "|",
            "f1",
            button.request().toString(),
            button.digest(),
            decision.wire(),
            user.team(),
            user.user(),
            place,
            Base64.getUrlEncoder().withoutPadding().encodeToString(nonce),
            String.valueOf(now.plus(FORM_TIME).getEpochSecond())));
  }

  /** Empty for anything that we have not sealed so. */
  Optional<Button> button(@Nullable String value) {
    String[] parts = opened(value, "b1", 3);
    if (parts == null || !DIGEST.matcher(parts[2]).matches()) {
      return Optional.empty();
    }
    return RequestId.parse(parts[1]).map(id -> new Button(id, parts[2]));
  }

  /** Empty for anything that we have not sealed so. */
  Optional<Form> form(@Nullable String value) {
    String[] parts = opened(value, "f1", 9);
    if (parts == null || !DIGEST.matcher(parts[2]).matches()) {
      return Optional.empty();
    }
    ReviewDecision decision =
        parts[3].equals(ReviewDecision.APPROVE.wire())
            ? ReviewDecision.APPROVE
            : ReviewDecision.DENY;
    if (!PLACE.matcher(parts[6]).matches()) {
      return Optional.empty();
    }
    return RequestId.parse(parts[1])
        .map(
            id ->
                new Form(
                    id,
                    parts[2],
                    decision,
                    new SlackUser(parts[4], parts[5]),
                    parts[6],
                    parts[7],
                    Instant.ofEpochSecond(Long.parseLong(parts[8]))));
  }

  private String sealed(String text) {
    return text + "|" + hmac(text);
  }

  private String @Nullable [] opened(@Nullable String value, String kind, int parts) {
    int cut = value == null ? -1 : value.lastIndexOf('|');
    if (value == null || cut < 0 || value.length() > 1_000) {
      return null;
    }
    String text = value.substring(0, cut);
    byte[] given = value.substring(cut + 1).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(given, hmac(text).getBytes(StandardCharsets.US_ASCII))) {
      return null;
    }
    String[] found = text.split("\\|", -1);
    return found.length == parts && found[0].equals(kind) ? found : null;
  }

  private String hmac(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is part of every JDK", e);
    }
  }
}
