package io.holdpoint.model.desk;

import io.holdpoint.model.RequestStatus;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests a list shows; an empty part does not restrict.
 *
 * @param statuses any of these; empty: all
 * @param after the cursor that the page before gave
 * @param limit 1 to 200
 */
public record RequestFilter(
    Set<RequestStatus> statuses,
    Optional<String> tier,
    Optional<String> agent,
    Optional<String> tool,
    Optional<String> task,
    Optional<String> after,
    int limit) {

  public static final int MAX_LIMIT = 200;

  public RequestFilter {
    statuses = Set.copyOf(statuses);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new BadCursorException("limit: expected 1 to " + MAX_LIMIT + ", was " + limit);
    }
  }
}
