package io.holdpoint.insight;

import io.holdpoint.model.desk.InsightDesk.Dashboard;
import io.holdpoint.model.desk.InsightDesk.PeoplesTime;
import io.holdpoint.model.desk.InsightDesk.Waits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the dashboard shows, from the narrow tables; only what waits now is counted among the
 * requests themselves.
 */
@Component
class DashboardQueries {

  /** Rows that travel at once where a driver would else bring all of them into memory. */
  private static final int AT_ONCE = 5_000;

  /** A review counts with so much at most: an open window is not time spent. */
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(15);

  private final JdbcClient jdbc;

  DashboardQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional(readOnly = true) // without one, PostgreSQL's driver does not stream
  Dashboard read(Instant now, int days) {
    var step =
        days == 1 ? Duration.ofHours(1) : days == 7 ? Duration.ofHours(6) : Duration.ofDays(1);
    // Whole slots, so that bars of the same time stay the same; the last one is still open.
    long last = Math.floorDiv(now.getEpochSecond(), step.toSeconds());
    int slots = (int) (Duration.ofDays(days).toSeconds() / step.toSeconds());
    var from = Instant.ofEpochSecond((last - slots + 1) * step.toSeconds());
    var waiting = waiting(now);
    var sums = new DashboardSums(from, step, slots);
    asked(from, sums);
    ended(from, sums);
    return new Dashboard(
        from,
        now,
        step,
        waiting.stream().mapToInt(Waits::count).sum(),
        oldest(now),
        waiting,
        sums.slots(),
        sums.time(0.5),
        sums.time(0.9),
        sums.tiers(),
        sums.rules(),
        sums.agents(),
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

  private void asked(Instant from, DashboardSums sums) {
    jdbc.sql(
            """
            select hour_at, tier, rule, agent_id, released, refused, held
            from insight_hours where hour_at >= :begin
            """)
        .param("begin", utc(from))
        .withFetchSize(AT_ONCE)
        .query(
            (RowCallbackHandler)
                row ->
                    sums.asked(
                        at(row, "hour_at"),
                        row.getString("tier"),
                        row.getString("rule"),
                        row.getString("agent_id"),
                        row.getLong("released"),
                        row.getLong("refused"),
                        row.getLong("held")));
  }

  private void ended(Instant from, DashboardSums sums) {
    jdbc.sql(
            """
            select decided_at, tier, rule, agent_id, outcome, by_people, waited_ms
            from insight_ended where decided_at >= :begin
            """)
        .param("begin", utc(from))
        .withFetchSize(AT_ONCE)
        .query(
            (RowCallbackHandler)
                row ->
                    sums.ended(
                        at(row, "decided_at"),
                        row.getString("tier"),
                        row.getString("rule"),
                        row.getString("agent_id"),
                        row.getString("outcome"),
                        row.getBoolean("by_people"),
                        row.getLong("waited_ms")));
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

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
