package io.holdpoint.notification;

import io.holdpoint.platform.MasterKey;
import io.holdpoint.platform.Sealing;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Makes the secrets of webhooks, and encrypts each under its endpoint's name. */
@Component
class WebhookSecrets {

  /** What Standard Webhooks has before each secret. */
  static final String PREFIX = "whsec_";

  static final int BYTES = 32;

  private final Sealing sealing;
  private final SecureRandom random = new SecureRandom();

  WebhookSecrets(MasterKey master) {
    this.sealing = new Sealing(master, "webhook-secrets");
  }

  byte[] fresh() {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return secret;
  }

  static String inWords(byte[] secret) {
    return PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  String seal(byte[] secret, String endpoint) {
    return sealing.seal(secret, owner(endpoint));
  }

  /**
   * @throws IllegalStateException it was sealed under another master key or name, or altered
   */
  byte[] open(String sealed, String endpoint) {
    return sealing.open(sealed, owner(endpoint));
  }

  private static String owner(String endpoint) {
    return "webhook " + endpoint;
  }
}
