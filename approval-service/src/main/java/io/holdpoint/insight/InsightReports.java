package io.holdpoint.insight;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.InsightDesk;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The desk of those who look whether the control works. Each call judges the reader anew. */
@Component
class InsightReports implements InsightDesk {

  /** Reviews that a report on reading looks at, the newest. */
  static final int MOST_REVIEWS = 200_000;

  private static final int LEAST_EVERY = 5;
  private static final int MOST_EVERY = 10_000;

  private final JdbcClient jdbc;
  private final DashboardQueries dashboards;
  private final Planting planting;
  private final Directory directory;
  private final LedgerTime time;
  private final TransactionTemplate transaction;

  InsightReports(
      JdbcClient jdbc,
      DashboardQueries dashboards,
      Planting planting,
      Directory directory,
      LedgerTime time,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.dashboards = dashboards;
    this.planting = planting;
    this.directory = directory;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public Dashboard dashboard(PersonId reader, int days) {
    demand(reader, Role.ADMIN, Role.AUDITOR);
    return dashboards.read(time.now(), known(days));
  }

  @Override
  public Reading reading(PersonId reader, int days) {
    demand(reader, Role.ADMIN, Role.AUDITOR);
    var to = time.now();
    var from = to.minus(Duration.ofDays(known(days)));
    var statistics = new ReadingStatistics();
    var count = new int[1];
    jdbc.sql(
            """
            select person_id, tier, approved, took_ms, characters from (
              select review_id, person_id, tier, approved, took_ms, characters
              from insight_reviews where reviewed_at >= :from order by review_id desc limit :most
            ) newest order by review_id
            """)
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("most", MOST_REVIEWS)
        .query(
            (RowCallbackHandler)
                row -> {
                  count[0]++;
                  long took = row.getLong("took_ms");
                  var timed = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(took);
                  statistics.add(
                      row.getString("person_id"),
                      row.getString("tier"),
                      row.getBoolean("approved"),
                      timed,
                      row.getInt("characters"));
                });
    return new Reading(from, to, statistics.readers(), checks(from), count[0] == MOST_REVIEWS);
  }

  private List<Checked> checks(Instant from) {
    return jdbc.sql(
            """
            select person_id, sum(case when approved = false then 1 else 0 end) as denied,
              sum(case when approved = true then 1 else 0 end) as approved,
              sum(case when approved is null then 1 else 0 end) as unanswered
            from planted_checks where planted_at >= :from group by person_id order by person_id
            """)
        .param("from", from.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Checked(
                    new PersonId(row.getString("person_id")),
                    row.getInt("denied"),
                    row.getInt("approved"),
                    row.getInt("unanswered")))
        .list();
  }

  @Override
  public int checksEvery(PersonId reader) {
    demand(reader, Role.ADMIN, Role.AUDITOR);
    return planting.every();
  }

  @Override
  public void plantChecks(PersonId by, int every) {
    demand(by, Role.ADMIN);
    if (every != 0 && (every < LEAST_EVERY || every > MOST_EVERY)) {
      throw new BadInputException(
          "every",
          "every: %d; expected 0 (none) or %d to %,d".formatted(every, LEAST_EVERY, MOST_EVERY));
    }
    transaction.executeWithoutResult(status -> planting.set(by, every));
  }

  /**
   * What stands further down on the page comes later to be read, so its characters count on top of
   * what stands above it.
   */
  @Override
  public void shown(PersonId reader, List<RequestId> requests) {
    List<RequestId> above = new ArrayList<>();
    for (RequestId request : requests) {
      above.add(request);
      try {
        jdbc.sql(
                """
                insert into request_shown (request_id, person_id, shown_at, characters)
                select r.id, cast(:reader as varchar), cast(:now as timestamp with time zone),
                  (select cast(sum(least(:most, :page + length(p.tool) + length(p.target)
                    + length(p.arguments) + length(p.reason))) as integer)
                   from requests p where p.id in (:above))
                from requests r
                where r.id = :request and r.status = 'PENDING' and not exists (
                  select 1 from request_shown s
                  where s.request_id = r.id and s.person_id = :reader)
                """)
            .param("reader", reader.value())
            .param("now", time.now().atOffset(ZoneOffset.UTC))
            .param("most", ReadingSpeed.MOST_CHARACTERS)
            .param("page", ReadingSpeed.OF_THE_PAGE)
            .param("above", above.stream().map(RequestId::value).toList())
            .param("request", request.value())
            .update();
      } catch (DuplicateKeyException e) {
        // Shown in two windows at the same moment: the first counts.
      }
    }
  }

  private static int known(int days) {
    if (!SPANS.contains(days)) {
      throw new BadInputException("days", "days: " + days + "; expected one of " + SPANS);
    }
    return days;
  }

  private void demand(PersonId id, Role... roles) {
    Person person = directory.person(id).orElse(null);
    for (Role role : roles) {
      if (person != null && person.is(role)) {
        return;
      }
    }
    throw new NotAllowedException(
        "this needs one of the roles: "
            + String.join(", ", Arrays.stream(roles).map(Role::wire).toList()));
  }
}
