package io.holdpoint.audit;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.AuditLog.AuditEntry;
import io.holdpoint.platform.LedgerTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The record in the database: appended to through {@link AuditTrail}, and read here. */
@Component
public class AuditRecord implements AuditTrail {

  private static final TypeReference<Map<String, String>> DATA = new TypeReference<>() {};

  private final AuditEvents events;
  private final LedgerTime time;
  private final JdbcTemplate jdbc;
  private final JsonMapper json = JsonMapper.builder().build();

  AuditRecord(AuditEvents events, LedgerTime time, JdbcTemplate jdbc) {
    this.events = events;
    this.time = time;
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void append(
      String event, Actor actor, @Nullable RequestId request, Map<String, String> data) {
    events.save(
        new AuditEvent(
            time.now(),
            event,
            actor.wire(),
            request == null ? null : request.value(),
            json.writeValueAsString(new TreeMap<>(data))));
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void appendAll(Instant at, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    jdbc.batchUpdate(
        "insert into audit_events (at, event, actor, request_id, data) values (?, ?, ?, ?, ?)",
        entries,
        entries.size(),
        (row, entry) -> {
          row.setObject(1, at.atOffset(ZoneOffset.UTC));
          row.setString(2, entry.event());
          row.setString(3, entry.actor().wire());
          row.setObject(4, entry.request().value());
          row.setString(5, json.writeValueAsString(new TreeMap<>(entry.data())));
        });
  }

  /** What is recorded of one request, oldest first. */
  @Transactional(readOnly = true)
  public List<AuditEntry> of(RequestId id) {
    return events.findByRequestIdOrderBySequence(id.value()).stream().map(this::entry).toList();
  }

  /** The same of several requests. */
  @Transactional(readOnly = true)
  public List<AuditEntry> ofAll(List<RequestId> ids, int limit) {
    return ids.isEmpty()
        ? List.of()
        : events
            .findByRequestIdInOrderBySequence(
                ids.stream().map(RequestId::value).toList(), Limit.of(limit))
            .stream()
            .map(this::entry)
            .toList();
  }

  /** Entries with a lower sequence, newest first. */
  @Transactional(readOnly = true)
  public List<AuditEntry> before(long sequence, int limit) {
    return events.findBySequenceLessThanOrderBySequenceDesc(sequence, Limit.of(limit)).stream()
        .map(this::entry)
        .toList();
  }

  private AuditEntry entry(AuditEvent event) {
    return new AuditEntry(
        event.sequence(),
        event.at(),
        event.event(),
        event.actor(),
        Optional.ofNullable(event.requestId()).map(RequestId::new),
        json.readValue(event.data(), DATA));
  }
}
