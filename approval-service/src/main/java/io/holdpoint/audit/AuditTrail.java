package io.holdpoint.audit;

import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.List;
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

  /**
   * Appends several entries of one time within the caller's transaction, in one round trip.
   *
   * @param at the ledger's time
   */
  default void appendAll(Instant at, List<Entry> entries) {
    entries.forEach(entry -> append(entry.event(), entry.actor(), entry.request(), entry.data()));
  }

  /** One entry to be appended; see {@link #append}. */
  record Entry(String event, Actor actor, RequestId request, Map<String, String> data) {}
}
