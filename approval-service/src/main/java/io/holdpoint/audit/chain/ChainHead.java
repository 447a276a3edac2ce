package io.holdpoint.audit.chain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the chain had come at a time.
 *
 * @param chain which one: a random id of the installation
 * @param place of the last record
 * @param hash of the last record
 * @param at ISO 8601, UTC
 */
public record ChainHead(String chain, long place, String hash, String at) {

  /** What is signed. */
  public String statement() {
    return "holdpoint-audit-head-v1\n" + CanonicalText.of(fields());
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("chain", chain);
    fields.put("place", place);
    fields.put("hash", hash);
    fields.put("at", at);
    return fields;
  }

  /** One line to be kept elsewhere. */
  public String line(String key, String signature) {
    Map<String, Object> fields = fields();
    fields.put("key", key);
    fields.put("signature", signature);
    return CanonicalText.of(fields);
  }
}
