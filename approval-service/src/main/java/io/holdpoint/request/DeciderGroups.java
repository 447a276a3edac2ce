package io.holdpoint.request;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which groups may decide which pending request, and from when: what the inbox searches. It only
 * finds; who really may decide is judged anew at the review.
 */
@Component
class DeciderGroups {

  /** Stands for the group that may fill any slot after the escalation. */
  private static final int ANY_SLOT = -1;

  private final JdbcClient jdbc;

  DeciderGroups(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(RequestId id, ApprovalDemand demand, Instant now, @Nullable Instant escalatesAt) {
    for (int slot = 0; slot < demand.slots().size(); slot++) {
      boolean waits = demand.inTurn() && slot > 0;
      insert(id, slot, demand.slots().get(slot).group(), waits ? null : now);
    }
    demand.escalateTo().ifPresent(group -> insert(id, ANY_SLOT, group, escalatesAt));
  }

  /**
   * Groups in turn, up to this slot, may decide from now.
   *
   * @return for how many this is new
   */
  int activate(RequestId id, int slot, Instant now) {
    return jdbc.sql(
            """
            update request_groups set active_from = :now
            where request_id = :id and slot >= 0 and slot <= :slot and active_from is null
            """)
        .param("id", id.value())
        .param("slot", slot)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void remove(RequestId id) {
    jdbc.sql("delete from request_groups where request_id = :id").param("id", id.value()).update();
  }

  private void insert(RequestId id, int slot, String group, @Nullable Instant activeFrom) {
    jdbc.sql(
            """
            insert into request_groups (request_id, slot, group_name, active_from)
            values (:id, :slot, :group, :from)
            """)
        .param("id", id.value())
        .param("slot", slot)
        .param("group", group)
        .param("from", activeFrom == null ? null : activeFrom.atOffset(ZoneOffset.UTC))
        .update();
  }
}
