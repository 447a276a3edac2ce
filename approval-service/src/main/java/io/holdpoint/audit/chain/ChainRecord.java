package io.holdpoint.audit.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record at its place in the chain.
 *
 * @param place from 1, without gaps
 * @param sequence the number under which it was written
 * @param at ISO 8601, UTC
 * @param request the request's id, or {@code ""}
 */
public record ChainRecord(
    long place,
    long sequence,
    String at,
    String event,
    String actor,
    String request,
    Map<String, String> data) {

  /** What the first record has before it. */
  public static final String GENESIS = "0".repeat(64);

  /**
   * SHA-256 over the canonical form of the record and the hash before it: 64 hexadecimal digits.
   */
  public String hash(String previous) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("place", place);
    all.put("sequence", sequence);
    all.put("at", at);
    all.put("event", event);
    all.put("actor", actor);
    all.put("request", request);
    all.put("data", data);
    all.put("previous", previous);
    return sha256(CanonicalText.of(all));
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
