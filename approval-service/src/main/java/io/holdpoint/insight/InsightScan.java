package io.holdpoint.insight;

import io.holdpoint.insight.Planting.Given;
import io.holdpoint.platform.LedgerTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the dashboard's narrow tables up to date, behind watermarks, so that writing a request
 * costs nothing more. The watermarks stay some time behind the present: neither ids nor times
 * commit in their order. One instance does it at a time; a batch and its watermark are one
 * transaction.
 */
@Component
class InsightScan {

  /** Longer than any request or review takes to its commit. */
  static final Duration BEHIND = Duration.ofMinutes(2);

  private static final Duration CLAIM = Duration.ofMinutes(1);
  private static final int BATCH = 10_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final TransactionTemplate transaction;
  private final Planting planting;
  private final LedgerTime time;
  private final JsonMapper json = JsonMapper.builder().build();

  InsightScan(
      JdbcClient jdbc,
      JdbcTemplate batches,
      PlatformTransactionManager transactions,
      Planting planting,
      LedgerTime time) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.transaction = new TransactionTemplate(transactions);
    this.planting = planting;
    this.time = time;
  }

  private record Marks(UUID requests, Instant changes, long reviews) {}

  private record Hour(Instant at, String tier, String rule, String agent) {}

  /**
   * Takes the next batches, unless another instance is at it.
   *
   * @return whether there may be more
   */
  boolean scan() {
    var now = time.now();
    var claimed =
        jdbc.sql(
                "update insight_state set claimed_until = :until where id = 1 and claimed_until <"
                    + " :now")
            .param("until", utc(now.plus(CLAIM)))
            .param("now", utc(now))
            .update();
    if (claimed == 0) {
      return false;
    }
    var more = new boolean[1];
    transaction.executeWithoutResult(
        status -> {
          var marks = marks();
          var requests = requests(marks.requests(), now.minus(BEHIND));
          var changes = changes(marks.changes(), now.minus(BEHIND));
          var reviews = reviews(marks.reviews(), now.minus(BEHIND));
          more[0] = requests.more() || changes.more() || reviews.more();
          jdbc.sql(
                  """
                  update insight_state
                  set requests = :requests, changes = :changes, reviews = :reviews,
                    claimed_until = :free
                  where id = 1
                  """)
              .param("requests", requests.mark())
              .param("changes", utc(changes.mark()))
              .param("reviews", reviews.mark())
              .param("free", utc(Instant.EPOCH))
              .update();
        });
    return more[0];
  }

  /** The row is locked, so that a scan whose claim ran out cannot count twice. */
  private Marks marks() {
    return jdbc.sql("select requests, changes, reviews from insight_state where id = 1 for update")
        .query(
            (row, n) ->
                new Marks(
                    row.getObject("requests", UUID.class),
                    at(row, "changes"),
                    row.getLong("reviews")))
        .single();
  }

  private record Taken<M>(M mark, boolean more) {}

  private Taken<UUID> requests(UUID from, Instant until) {
    var to = new UUID((until.toEpochMilli() << 16) | 0x7000, 0x8000000000000000L);
    Map<Hour, long[]> hours = new LinkedHashMap<>();
    Map<String, String> rules = new HashMap<>();
    var last = new UUID[1];
    var count = new int[1];
    jdbc.sql(
            """
            select id, created_at, tier, agent_id, explanation, status,
              case when demand is null then 0 else 1 end as was_held
            from requests where id > :from and id < :to order by id limit :batch
            """)
        .param("from", from)
        .param("to", to)
        .param("batch", BATCH)
        .query(
            (RowCallbackHandler)
                row -> {
                  last[0] = row.getObject("id", UUID.class);
                  count[0]++;
                  var hour =
                      new Hour(
                          at(row, "created_at").truncatedTo(ChronoUnit.HOURS),
                          row.getString("tier"),
                          rules.computeIfAbsent(row.getString("explanation"), this::rule),
                          row.getString("agent_id"));
                  int kind =
                      row.getInt("was_held") == 1
                          ? 2
                          : row.getString("status").equals("APPROVED") ? 0 : 1;
                  hours.computeIfAbsent(hour, h -> new long[3])[kind]++;
                });
    hours.forEach(this::count);
    return new Taken<>(last[0] == null ? from : last[0], count[0] == BATCH);
  }

  private void count(Hour hour, long[] counts) {
    int known =
        batches.update(
            "update insight_hours set released = released + ?, refused = refused + ?, held = held +"
                + " ? where hour_at = ? and tier = ? and rule = ? and agent_id = ?",
            counts[0],
            counts[1],
            counts[2],
            utc(hour.at()),
            hour.tier(),
            hour.rule(),
            hour.agent());
    if (known == 0) {
      batches.update(
          "insert into insight_hours (released, refused, held, hour_at, tier, rule, agent_id)"
              + " values (?, ?, ?, ?, ?, ?, ?)",
          counts[0],
          counts[1],
          counts[2],
          utc(hour.at()),
          hour.tier(),
          hour.rule(),
          hour.agent());
    }
  }

  /** A request may change again after its end, so what is known already is left out. */
  private Taken<Instant> changes(Instant from, Instant until) {
    List<Object[]> ended = new ArrayList<>();
    var last = new Instant[] {from};
    var count = new int[1];
    jdbc.sql(
            """
            select id, tier, agent_id, explanation, status, verdict_basis, created_at, decided_at,
              changed_at, tool, target_system, target_resource, target_environment,
              case when length(arguments) <= :chars then arguments end as arguments
            from requests
            where changed_at >= :from and changed_at < :to and demand is not null
              and status <> 'PENDING'
            order by changed_at limit :batch
            """)
        .param("from", utc(from))
        .param("to", utc(until))
        .param("batch", BATCH)
        .param("chars", Likeness.ARGUMENT_CHARS)
        .query(
            (RowCallbackHandler)
                row -> {
                  count[0]++;
                  last[0] = at(row, "changed_at");
                  var decided = at(row, "decided_at");
                  var like = likeness(row);
                  ended.add(
                      new Object[] {
                        row.getObject("id", UUID.class),
                        row.getString("tier"),
                        rule(row.getString("explanation")),
                        row.getString("agent_id"),
                        row.getString("status"),
                        row.getString("verdict_basis").equals("REVIEWERS"),
                        utc(decided),
                        Math.max(0, Duration.between(at(row, "created_at"), decided).toMillis()),
                        like.tool(),
                        like.place(),
                        like.shape()
                      });
                });
    Set<UUID> known = known(ended);
    ended.removeIf(each -> known.contains((UUID) each[0]));
    if (!ended.isEmpty()) {
      batches.batchUpdate(
          "insert into insight_ended (request_id, tier, rule, agent_id, outcome, by_people,"
              + " decided_at, waited_ms, tool, place, shape) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          ended);
    }
    // A whole batch of one moment cannot be told apart by its time: go on behind it.
    boolean stuck = count[0] == BATCH && last[0].equals(from);
    return new Taken<>(stuck ? last[0].plus(1, ChronoUnit.MICROS) : last[0], count[0] == BATCH);
  }

  private Set<UUID> known(List<Object[]> ended) {
    Set<UUID> known = new HashSet<>();
    for (int i = 0; i < ended.size(); i += 1_000) {
      var ids =
          ended.subList(i, Math.min(ended.size(), i + 1_000)).stream().map(e -> e[0]).toList();
      known.addAll(
          jdbc.sql("select request_id from insight_ended where request_id in (:ids)")
              .param("ids", ids)
              .query((row, n) -> row.getObject("request_id", UUID.class))
              .list());
    }
    return known;
  }

  private Taken<Long> reviews(long from, Instant until) {
    List<Object[]> reviews = new ArrayList<>();
    List<Given> given = new ArrayList<>();
    var last = new long[] {from};
    jdbc.sql(
            """
            select v.id, v.request_id, v.person_id, r.tier, v.decision, v.channel, v.reviewed_at,
              s.shown_at, s.characters
            from reviews v
            join requests r on r.id = v.request_id
            left join request_shown s on s.request_id = v.request_id and s.person_id = v.person_id
            where v.id > :from and v.reviewed_at < :to order by v.id limit :batch
            """)
        .param("from", from)
        .param("to", utc(until))
        .param("batch", BATCH)
        .query(
            (RowCallbackHandler)
                row -> {
                  last[0] = row.getLong("id");
                  var shown = row.getObject("shown_at", OffsetDateTime.class);
                  var reviewed = at(row, "reviewed_at");
                  boolean timed = shown != null && !shown.toInstant().isAfter(reviewed);
                  reviews.add(
                      new Object[] {
                        last[0],
                        row.getString("person_id"),
                        row.getString("tier"),
                        row.getString("decision").equals("APPROVE"),
                        utc(reviewed),
                        timed ? Duration.between(shown.toInstant(), reviewed).toMillis() : null,
                        timed ? row.getInt("characters") : null
                      });
                  if (row.getString("channel").equals("CONSOLE")) {
                    given.add(
                        new Given(
                            row.getString("person_id"), row.getObject("request_id", UUID.class)));
                  }
                });
    if (!reviews.isEmpty()) {
      batches.batchUpdate(
          "insert into insight_reviews (review_id, person_id, tier, approved, reviewed_at, took_ms,"
              + " characters) values (?, ?, ?, ?, ?, ?, ?)",
          reviews);
    }
    planting.after(given);
    return new Taken<>(last[0], reviews.size() == BATCH);
  }

  private static Likeness likeness(ResultSet row) throws SQLException {
    return Likeness.of(
        row.getString("tool"),
        row.getString("target_system"),
        row.getString("target_resource"),
        row.getString("target_environment"),
        Optional.ofNullable(row.getString("arguments")));
  }

  private String rule(String explanation) {
    JsonNode first = json.readTree(explanation).path("rules").path(0);
    return first.isObject() ? first.path("name").asString() : "";
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
