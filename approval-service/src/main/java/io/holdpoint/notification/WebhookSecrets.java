package io.holdpoint.notification;

import io.holdpoint.platform.MasterKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Makes the secrets of webhooks, and encrypts them for the database: AES-256-GCM under a key that
 * only this installation has. The endpoint's name is authenticated with it.
 */
@Component
class WebhookSecrets {

  /** What Standard Webhooks has before each secret. */
  static final String PREFIX = "whsec_";

  static final int BYTES = 32;

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  WebhookSecrets(MasterKey master) {
    this.key = new SecretKeySpec(master.derive("webhook-secrets"), "AES");
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
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, endpoint).doFinal(secret);
      byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
      return Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a webhook's secret could not be encrypted", e);
    }
  }

  /**
   * @throws IllegalStateException it was sealed under another master key or name, or altered
   */
  byte[] open(String sealed, String endpoint) {
    try {
      byte[] whole = Base64.getDecoder().decode(sealed);
      return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE_BYTES), endpoint)
          .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the secret of webhook "
              + endpoint
              + " cannot be decrypted: altered, or of another"
              + " master key",
          e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String endpoint) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(endpoint.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
