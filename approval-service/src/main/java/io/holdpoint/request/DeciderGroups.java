package io.holdpoint.request;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.RequestId;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
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
  private final JdbcTemplate batches;

  DeciderGroups(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** One row: this group may fill this slot from then on, or once its turn comes. */
  record Place(RequestId id, int slot, String group, @Nullable Instant activeFrom) {}

  /** Who may decide a request that is held now. */
  static List<Place> places(
      RequestId id, ApprovalDemand demand, Instant now, @Nullable Instant escalatesAt) {
    List<Place> places = new ArrayList<>();
    for (int slot = 0; slot < demand.slots().size(); slot++) {
      boolean waits = demand.inTurn() && slot > 0;
      places.add(new Place(id, slot, demand.slots().get(slot).group(), waits ? null : now));
    }
    demand.escalateTo().ifPresent(group -> places.add(new Place(id, ANY_SLOT, group, escalatesAt)));
    return places;
  }

  void addAll(List<Place> places) {
    if (places.isEmpty()) {
      return;
    }
    batches.batchUpdate(
        """
        insert into request_groups (request_id, slot, group_name, active_from) values (?, ?, ?, ?)
        """,
        places,
        places.size(),
        (row, place) -> {
          row.setObject(1, place.id().value());
          row.setInt(2, place.slot());
          row.setString(3, place.group());
          if (place.activeFrom() == null) {
            row.setNull(4, Types.TIMESTAMP_WITH_TIMEZONE);
          } else {
            row.setObject(4, place.activeFrom().atOffset(ZoneOffset.UTC));
          }
        });
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
}
