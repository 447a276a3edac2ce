package io.holdpoint.workflow;

import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets one of several instances of the service do what need not be done by all. */
@Component
class WorkflowLease {

  private final String me = UUID.randomUUID().toString();
  private final JdbcClient jdbc;
  private final LedgerTime time;

  WorkflowLease(JdbcClient jdbc, LedgerTime time) {
    this.jdbc = jdbc;
    this.time = time;
  }

  /** Takes or keeps the lease; false while another instance has it. */
  boolean hold(String name, Duration length) {
    Instant now = time.now();
    int taken =
        jdbc.sql(
                """
                update workflow_leases set holder = :me, held_until = :until
                where name = :name and (holder = :me or held_until < :now)
                """)
            .param("me", me)
            .param("until", ProcessJournal.utc(now.plus(length)))
            .param("name", name)
            .param("now", ProcessJournal.utc(now))
            .update();
    return taken > 0 || insert(name, now.plus(length));
  }

  private boolean insert(String name, Instant until) {
    if (jdbc.sql("select count(*) from workflow_leases where name = :name")
            .param("name", name)
            .query(Long.class)
            .single()
        > 0) {
      return false;
    }
    try {
      jdbc.sql("insert into workflow_leases (name, holder, held_until) values (:name, :me, :until)")
          .param("name", name)
          .param("me", me)
          .param("until", ProcessJournal.utc(until))
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }
}
