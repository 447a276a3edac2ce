package io.holdpoint.identity;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An authenticator with one passkey (ES256), and the browser around it, made of what the standard
 * says. It does whatever an attacker would have it do.
 */
final class TestAuthenticator {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int WITH_CREDENTIAL = 0x40;

  final byte[] credentialId = new byte[32];
  private final KeyPair keys;

  /** The page that asks, as its browser says. */
  String origin;

  /** Where the passkey counts; empty: as the options say. */
  String host = "";

  boolean verifies = true;
  long counter;

  /** The person that it names; empty: as it was registered. */
  String handle = "";

  TestAuthenticator(String origin) {
    this.origin = origin;
    new SecureRandom().nextBytes(credentialId);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      this.keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The answer to options for {@code navigator.credentials.create}. */
  String register(String options) {
    JsonNode asked = JSON.readTree(options);
    handle = asked.get("user").get("id").asString();
    String site = host.isEmpty() ? asked.get("rp").get("id").asString() : host;
    byte[] authenticator = authenticatorData(site, WITH_CREDENTIAL, attested());
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.writeBytes(new byte[] {(byte) 0xa3, 0x63, 'f', 'm', 't', 0x64, 'n', 'o', 'n', 'e'});
    object.writeBytes(new byte[] {0x67, 'a', 't', 't', 'S', 't', 'm', 't', (byte) 0xa0});
    object.writeBytes(new byte[] {0x68, 'a', 'u', 't', 'h', 'D', 'a', 't', 'a', 0x59});
    object.writeBytes(ByteBuffer.allocate(2).putShort((short) authenticator.length).array());
    object.writeBytes(authenticator);
    return answer(
        Map.of(
            "clientDataJSON",
            base64(clientData("webauthn.create", asked)),
            "attestationObject",
            base64(object.toByteArray())));
  }

  /** The answer to options for {@code navigator.credentials.get}; the counter rises. */
  String prove(String options) {
    JsonNode asked = JSON.readTree(options);
    counter++;
    String site = host.isEmpty() ? asked.get("rpId").asString() : host;
    byte[] authenticator = authenticatorData(site, 0, new byte[0]);
    byte[] client = clientData("webauthn.get", asked);
    Map<String, String> response = new LinkedHashMap<>();
    response.put("clientDataJSON", base64(client));
    response.put("authenticatorData", base64(authenticator));
    response.put("signature", base64(signed(authenticator, sha256(client))));
    response.put("userHandle", handle);
    return answer(response);
  }

  private String answer(Map<String, String> response) {
    Map<String, Object> credential = new LinkedHashMap<>();
    credential.put("id", base64(credentialId));
    credential.put("rawId", base64(credentialId));
    credential.put("type", "public-key");
    credential.put("clientExtensionResults", Map.of());
    credential.put("response", response);
    return JSON.writeValueAsString(credential);
  }

  private byte[] clientData(String type, JsonNode asked) {
    return JSON.writeValueAsString(
            Map.of(
                "type",
                type,
                "challenge",
                asked.get("challenge").asString(),
                "origin",
                origin,
                "crossOrigin",
                false))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] authenticatorData(String site, int more, byte[] attested) {
    return ByteBuffer.allocate(37 + attested.length)
        .put(sha256(site.getBytes(StandardCharsets.UTF_8)))
        .put((byte) (PRESENT | (verifies ? VERIFIED : 0) | more))
        .putInt((int) counter)
        .put(attested)
        .array();
  }

  private byte[] attested() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    ByteArrayOutputStream cose = new ByteArrayOutputStream();
    cose.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32});
    cose.writeBytes(coordinate(key.getW().getAffineX()));
    cose.writeBytes(new byte[] {0x22, 0x58, 32});
    cose.writeBytes(coordinate(key.getW().getAffineY()));
    return ByteBuffer.allocate(18 + credentialId.length + cose.size())
        .put(new byte[16])
        .putShort((short) credentialId.length)
        .put(credentialId)
        .put(cose.toByteArray())
        .array();
  }

  private byte[] signed(byte[] authenticator, byte[] client) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(authenticator);
      signature.update(client);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
