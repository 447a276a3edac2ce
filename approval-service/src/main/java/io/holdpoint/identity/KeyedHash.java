package io.holdpoint.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under a key that only this installation has: who reads the database can neither try
 * guesses nor plant a hash. Fast, so only for what has enough entropy, or as a step before a slow
 * hash.
 */
final class KeyedHash {

  private static final String HMAC = "HmacSHA256";
  private final SecretKeySpec key;

  KeyedHash(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  /** 43 characters of base64url. */
  String of(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is part of every JDK", e);
    }
  }

  /** Compares two hashes in a time that does not tell where they differ. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
