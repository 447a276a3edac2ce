package io.holdpoint.request;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ArgumentChange;
import io.holdpoint.model.Explanation;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.DecisionInputJson;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON in the ledger's columns. A mapper of its own: what was stored must stay readable however
 * the API's JSON is set.
 */
final class StoredJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // A whole number comes back as the Long it was, whatever its size.
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private StoredJson() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static String write(DecisionInput input) {
    return DecisionInputJson.write(input);
  }

  static Explanation explanation(String text) {
    return MAPPER.readValue(text, Explanation.class);
  }

  /** What was held before demands had these parts is held as it was then. */
  static ApprovalDemand demand(String text) {
    JsonNode stored = MAPPER.readTree(text);
    if (stored instanceof ObjectNode demand) {
      demand.putIfAbsent("changes", BooleanNode.FALSE);
      demand.putIfAbsent("denials", IntNode.valueOf(1));
      demand.putIfAbsent("reasonRequired", BooleanNode.FALSE);
      demand.putIfAbsent("stepUp", BooleanNode.FALSE);
    }
    return MAPPER.treeToValue(stored, ApprovalDemand.class);
  }

  static ArgumentChange change(String text) {
    return MAPPER.readValue(text, ArgumentChange.class);
  }

  static DecisionInput input(String text) {
    return DecisionInputJson.read(text);
  }

  static List<String> texts(String text) {
    return MAPPER.readValue(text, TEXTS);
  }
}
