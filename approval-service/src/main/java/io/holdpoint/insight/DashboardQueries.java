package io.holdpoint.insight;

import io.holdpoint.model.desk.InsightDesk.Dashboard;
import io.holdpoint.model.desk.InsightDesk.PeoplesTime;
import io.holdpoint.model.desk.InsightDesk.Share;
import io.holdpoint.model.desk.InsightDesk.Slot;
import io.holdpoint.model.desk.InsightDesk.Waits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the dashboard shows, from the narrow tables; only what waits now is counted among the
 * requests themselves.
 */
@Component
class DashboardQueries {

  private static final int MOST_SHARES = 50;

  /** A review counts with so much at most: an open window is not time spent. */
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(15);

  private final JdbcClient jdbc;

  DashboardQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What is gathered of one slot, tier, rule or agent. */
  private static final class Sum {
    long released;
    long refused;
    long held;
    long approved;
    long denied;
    long expired;
    long other;
    Optional<Duration> median = Optional.empty();
    Optional<Duration> p90 = Optional.empty();

    Share share(String name) {
      return new Share(name, released, refused, held, approved, denied, expired);
    }
  }

  Dashboard read(Instant now, int days) {
    var step =
        days == 1 ? Duration.ofHours(1) : days == 7 ? Duration.ofHours(6) : Duration.ofDays(1);
    // Whole slots, so that bars of the same time stay the same; the last one is still open.
    long last = Math.floorDiv(now.getEpochSecond(), step.toSeconds());
    int slots = (int) (Duration.ofDays(days).toSeconds() / step.toSeconds());
    var from = Instant.ofEpochSecond((last - slots + 1) * step.toSeconds());
    var waiting = waiting(now);
    var all = overall(from);
    return new Dashboard(
        from,
        now,
        step,
        waiting.stream().mapToInt(Waits::count).sum(),
        oldest(now),
        waiting,
        slots(from, step, slots),
        all.median,
        all.p90,
        shares("tier", from),
        shares("rule", from),
        shares("agent_id", from),
        peoplesTime(from));
  }

  private List<Waits> waiting(Instant now) {
    return jdbc.sql(
            """
            select tier, count(*) as n from requests
            where status = 'PENDING' and (expires_at > :now or frozen_since is not null) group by tier order by n desc, tier
            """)
        .param("now", utc(now))
        .query((row, n) -> new Waits(row.getString("tier"), row.getInt("n")))
        .list();
  }

  /** Ids are in the order of their time, and the index of status has them in this order. */
  private Optional<Instant> oldest(Instant now) {
    return jdbc.sql(
            """
            select created_at from requests where status = 'PENDING' and (expires_at > :now or frozen_since is not null)
            order by id limit 1
            """)
        .param("now", utc(now))
        .query((row, n) -> row.getObject("created_at", OffsetDateTime.class).toInstant())
        .optional();
  }

