package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The record of what happened, for reading. */
public interface AuditLog {

  /** What is recorded of one request, oldest first. */
  List<AuditEntry> of(RequestId id);

  /** The newest entries, 1 to 1000 of them; {@code before} is a cursor. */
  Page<AuditEntry> latest(PersonId reader, Optional<String> before, int limit);

  /**
   * @param event a stable name such as {@code request.held}
   * @param actor {@code agent:<id>}, {@code person:<id>}, {@code process:<id>} or {@code system}
   */
  record AuditEntry(
      long sequence,
      Instant at,
      String event,
      String actor,
      Optional<RequestId> request,
      Map<String, String> data) {}
}
