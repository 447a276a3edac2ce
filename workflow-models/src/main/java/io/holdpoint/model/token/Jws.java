package io.holdpoint.model.token;

import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.digest.JsonText;
import io.holdpoint.model.token.TokenRefusedException.Why;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The compact JWS (RFC 7515) with the one algorithm and the one type that Holdpoint knows. What is
 * pinned cannot be confused: the header chooses a key, never an algorithm, and may hold nothing
 * else.
 */
final class Jws {

  static final String ALG = "EdDSA";
  static final String TYP = "holdpoint-verdict+jwt";

  /** Far more than the largest target needs. */
  static final int MAX_CHARS = 32_768;

  private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final String kid;
  private final String payload;
  private final byte[] signed;
  private final byte[] signature;

  private Jws(String kid, String payload, byte[] signed, byte[] signature) {
    this.kid = kid;
    this.payload = payload;
    this.signed = signed;
    this.signature = signature;
  }

  static String sign(Map<String, ? extends @Nullable Object> claims, String kid, PrivateKey key) {
    return sign(claims, TYP, kid, key);
  }

  static String sign(
      Map<String, ? extends @Nullable Object> claims, String type, String kid, PrivateKey key) {
    String header = CanonicalForm.print(Map.of("alg", ALG, "typ", type, "kid", kid));
    String input = encoded(header) + "." + encoded(CanonicalForm.print(claims));
    try {
      Signature signer = Signature.getInstance(VerdictKey.ALGORITHM);
      signer.initSign(key);
      signer.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + ENCODER.encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the verdict could not be signed", e);
    }
  }

  /**
   * Reads the form; nothing of it is proven yet.
   *
   * @throws TokenRefusedException it is not a verdict token
   */
  static Jws parse(String token) {
    String[] parts = token.length() > MAX_CHARS ? new String[0] : token.split("\\.", -1);
    if (parts.length != 3) {
      throw invalid("not a compact JWS");
    }
    Map<String, @Nullable Object> header = json(decoded(parts[0]));
    if (!header.keySet().equals(HEADER)
        || !ALG.equals(header.get("alg"))
        || !TYP.equals(header.get("typ"))
        || !(header.get("kid") instanceof String kid)) {
      throw invalid("its header is not that of a verdict token");
    }
    byte[] signed = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    return new Jws(kid, parts[1], signed, decoded(parts[2]));
  }

  String kid() {
    return kid;
  }

  /**
   * The claims, once the signature is found good.
   *
   * @throws TokenRefusedException the signature is not this key's
   */
  Map<String, @Nullable Object> claims(VerdictKey key) {
    if (!key.verifies(signed, signature)) {
      throw invalid("its signature is not good");
    }
    return json(decoded(payload));
  }

  private static Map<String, @Nullable Object> json(byte[] bytes) {
    try {
      return JsonText.object(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw invalid("its parts are not JSON objects");
    }
  }

  private static String encoded(String text) {
    return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Only the one spelling that the encoder gives: a token cannot be altered and stay good. */
  private static byte[] decoded(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (ENCODER.encodeToString(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Falls through: what is no base64url is no token.
    }
    throw invalid("its parts are not base64url");
  }

  private static TokenRefusedException invalid(String why) {
    return new TokenRefusedException(Why.INVALID, "not a verdict token of this issuer: " + why);
  }
}