  private List<Slot> slots(Instant from, Duration step, int slots) {
    Map<Integer, Sum> sums = new HashMap<>();
    jdbc.sql(
            """
            select slot, sum(released) as released, sum(refused) as refused, sum(held) as held from (
              select cast(floor((extract(epoch from hour_at) - :from) / :step) as integer) as slot,
                released, refused, held
              from insight_hours where hour_at >= :begin) x
            group by slot
            """)
        .param("from", from.getEpochSecond())
        .param("step", step.toSeconds())
        .param("begin", utc(from))
        .query(
            (RowCallbackHandler)
                row -> asked(row, sums.computeIfAbsent(row.getInt("slot"), s -> new Sum())));
    jdbc.sql(
            """
            select slot, percentile_cont(0.5) within group (order by waited_ms) as median,
              percentile_cont(0.9) within group (order by waited_ms) as p90
            from (
              select cast(floor((extract(epoch from decided_at) - :from) / :step) as integer) as slot,
                waited_ms
              from insight_ended where decided_at >= :begin and by_people) x
            group by slot
            """)
        .param("from", from.getEpochSecond())
        .param("step", step.toSeconds())
        .param("begin", utc(from))
        .query(
            (RowCallbackHandler)
                row -> times(row, sums.computeIfAbsent(row.getInt("slot"), s -> new Sum())));
    jdbc.sql(
            """
            select slot, outcome, by_people, count(*) as n from (
              select cast(floor((extract(epoch from decided_at) - :from) / :step) as integer) as slot,
                outcome, by_people
              from insight_ended where decided_at >= :begin) x
            group by slot, outcome, by_people
            """)
        .param("from", from.getEpochSecond())
        .param("step", step.toSeconds())
        .param("begin", utc(from))
        .query(
            (RowCallbackHandler)
                row -> ended(row, sums.computeIfAbsent(row.getInt("slot"), s -> new Sum())));
    List<Slot> all = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      var sum = sums.getOrDefault(i, new Sum());
      all.add(
          new Slot(
              from.plus(step.multipliedBy(i)),
              sum.released,
              sum.refused,
              sum.held,
              sum.approved,
              sum.denied,
              sum.expired,
              sum.other,
              sum.median,
              sum.p90));
    }
    return all;
  }

  private Sum overall(Instant from) {
    var sum = new Sum();
    jdbc.sql(
            """
            select percentile_cont(0.5) within group (order by waited_ms) as median,
              percentile_cont(0.9) within group (order by waited_ms) as p90
            from insight_ended where decided_at >= :begin and by_people
            """)
        .param("begin", utc(from))
        .query((RowCallbackHandler) row -> times(row, sum));
    return sum;
  }

  /**
   * @param part a column of both tables, of a closed list
   */
  private List<Share> shares(String part, Instant from) {
    Map<String, Sum> sums = new HashMap<>();
    jdbc.sql(
            "select %s as name, sum(released) as released, sum(refused) as refused, sum(held) as held from insight_hours where hour_at >= :begin group by %s"
                .formatted(part, part))
        .param("begin", utc(from))
        .query(
            (RowCallbackHandler)
                row -> asked(row, sums.computeIfAbsent(row.getString("name"), s -> new Sum())));
    jdbc.sql(
            "select %s as name, outcome, by_people, count(*) as n from insight_ended where decided_at >= :begin group by %s, outcome, by_people"
                .formatted(part, part))
        .param("begin", utc(from))
        .query(
            (RowCallbackHandler)
                row -> ended(row, sums.computeIfAbsent(row.getString("name"), s -> new Sum())));
    return sums.entrySet().stream()
        .map(each -> each.getValue().share(each.getKey()))
        .sorted(
            Comparator.comparingLong(Share::held)
                .thenComparingLong(Share::released)
                .reversed()
                .thenComparing(Share::name))
        .limit(MOST_SHARES)
        .toList();
  }

  private PeoplesTime peoplesTime(Instant from) {
    return jdbc.sql(
            """
            select count(*) as reviews, count(took_ms) as timed,
              coalesce(sum(least(took_ms, :longest)), 0) as spent
            from insight_reviews where reviewed_at >= :begin
            """)
        .param("longest", LONGEST_LOOK.toMillis())
        .param("begin", utc(from))
        .query(
            (row, n) ->
                new PeoplesTime(
                    row.getLong("reviews"),
                    row.getLong("timed"),
                    Duration.ofMillis(row.getLong("spent"))))
        .single();
  }

  private static void asked(ResultSet row, Sum sum) throws SQLException {
    sum.released += row.getLong("released");
    sum.refused += row.getLong("refused");
    sum.held += row.getLong("held");
  }

  private static void ended(ResultSet row, Sum sum) throws SQLException {
    long n = row.getLong("n");
    boolean people = row.getBoolean("by_people");
    switch (row.getString("outcome")) {
      case "APPROVED" -> sum.approved += n;
      case "DENIED" -> {
        sum.denied += people ? n : 0;
        sum.other += people ? 0 : n;
      }
      case "EXPIRED" -> sum.expired += n;
      default -> sum.other += n;
    }
  }

  private static void times(ResultSet row, Sum sum) throws SQLException {
    double median = row.getDouble("median");
    if (!row.wasNull()) {
      sum.median = Optional.of(Duration.ofMillis(Math.round(median)));
      sum.p90 = Optional.of(Duration.ofMillis(Math.round(row.getDouble("p90"))));
    }
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
