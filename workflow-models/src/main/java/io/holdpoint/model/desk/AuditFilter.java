package io.holdpoint.model.desk;

import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which records are looked for; an empty part does not restrict, all others have to hold. Texts are
 * compared whole, by their first 200 characters.
 *
 * @param agent that did it, or whom it is about
 * @param task of the request that it is about
 * @param tool of that request
 * @param system of that request's target
 * @param resource of that request's target
 * @param label of the data: the record of a decision has the labels of its tool and what its agent
 *     said
 * @param person who did it, or to whom it was done
 * @param event a stable name such as {@code request.held}
 * @param since from then on
 * @param until before then
 */
public record AuditFilter(
    Optional<String> agent,
    Optional<String> task,
    Optional<String> tool,
    Optional<String> system,
    Optional<String> resource,
    Optional<String> label,
    Optional<String> person,
    Optional<String> event,
    Optional<RequestId> request,
    Optional<Instant> since,
    Optional<Instant> until) {

  public static final AuditFilter ALL =
      new AuditFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Whether it restricts nothing. */
  public boolean isAll() {
    return equals(ALL);
  }
}
