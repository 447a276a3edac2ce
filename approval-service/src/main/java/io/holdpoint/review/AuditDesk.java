package io.holdpoint.review;

import io.holdpoint.audit.AuditRecord;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.Page;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The audit record for its readers. */
@Component
class AuditDesk implements AuditLog {

  private static final int MAX_LIMIT = 1_000;

  private final AuditRecord record;
  private final Readers readers;

  AuditDesk(AuditRecord record, Readers readers) {
    this.record = record;
    this.readers = readers;
  }

  @Override
  public List<AuditEntry> of(RequestId id) {
    return record.of(id);
  }

  @Override
  public Page<AuditEntry> latest(PersonId reader, Optional<String> before, int limit) {
    readers.with(reader, Role.AUDITOR);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new BadCursorException("limit: expected 1 to " + MAX_LIMIT + ", was " + limit);
    }
    long from = before.map(AuditDesk::sequence).orElse(Long.MAX_VALUE);
    var entries = record.before(from, limit);
    return new Page<>(
        entries,
        entries.size() < limit
            ? Optional.empty()
            : Optional.of(String.valueOf(entries.getLast().sequence())));
  }

  private static long sequence(String cursor) {
    if (!cursor.matches("[0-9]{1,18}")) {
      throw new BadCursorException("after: expected the sequence of an entry, a whole number");
    }
    return Long.parseLong(cursor);
  }
}
