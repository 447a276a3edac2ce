package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks every second for changes that other instances have committed. */
@Component
class ChangePoll {

  private static final Logger log = LoggerFactory.getLogger(ChangePoll.class);

  /** A change is stamped before it is committed: look back further than a transaction may take. */
  static final Duration OVERLAP = Duration.ofSeconds(10);

  private final JdbcClient jdbc;
  private final LedgerTime time;
  private final CommittedChanges changes;
  private @Nullable Instant lookedUntil;

  ChangePoll(JdbcClient jdbc, LedgerTime time, CommittedChanges changes) {
    this.jdbc = jdbc;
    this.time = time;
    this.changes = changes;
  }

  /** After the database was away it looks back as far as it was away. */
  @Scheduled(fixedDelay = 1_000)
  synchronized void look() {
    try {
      var now = time.now();
      var from = (lookedUntil == null ? now : lookedUntil).minus(OVERLAP);
      jdbc.sql("select id, status, changed_at from requests where changed_at > :from")
          .param("from", from.atOffset(ZoneOffset.UTC))
          .query(
              row -> {
                changes.seen(
                    new RequestId(row.getObject("id", UUID.class)),
                    RequestStatus.valueOf(row.getString("status")),
                    row.getObject("changed_at", OffsetDateTime.class).toInstant());
              });
      lookedUntil = now;
      changes.forgetBefore(from);
    } catch (DataAccessException | TransactionException e) {
      log.warn("cannot look for changes: {}", e.getMessage());
    }
  }
}
