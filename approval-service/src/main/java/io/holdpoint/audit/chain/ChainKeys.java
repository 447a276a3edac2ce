package io.holdpoint.audit.chain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ed25519 public keys by their ids. */
public final class ChainKeys {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private final Map<String, PublicKey> keys = new HashMap<>();

  private ChainKeys() {}

  /**
   * @param pem one key or several after each other
   * @throws IllegalArgumentException there is none, or one is no Ed25519 key
   */
  public static ChainKeys ofPem(String pem) {
    ChainKeys all = new ChainKeys();
    Matcher found = PEM.matcher(pem);
    while (found.find()) {
      try {
        byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
        all.keys.put(
            id(encoded),
            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("a public key in the file is no Ed25519 key", e);
      }
    }
    if (all.keys.isEmpty()) {
      throw new IllegalArgumentException(
          "no public key in the file (expected -----BEGIN PUBLIC KEY-----)");
    }
    return all;
  }

  /** The id of a key: the first 16 hexadecimal digits of the SHA-256 of its encoded form. */
  public static String id(byte[] encoded) {
    try {
      return HexFormat.of()
          .formatHex(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(encoded), 8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** The key in the form of a file. */
  public static String pem(byte[] encoded) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END PUBLIC KEY-----\n";
  }

  /**
   * @return null when the signature is good, else what is wrong with it
   */
  public @Nullable String fault(String key, String statement, String signature) {
    PublicKey known = keys.get(key);
    if (known == null) {
      return "signed with the key " + key + ", which is not in the key file";
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(known);
      verifier.update(statement.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(signature))
          ? null
          : "the signature is not good";
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return "the signature is not good";
    }
  }
}
