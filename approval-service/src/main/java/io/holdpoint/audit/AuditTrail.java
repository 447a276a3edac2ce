package io.holdpoint.audit;

import io.holdpoint.model.RequestId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the record. */
public interface AuditTrail {

  /**
   * Appends one entry within the caller's transaction; without one it throws. No secret, argument
   * or free text of an agent goes into {@code data}.
   *
   * @param event a stable name in the domain's verbs: {@code request.held}, {@code review.given},
   *     {@code agent.disabled}
   */
  void append(String event, Actor actor, @Nullable RequestId request, Map<String, String> data);
}
