package io.holdpoint.insight;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BackgroundDesk;
import io.holdpoint.model.desk.BackgroundDesk.AgentRecord;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How requests like one ended, and an agent's record: from the narrow tables, by their indexes, so
 * that it costs the same however many requests there were.
 */
@Component
public class PastOfRequests {

  /** Ended requests of one tool that are looked at, the newest. */
  static final int MOST = 1_000;

  private final JdbcClient jdbc;
  private final LedgerTime time;

  PastOfRequests(JdbcClient jdbc, LedgerTime time) {
    this.jdbc = jdbc;
    this.time = time;
  }

  /**
   * Those that are alike, counted by how they ended.
   *
   * @param examples the newest, the last denial among them
   */
  public record AlikePast(
      int approved, int denied, int expired, int other, boolean more, List<RequestId> examples) {}

  private record Ended(RequestId id, String outcome, boolean byPeople) {}

  /** Held requests like this one that ended within {@link BackgroundDesk#DAYS_ALIKE} days. */
  public AlikePast alike(RequestRecord request) {
    var target = request.action().named();
    var like =
        Likeness.of(
            request.action().tool(),
            target.system(),
            target.resource(),
            target.environment(),
            Optional.of(request.action().arguments().text()));
    var seen = new int[1];
    List<Ended> found = new ArrayList<>();
    jdbc.sql(
            """
            select request_id, outcome, by_people, place, shape from insight_ended
            where tool = :tool and decided_at >= :from order by decided_at desc limit :most
            """)
        .param("tool", like.tool())
        .param("from", utc(time.now().minus(Duration.ofDays(BackgroundDesk.DAYS_ALIKE))))
        .param("most", MOST)
        .query(
            (RowCallbackHandler)
                row -> {
                  seen[0]++;
                  var id = new RequestId(row.getObject("request_id", UUID.class));
                  boolean alike =
                      (!like.place().isEmpty() && like.place().equals(row.getString("place")))
                          || (!like.shape().isEmpty()
                              && like.shape().equals(row.getString("shape")));
                  if (alike && !id.equals(request.id())) {
                    found.add(new Ended(id, row.getString("outcome"), row.getBoolean("by_people")));
                  }
                });
    return new AlikePast(
        count(found, "APPROVED"),
        (int) found.stream().filter(PastOfRequests::isDenial).count(),
        count(found, "EXPIRED"),
        (int)
            found.stream()
                .filter(
                    e ->
                        e.outcome().equals("CANCELLED")
                            || (e.outcome().equals("DENIED") && !e.byPeople()))
                .count(),
        seen[0] == MOST,
        examples(found));
  }

  /** What was denied once is worth more to who judges than one more approval. */
  private static List<RequestId> examples(List<Ended> found) {
    var newest = new ArrayList<>(found.stream().limit(BackgroundDesk.MOST_EXAMPLES).toList());
    if (newest.stream().noneMatch(PastOfRequests::isDenial)) {
      found.stream()
          .filter(PastOfRequests::isDenial)
          .findFirst()
          .ifPresent(denial -> newest.set(newest.size() - 1, denial));
    }
    return newest.stream().map(Ended::id).toList();
  }

  private static boolean isDenial(Ended ended) {
    return ended.outcome().equals("DENIED") && ended.byPeople();
  }

  private static int count(List<Ended> found, String outcome) {
    return (int) found.stream().filter(e -> e.outcome().equals(outcome)).count();
  }

  /** What became of an agent's requests within {@link BackgroundDesk#DAYS_OF_RECORD} days. */
  public AgentRecord record(AgentId agent) {
    var from = time.now().minus(Duration.ofDays(BackgroundDesk.DAYS_OF_RECORD));
    var asked =
        jdbc.sql(
                """
                select coalesce(sum(released), 0) as released, coalesce(sum(refused), 0) as refused,
                  coalesce(sum(held), 0) as held
                from insight_hours where agent_id = :agent and hour_at >= :from
                """)
            .param("agent", agent.value())
            .param("from", utc(from.truncatedTo(ChronoUnit.HOURS)))
            .query(
                (row, n) ->
                    new long[] {
                      row.getLong("released"), row.getLong("refused"), row.getLong("held")
                    })
            .single();
    var ended =
        jdbc.sql(
                """
                select count(case when outcome = 'APPROVED' then 1 end) as approved,
                  count(case when outcome = 'DENIED' and by_people then 1 end) as denied,
                  count(case when outcome = 'EXPIRED' then 1 end) as expired
                from insight_ended where agent_id = :agent and decided_at >= :from
                """)
            .param("agent", agent.value())
            .param("from", utc(from))
            .query(
                (row, n) ->
                    new long[] {
                      row.getLong("approved"), row.getLong("denied"), row.getLong("expired")
                    })
            .single();
    return new AgentRecord(
        agent,
        firstSeen(agent),
        asked[0],
        asked[1],
        asked[2],
        ended[0],
        ended[1],
        ended[2],
        strays(agent, from));
  }

  /** Ids are in the order of their time. */
  private Optional<Instant> firstSeen(AgentId agent) {
    return jdbc.sql("select created_at from requests where agent_id = :agent order by id limit 1")
        .param("agent", agent.value())
        .query((row, n) -> row.getObject("created_at", OffsetDateTime.class).toInstant())
        .optional();
  }

  private long strays(AgentId agent, Instant from) {
    return jdbc.sql(
            "select count(*) from tasks where agent_id = :agent and ended_at >= :from and ended_why"
                + " like :strayed")
        .param("agent", agent.value())
        .param("from", utc(from))
        .param("strayed", "it strayed:%")
        .query(Long.class)
        .single();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
