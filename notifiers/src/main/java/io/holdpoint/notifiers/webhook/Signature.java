package io.holdpoint.notifiers.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks has it: HMAC-SHA256 over id, time and body, joined by dots. */
final class Signature {

  private static final String HMAC = "HmacSHA256";

  private Signature() {}

  /**
   * The value of {@code webhook-signature}.
   *
   * @param seconds since 1970
   * @param keys one signature each, separated by blanks
   */
  static String of(String id, long seconds, byte[] body, List<byte[]> keys) {
    return keys.stream()
        .map(key -> "v1," + one(id, seconds, body, key))
        .collect(Collectors.joining(" "));
  }

  private static String one(String id, long seconds, byte[] body, byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is part of every JDK", e);
    }
  }
}
