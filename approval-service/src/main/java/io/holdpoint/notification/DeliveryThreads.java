package io.holdpoint.notification;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each address shows of each request that it was told of. */
@Component
class DeliveryThreads {

  private final JdbcClient jdbc;

  DeliveryThreads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One request at one address.
   *
   * @param burst the request whose message shows this one too
   */
  record Standing(
      Optional<String> receipt, Optional<RequestId> burst, boolean shown, boolean settled) {

    static final Standing NOTHING = new Standing(Optional.empty(), Optional.empty(), false, false);
  }

  /** An address that shows less than the ledger says. */
  record Behind(
      RequestId request, String agent, Place place, RequestStatus status, Instant changedAt) {}

  void open(RequestId request, Place place) {
    jdbc.sql(
            """
            insert into delivery_threads (request_id, channel, address, settled)
            values (:request, :channel, :address, false) on conflict do nothing
            """)
        .param("request", request.value())
        .param("channel", place.channel())
        .param("address", place.address())
        .update();
  }

  Standing of(RequestId request, Place place) {
    return jdbc.sql(
            """
            select receipt, burst, shown_at, settled from delivery_threads
            where request_id = :request and channel = :channel and address = :address
            """)
        .param("request", request.value())
        .param("channel", place.channel())
        .param("address", place.address())
        .query(
            (row, n) -> {
              UUID burst = row.getObject("burst", UUID.class);
              return new Standing(
                  Optional.ofNullable(row.getString("receipt")),
                  Optional.ofNullable(burst).map(RequestId::new),
                  row.getObject("shown_at") != null,
                  row.getBoolean("settled"));
            })
        .optional()
        .orElse(Standing.NOTHING);
  }

  /** All addresses that have shown a request. */
  List<Place> shown(RequestId request) {
    return jdbc.sql(
            """
            select channel, address from delivery_threads
            where request_id = :request and shown_at is not null order by channel, address
            """)
        .param("request", request.value())
        .query((row, n) -> new Place(row.getString("channel"), row.getString("address")))
        .list();
  }

  /** The burst of this agent that was told of here last, when that is not longer ago. */
  Optional<RequestId> openBurst(Queued one, Duration window) {
    return jdbc.sql(
            """
            select t.burst from deliveries d join delivery_threads t
              on t.request_id = d.request_id and t.channel = d.channel and t.address = d.address
            where d.channel = :channel and d.address = :address and d.agent_id = :agent
              and d.kind = 'HELD' and d.state = 'DONE' and d.created_at > :from
              and t.burst is not null
            order by d.seq desc limit 1
            """)
        .param("channel", one.place().channel())
        .param("address", one.place().address())
        .param("agent", one.agent())
        .param("from", DeliveryQueue.at(one.createdAt().minus(window)))
        .query((row, n) -> new RequestId(row.getObject("burst", UUID.class)))
        .optional();
  }

  /** The requests that one message shows. */
  List<RequestId> inBurst(RequestId leader, Place place) {
    return jdbc.sql(
            """
            select request_id from delivery_threads
            where burst = :leader and channel = :channel and address = :address
            """)
        .param("leader", leader.value())
        .param("channel", place.channel())
        .param("address", place.address())
        .query((row, n) -> new RequestId(row.getObject("request_id", UUID.class)))
        .list();
  }

  /** The last change of each of these requests. */
  Map<RequestId, Instant> changes(Collection<RequestId> requests) {
    Map<RequestId, Instant> changes = new HashMap<>();
    if (!requests.isEmpty()) {
      jdbc.sql("select id, changed_at from requests where id in (:ids)")
          .param("ids", requests.stream().map(RequestId::value).toList())
          .query(
              row -> {
                OffsetDateTime at = row.getObject("changed_at", OffsetDateTime.class);
                if (at != null) {
                  changes.put(new RequestId(row.getObject("id", UUID.class)), at.toInstant());
                }
              });
    }
    return changes;
  }

  /**
   * Notes what an address shows now.
   *
   * @param receipt empty: the one from before
   * @param change of the request, read before what is shown was read
   */
  void shows(
      RequestId request,
      Place place,
      Optional<String> receipt,
      Optional<RequestId> burst,
      @Nullable Instant change,
      boolean outcome,
      Instant now) {
    open(request, place);
    jdbc.sql(
            """
            update delivery_threads set receipt = coalesce(:receipt, receipt),
              burst = coalesce(cast(:burst as uuid), burst), shown_at = coalesce(shown_at, :now),
              shows_change = :change, settled = (settled or :outcome)
            where request_id = :request and channel = :channel and address = :address
            """)
        .param("receipt", receipt.orElse(null), Types.VARCHAR)
        .param("burst", burst.map(RequestId::toString).orElse(null), Types.VARCHAR)
        .param("now", DeliveryQueue.at(now))
        .param(
            "change",
            change == null ? null : DeliveryQueue.at(change),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("outcome", outcome)
        .param("request", request.value())
        .param("channel", place.channel())
        .param("address", place.address())
        .update();
  }

  /** Nothing more is told of this request here. */
  void settle(RequestId request, Place place) {
    jdbc.sql(
            """
            update delivery_threads set settled = true
            where request_id = :request and channel = :channel and address = :address
            """)
        .param("request", request.value())
        .param("channel", place.channel())
        .param("address", place.address())
        .update();
  }

  /** As {@link #settle}, unless that telling still waits: settled, it would never be sent. */
  void settleIfTold(RequestId request, Place place, String occasion) {
    jdbc.sql(
            """
            update delivery_threads set settled = true
            where request_id = :request and channel = :channel and address = :address
              and not exists (select 1 from deliveries d where d.request_id = :request
                and d.channel = :channel and d.address = :address and d.occasion = :occasion
                and d.state = 'WAITING')
            """)
        .param("request", request.value())
        .param("channel", place.channel())
        .param("address", place.address())
        .param("occasion", occasion)
        .update();
  }

  /** Addresses that show less than the ledger says, and for which nothing waits that mends it. */
  List<Behind> behind(Optional<RequestId> only, int max) {
    return jdbc.sql(
            """
            select t.request_id, r.agent_id, t.channel, t.address, r.status, r.changed_at
            from delivery_threads t join requests r on r.id = t.request_id
            where t.settled = false and t.shown_at is not null
              and r.changed_at is distinct from t.shows_change
              and (:all = true or t.request_id = :only)
              and not exists (select 1 from deliveries d where d.state = 'WAITING'
                and d.request_id = t.request_id and d.channel = t.channel and d.address = t.address
                and (d.kind = 'VERDICT' or (d.kind = 'UPDATE' and r.status = 'PENDING')))
            order by t.request_id limit :max
            """)
        .param("all", only.isEmpty())
        .param("only", only.map(RequestId::value).orElse(new UUID(0, 0)))
        .param("max", max)
        .query(DeliveryThreads::behind)
        .list();
  }

  private static Behind behind(ResultSet row, int n) throws SQLException {
    return new Behind(
        new RequestId(row.getObject("request_id", UUID.class)),
        row.getString("agent_id"),
        new Place(row.getString("channel"), row.getString("address")),
        RequestStatus.valueOf(row.getString("status")),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
