package io.holdpoint.notification;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.NoticeDesk.Told;
import io.holdpoint.model.notice.Delivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The deliveries in the database. Each method is one statement or is called in a transaction. */
@Component
class DeliveryQueue {

  static final int MAX_ERROR = 500;

  private static final String COLUMNS =
      "d.id, d.seq, d.request_id, d.agent_id, d.channel, d.address, d.kind, d.groups_told,"
          + " d.attempts, d.created_at";

  private final JdbcClient jdbc;

  DeliveryQueue(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Queues one telling; false when it was queued before. */
  boolean put(
      RequestId request,
      String agent,
      Place place,
      Delivery.Kind kind,
      String occasion,
      List<String> groups,
      Instant now) {
    return jdbc.sql(
                """
                insert into deliveries (id, request_id, agent_id, channel, address, kind, occasion, groups_told,
                  state, attempts, due_at, leased_until, created_at, quiet)
                values (:id, :request, :agent, :channel, :address, :kind, :occasion, :groups,
                  'WAITING', 0, :due, :now, :now, :quiet) on conflict do nothing
                """)
            .param("id", UUID.randomUUID())
            .param("request", request.value())
            .param("agent", agent)
            .param("channel", place.channel())
            .param("address", place.address())
            .param("kind", kind.name())
            .param("occasion", occasion)
            .param("groups", String.join(",", groups))
            .param("due", at(place.notBefore().orElse(now)))
            .param("quiet", place.notBefore().isPresent())
            .param("now", at(now))
            .update()
        > 0;
  }

  /**
   * Of one channel, what is due now: for each address one, and never one while an older one of the
   * same request at the same address waits. Rows that another instance looks at are left out.
   */
  List<Queued> due(String channel, int max, Instant now) {
    List<Queued> found =
        jdbc.sql(
                "select "
                    + COLUMNS
                    + """
                     from deliveries d
                    where d.state = 'WAITING' and d.channel = :channel and d.due_at <= :now
                      and d.leased_until <= :now
                      and not exists (select 1 from deliveries p where p.state = 'WAITING'
                        and p.request_id = d.request_id and p.channel = d.channel
                        and p.address = d.address and p.seq < d.seq)
                      and not exists (select 1 from deliveries b where b.state = 'WAITING'
                        and b.channel = d.channel and b.address = d.address and b.leased_until > :now)
                    order by d.due_at, d.seq limit :max for update skip locked
                    """)
            .param("channel", channel)
            .param("now", at(now))
            .param("max", max * 8)
            .query(DeliveryQueue::queued)
            .list();
    Set<String> addresses = new HashSet<>();
    return found.stream().filter(each -> addresses.add(each.place().address())).limit(max).toList();
  }

  /** Other tellings of these kinds that wait for the same address, of the same agent. */
  List<Queued> alike(Queued one, Set<Delivery.Kind> kinds, Instant now, int max) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                 from deliveries d
                where d.state = 'WAITING' and d.channel = :channel and d.address = :address
                  and d.agent_id = :agent and d.kind in (:kinds) and d.request_id <> :request
                  and d.leased_until <= :now
                order by d.seq limit :max for update skip locked
                """)
        .param("channel", one.place().channel())
        .param("address", one.place().address())
        .param("agent", one.agent())
        .param("kinds", kinds.stream().map(Enum::name).toList())
        .param("request", one.request().value())
        .param("now", at(now))
        .param("max", max)
        .query(DeliveryQueue::queued)
        .list();
  }

  /** How many requests of the agent were told of here shortly before this one. */
  int heldShortlyBefore(Queued one, Duration window) {
    return jdbc.sql(
            """
            select count(distinct request_id) from deliveries
            where channel = :channel and address = :address and agent_id = :agent and kind = 'HELD'
              and state <> 'SKIPPED' and created_at > :from and seq < :seq and request_id <> :request
            """)
        .param("channel", one.place().channel())
        .param("address", one.place().address())
        .param("agent", one.agent())
        .param("from", at(one.createdAt().minus(window)))
        .param("seq", one.seq())
        .param("request", one.request().value())
        .query(Integer.class)
        .single();
  }

  void lease(Collection<Queued> some, Instant until) {
    jdbc.sql(
            "update deliveries set leased_until = :until, attempts = attempts + 1 where id in (:ids)")
        .param("until", at(until))
        .param("ids", ids(some))
        .update();
  }

  void postpone(Queued one, Instant until) {
    jdbc.sql("update deliveries set due_at = :until where id = :id")
        .param("until", at(until))
        .param("id", one.id())
        .update();
  }

  /**
   * @param state anything but {@code WAITING}
   */
  void end(Collection<Queued> some, String state, String error, Instant now) {
    jdbc.sql(
            """
            update deliveries set state = :state, ended_at = :now, leased_until = :now,
              last_error = case when :error = '' then last_error else :error end
            where id in (:ids)
            """)
        .param("state", state)
        .param("now", at(now))
        .param("error", cut(error))
        .param("ids", ids(some))
        .update();
  }

  /** Puts them back, and leaves their whole address alone for as long. */
  void retry(Collection<Queued> some, Instant until, String error, Instant now) {
    jdbc.sql(
            "update deliveries set leased_until = :now, last_error = :error, due_at = :until"
                + " where id in (:ids)")
        .param("now", at(now))
        .param("error", cut(error))
        .param("until", at(until))
        .param("ids", ids(some))
        .update();
    Place place = some.iterator().next().place();
    jdbc.sql(
            """
            update deliveries set due_at = :until
            where state = 'WAITING' and channel = :channel and address = :address and due_at < :until
            """)
        .param("until", at(until))
        .param("channel", place.channel())
        .param("address", place.address())
        .update();
  }

  /** What waits for the end of quiet hours at this address is overtaken by what breaks them. */
  void overtake(RequestId request, Place place, Instant now) {
    jdbc.sql(
            """
            update deliveries set state = 'SKIPPED', ended_at = :now
            where state = 'WAITING' and request_id = :request and channel = :channel
              and address = :address and quiet = true and attempts = 0 and due_at > :now
            """)
        .param("now", at(now))
        .param("request", request.value())
        .param("channel", place.channel())
        .param("address", place.address())
        .update();
  }

  /** What was and is to be told of a request, oldest first. */
  List<Told> told(RequestId request) {
    return jdbc.sql(
            """
            select channel, address, kind, state, created_at, ended_at, attempts, last_error
            from deliveries where request_id = :request order by seq limit 500
            """)
        .param("request", request.value())
        .query(
            (row, n) ->
                new Told(
                    row.getString("channel"),
                    row.getString("address"),
                    row.getString("kind").toLowerCase(Locale.ROOT),
                    row.getString("state").toLowerCase(Locale.ROOT),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                    row.getInt("attempts"),
                    Optional.ofNullable(row.getString("last_error"))))
        .list();
  }

  /** Whether anybody was asked to decide it, or is to be. */
  boolean wasAsked(RequestId request) {
    return jdbc.sql("select count(*) from deliveries where request_id = :request and kind = 'HELD'")
            .param("request", request.value())
            .query(Long.class)
            .single()
        > 0;
  }

  /** The groups that were asked to decide it since then, or are to be. */
  Set<String> askedSince(RequestId request, Instant since) {
    Set<String> groups = new HashSet<>();
    jdbc.sql(
            """
            select groups_told from deliveries
            where request_id = :request and kind = 'HELD' and created_at >= :since
            """)
        .param("request", request.value())
        .param("since", at(since))
        .query(String.class)
        .list()
        .forEach(told -> groups.addAll(List.of(told.split(","))));
    return groups;
  }

  long waiting() {
    return jdbc.sql("select count(*) from deliveries where state = 'WAITING'")
        .query(Long.class)
        .single();
  }

  private static List<UUID> ids(Collection<Queued> some) {
    return new ArrayList<>(some.stream().map(Queued::id).toList());
  }

  private static String cut(String error) {
    return error.length() > MAX_ERROR ? error.substring(0, MAX_ERROR) : error;
  }

  private static Queued queued(ResultSet row, int n) throws SQLException {
    String groups = row.getString("groups_told");
    return new Queued(
        row.getObject("id", UUID.class),
        row.getLong("seq"),
        new RequestId(row.getObject("request_id", UUID.class)),
        row.getString("agent_id"),
        new Place(row.getString("channel"), row.getString("address")),
        Delivery.Kind.valueOf(row.getString("kind")),
        groups.isEmpty() ? List.of() : List.of(groups.split(",")),
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
