package io.holdpoint.request.secrets;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.platform.MasterKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Keeps originals encrypted, under keys that are derived from the master key and so are not in the
 * database.
 */
@Component
public class SecretVault {

  private static final String HMAC = "HmacSHA256";
  private static final String VERSION = "1.";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int FINGERPRINT_BYTES = 8;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec sealing;
  private final SecretKeySpec marking;
  private final SecretKeySpec comparing;

  public SecretVault(MasterKey master) {
    this.sealing = new SecretKeySpec(master.derive("sealed-arguments"), "AES");
    this.marking = new SecretKeySpec(master.derive("secret-fingerprints"), HMAC);
    this.comparing = new SecretKeySpec(master.derive("body-hashes"), HMAC);
  }

  /**
   * Covers secrets of one agent. Of another agent the same secret looks different, so that nobody
   * finds out another's secret by sending guesses.
   */
  public UnaryOperator<String> cover(AgentId agent) {
    return secret ->
        Mask.of(
            HexFormat.of()
                .formatHex(
                    Arrays.copyOf(
                        hmac(marking, agent.value() + "\n" + secret), FINGERPRINT_BYTES)));
  }

  /** A hash to compare bodies by, with which nobody can try what was in them. */
  public String comparable(String bodyHash) {
    return "hmac-sha256:" + HexFormat.of().formatHex(hmac(comparing, bodyHash));
  }

  /** Encrypts; opens for the same request only. */
  public String seal(RequestId request, Originals originals) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        crypt(
            Cipher.ENCRYPT_MODE,
            nonce,
            request,
            originals.write().getBytes(StandardCharsets.UTF_8));
    return VERSION
        + Base64.getEncoder()
            .withoutPadding()
            .encodeToString(
                ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
  }

  /**
   * @throws IllegalStateException it was altered, is of another request, or the master key is
   *     another one
   */
  public Originals open(RequestId request, String sealed) {
    if (!sealed.startsWith(VERSION)) {
      throw new IllegalStateException(
          "the sealed arguments of " + request + " are of no known form");
    }
    byte[] bytes = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
    byte[] plain =
        crypt(
            Cipher.DECRYPT_MODE,
            Arrays.copyOf(bytes, NONCE_BYTES),
            request,
            Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length));
    return Originals.read(new String(plain, StandardCharsets.UTF_8));
  }

  private byte[] crypt(int mode, byte[] nonce, RequestId request, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(("request " + request).getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the sealed arguments of "
              + request
              + " cannot be opened: altered, or another master key",
          e);
    }
  }

  private static byte[] hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is part of every JDK", e);
    }
  }
}
