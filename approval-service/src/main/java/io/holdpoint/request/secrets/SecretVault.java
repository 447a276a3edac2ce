package io.holdpoint.request.secrets;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.platform.MasterKey;
import io.holdpoint.platform.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
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
  private static final int FINGERPRINT_BYTES = 8;

  private final Sealing sealing;
  private final SecretKeySpec marking;
  private final SecretKeySpec comparing;

  public SecretVault(MasterKey master) {
    this.sealing = new Sealing(master, "sealed-arguments");
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
    byte[] plain = originals.write().getBytes(StandardCharsets.UTF_8);
    return VERSION + sealing.seal(plain, owner(request));
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
    byte[] plain = sealing.open(sealed.substring(VERSION.length()), owner(request));
    return Originals.read(new String(plain, StandardCharsets.UTF_8));
  }

  private static String owner(RequestId request) {
    return "request " + request;
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
