package io.holdpoint.simulation;

import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.platform.SafeText;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The body of a call that simulates over recorded requests. */
final class SimulateOrder {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SimulateOrder() {}

  /**
   * @param body {@code {"last": 1000}}, or nothing
   */
  static int last(byte[] body, int otherwise) {
    if (body.length == 0) {
      return otherwise;
    }
    Map<?, ?> order;
    try {
      order = JSON.readValue(body, Map.class);
    } catch (JacksonException e) {
      throw new BadInputException("", "the body is no JSON object such as {\"last\": 1000}");
    }
    for (Object name : order.keySet()) {
      if (!"last".equals(name)) {
        throw new BadInputException(
            String.valueOf(name),
            SafeText.quote(String.valueOf(name)) + ": unknown; expected last");
      }
    }
    if (!order.containsKey("last")) {
      return otherwise;
    }
    if (order.get("last") instanceof Integer last) {
      return last;
    }
    throw new BadInputException("last", "last: expected a whole number, 1 to 10000");
  }
}
