package io.holdpoint.request.secrets;

import io.holdpoint.model.Target;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.DecisionInput.RequestFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request said before its secrets were covered. Never to be logged, and never given to
 * anybody but its agent.
 *
 * @param target as posted
 */
public record Originals(
    Map<String, Object> arguments,
    Map<String, Object> target,
    Map<String, Object> attributes,
    String reason) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  String write() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("arguments", arguments);
    all.put("target", target);
    all.put("attributes", attributes);
    all.put("reason", reason);
    return JSON.writeValueAsString(all);
  }

  static Originals read(String json) {
    Map<?, ?> all = JSON.readValue(json, Map.class);
    return new Originals(
        object(all.get("arguments")),
        object(all.get("target")),
        object(all.get("attributes")),
        String.valueOf(all.get("reason")));
  }

  /** The input of a decision as it was, of the input with its secrets covered. */
  public DecisionInput in(DecisionInput covered) {
    return new DecisionInput(
        covered.agent(),
        covered.tool(),
        arguments,
        new Target(text("system"), text("resource"), text("environment")),
        new RequestFacts(
            reason, covered.request().dataTouched(), attributes, covered.request().onBehalfOf()),
        covered.task(),
        covered.chain(),
        covered.now());
  }

  private String text(String part) {
    return target.get(part) instanceof String text ? text : "";
  }

  private static Map<String, Object> object(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("not a sealed original");
    }
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((name, each) -> named.put((String) name, each));
    return named;
  }

  @Override
  public String toString() {
    return "Originals[…]";
  }
}
