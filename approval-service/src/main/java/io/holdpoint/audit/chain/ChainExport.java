package io.holdpoint.audit.chain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The lines of an export: CloudEvents 1.0 in JSON, each in one spelling only, so that a verifier
 * can tell any change of any character.
 *
 * @param chain which one
 * @param from the first place in it
 * @param to the last; one less than {@code from} where it is empty
 * @param previous the hash before the first
 * @param last the hash of the last
 * @param heads how many signed heads it holds
 * @param at ISO 8601, UTC
 * @param by who took it
 */
public record ChainExport(
    String chain,
    long from,
    long to,
    String previous,
    String last,
    long heads,
    String at,
    String by) {

  static final String STARTED = "io.holdpoint.audit.export";
  static final String HEAD = "io.holdpoint.audit.head";
  static final String RECORD = "io.holdpoint.";

  /** What is signed. */
  public String statement() {
    return "holdpoint-audit-export-v1\n" + CanonicalText.of(fields());
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("chain", chain);
    fields.put("from", from);
    fields.put("to", to);
    fields.put("previous", previous);
    fields.put("last", last);
    fields.put("heads", heads);
    fields.put("at", at);
    fields.put("by", by);
    return fields;
  }

  /** The first line. */
  public String first(String key, String signature) {
    Map<String, Object> data = fields();
    data.put("key", key);
    data.put("signature", signature);
    return line(chain, "export-" + from + "-" + to, STARTED, at, data);
  }

  /** The line of a record. */
  public static String line(String chain, ChainRecord entry, String hash) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("actor", entry.actor());
    data.put("details", entry.data());
    Map<String, Object> event =
        event(chain, String.valueOf(entry.place()), RECORD + entry.event(), entry.at(), data);
    if (!entry.request().isEmpty()) {
      event.put("subject", entry.request());
    }
    event.put("sequence", String.valueOf(entry.sequence()));
    event.put("chainhash", hash);
    return CanonicalText.of(event);
  }

  /** The line of a head, which stands after the record that it is about. */
  public static String line(ChainHead head, String key, String signature) {
    Map<String, Object> data = head.fields();
    data.put("key", key);
    data.put("signature", signature);
    return line(head.chain(), "head-" + head.place(), HEAD, head.at(), data);
  }

  private static String line(
      String chain, String id, String type, String at, Map<String, Object> data) {
    return CanonicalText.of(event(chain, id, type, at, data));
  }

  private static Map<String, Object> event(
      String chain, String id, String type, String at, Map<String, Object> data) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", "urn:holdpoint:audit:" + chain);
    event.put("type", type);
    event.put("time", at);
    event.put("datacontenttype", "application/json");
    event.put("data", data);
    return event;
  }
}
