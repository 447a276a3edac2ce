package io.holdpoint.policy;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns a policy that is written in JSON into the YAML text that it is kept as. */
public final class PolicyJson {

  /** Conditions and patterns stay on one line. */
  private static final int WIDTH = 1_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(2 * PolicyLimits.DOCUMENT_DEPTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PolicyJson() {}

  /**
   * Says nothing of the policy: whether it has faults is the compiler's question.
   *
   * @return empty when it is no JSON object, a name occurs twice, or it is far too deep
   */
  public static Optional<String> yaml(String json) {
    try {
      Object value = MAPPER.readValue(json, Object.class);
      return value instanceof Map<?, ?> object ? Optional.of(text(object)) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static String text(Map<?, ?> object) {
    return new Dump(
            DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setIndent(2)
                .setWidth(WIDTH)
                .setSplitLines(false)
                .build())
        .dumpToString(object);
  }
}
