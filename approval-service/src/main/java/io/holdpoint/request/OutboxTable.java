package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import io.holdpoint.platform.LedgerTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The outbox in the database. A lease is a due time in the future: when its holder dies, the
 * message is due again. What is done is deleted; the audit record tells what there was.
 */
@Component
class OutboxTable implements Outbox {

  /** Longer errors are cut: they are for the operator's eye. */
  private static final int MAX_ERROR = 2_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final LedgerTime time;

  OutboxTable(JdbcClient jdbc, JdbcTemplate batches, LedgerTime time) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.time = time;
  }

  /** Adds a message in the caller's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  void put(RequestId request, Kind kind, Instant now) {
    jdbc.sql(
            """
            insert into outbox (request_id, kind, attempts, due_at, created_at)
            values (:request, :kind, 0, :now, :now)
            """)
        .param("request", request.value())
        .param("kind", kind.name())
        .param("now", at(now))
        .update();
  }

  /** Adds the same kind of message for several requests, in one round trip. */
  @Transactional(propagation = Propagation.MANDATORY)
  void putAll(List<RequestId> requests, Kind kind, Instant now) {
    if (requests.isEmpty()) {
      return;
    }
    batches.batchUpdate(
        "insert into outbox (request_id, kind, attempts, due_at, created_at) values (?, ?, 0, ?, ?)",
        requests,
        requests.size(),
        (row, request) -> {
          row.setObject(1, request.value());
          row.setString(2, kind.name());
          row.setObject(3, at(now));
          row.setObject(4, at(now));
        });
  }

  @Override
  @Transactional
  public List<Message> claim(int max, Duration lease) {
    var now = time.now();
    // SKIP LOCKED only spares instances the wait for each other: the lease is what keeps them
    // apart.
    var due =
        jdbc.sql(
                """
                select o.id, o.request_id, o.kind, o.attempts from outbox o
                where o.due_at <= :now
                  and not exists (
                    select 1 from outbox p where p.request_id = o.request_id and p.id < o.id)
                order by o.id limit :max for update skip locked
                """)
            .param("now", at(now))
            .param("max", max)
            .query(OutboxTable::message)
            .list();
    if (due.isEmpty()) {
      return due;
    }
    jdbc.sql("update outbox set due_at = :until, attempts = attempts + 1 where id in (:ids)")
        .param("until", at(now.plus(lease)))
        .param("ids", due.stream().map(Message::id).toList())
        .update();
    return due.stream()
        .map(m -> new Message(m.id(), m.request(), m.kind(), m.attempts() + 1))
        .toList();
  }

  @Override
  @Transactional
  public void done(long id) {
    jdbc.sql("delete from outbox where id = :id").param("id", id).update();
  }

  @Override
  @Transactional
  public void retry(long id, Duration after, String error) {
    jdbc.sql("update outbox set due_at = :due, last_error = :error where id = :id")
        .param("due", at(time.now().plus(after)))
        .param("error", error.length() > MAX_ERROR ? error.substring(0, MAX_ERROR) : error)
        .param("id", id)
        .update();
  }

  @Override
  public long waiting() {
    return jdbc.sql("select count(*) from outbox").query(Long.class).single();
  }

  private static Message message(ResultSet row, int n) throws SQLException {
    return new Message(
        row.getLong("id"),
        new RequestId(row.getObject("request_id", UUID.class)),
        Kind.valueOf(row.getString("kind")),
        row.getInt("attempts"));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
