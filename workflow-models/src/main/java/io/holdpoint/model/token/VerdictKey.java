package io.holdpoint.model.token;

import io.holdpoint.model.digest.ActionDigest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a signing key, Ed25519.
 *
 * @param id the thumbprint of RFC 7638, so that a key cannot be passed off under another's id
 */
public record VerdictKey(String id, PublicKey key) {

  static final String ALGORITHM = "Ed25519";

  /** What stands before the 32 bytes of the key in its X.509 form. */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int RAW_BYTES = 32;

  /**
   * @throws IllegalArgumentException it is not an Ed25519 key
   */
  public static VerdictKey of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null
        || encoded.length != X509_PREFIX.length + RAW_BYTES
        || !Arrays.equals(X509_PREFIX, Arrays.copyOf(encoded, X509_PREFIX.length))) {
      throw new IllegalArgumentException("not an Ed25519 key");
    }
    return new VerdictKey(thumbprint(x(encoded)), key);
  }

  /** The key as a JWK (RFC 8037). */
  public Map<String, Object> jwk() {
    Map<String, Object> jwk = new LinkedHashMap<>();
    jwk.put("kty", "OKP");
    jwk.put("crv", ALGORITHM);
    jwk.put("x", x(key.getEncoded()));
    jwk.put("use", "sig");
    jwk.put("alg", Jws.ALG);
    jwk.put("kid", id);
    return jwk;
  }

  /** Reads one key of a JWKS; empty for what is no Ed25519 signing key, or claims another's id. */
  public static Optional<VerdictKey> ofJwk(Map<?, ? extends @Nullable Object> jwk) {
    if (!"OKP".equals(jwk.get("kty"))
        || !ALGORITHM.equals(jwk.get("crv"))
        || (jwk.containsKey("alg") && !Jws.ALG.equals(jwk.get("alg")))
        || (jwk.containsKey("use") && !"sig".equals(jwk.get("use")))
        || !(jwk.get("x") instanceof String x)) {
      return Optional.empty();
    }
    try {
      byte[] raw = Base64.getUrlDecoder().decode(x);
      if (raw.length != RAW_BYTES) {
        return Optional.empty();
      }
      byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + RAW_BYTES);
      System.arraycopy(raw, 0, encoded, X509_PREFIX.length, RAW_BYTES);
      VerdictKey key =
          of(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
      return key.id().equals(jwk.get("kid")) ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  boolean verifies(byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a signature of another length, a point that is none
    }
  }

  private static String x(byte[] encoded) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length));
  }

  private static String thumbprint(String x) {
    String members = "{\"crv\":\"" + ALGORITHM + "\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(HexFormat.of().parseHex(ActionDigest.sha256(members)));
  }
}
