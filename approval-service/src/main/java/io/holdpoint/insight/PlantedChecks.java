package io.holdpoint.insight;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.platform.LedgerTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The checks planted for one person, and their answers. Nobody else can see or answer them. */
@Component
public class PlantedChecks {

  private static final String COLUMNS =
      "select id, like_request, planted_at, expires_at, answered_at, approved, reason from"
          + " planted_checks where person_id = :person and ";

  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final LedgerTime time;

  PlantedChecks(JdbcClient jdbc, AuditTrail audit, LedgerTime time) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.time = time;
  }

  /**
   * @param like the request that it looks like
   * @param answer empty while it is not answered
   */
  public record Planted(
      RequestId id,
      RequestId like,
      Instant plantedAt,
      Instant expiresAt,
      Optional<Answer> answer) {}

  /** What the person said to it. */
  public record Answer(Instant at, boolean approved, String reason) {}

  /** What is to be answered by this person now. */
  public List<Planted> openFor(PersonId person) {
    return jdbc.sql(COLUMNS + "answered_at is null and expires_at > :now order by expires_at")
        .param("person", person.value())
        .param("now", utc(time.now()))
        .query(PlantedChecks::planted)
        .list();
  }

  /** This person's check of that id, answered or not; empty once it has run out unanswered. */
  public Optional<Planted> of(PersonId person, RequestId id) {
    return jdbc.sql(COLUMNS + "id = :id and (answered_at is not null or expires_at > :now)")
        .param("person", person.value())
        .param("id", id.value())
        .param("now", utc(time.now()))
        .query(PlantedChecks::planted)
        .optional();
  }

  /**
   * Takes the answer; the first one counts.
   *
   * @return whether it was this one
   */
  @Transactional
  public boolean answer(PersonId person, RequestId id, boolean approved, String reason) {
    int taken =
        jdbc.sql(
                """
                update planted_checks set answered_at = :now, approved = :approved, reason = :reason
                where id = :id and person_id = :person and answered_at is null and expires_at > :now
                """)
            .param("now", utc(time.now()))
            .param("approved", approved)
            .param("reason", reason)
            .param("id", id.value())
            .param("person", person.value())
            .update();
    if (taken == 1) {
      audit.append(
          "check.answered",
          new Actor.ByPerson(person),
          null,
          Map.of("decision", approved ? "approve" : "deny"));
    }
    return taken == 1;
  }

  private static Planted planted(ResultSet row, int n) throws SQLException {
    var answered = row.getObject("answered_at", OffsetDateTime.class);
    return new Planted(
        new RequestId(row.getObject("id", UUID.class)),
        new RequestId(row.getObject("like_request", UUID.class)),
        row.getObject("planted_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        answered == null
            ? Optional.empty()
            : Optional.of(
                new Answer(
                    answered.toInstant(), row.getBoolean("approved"), row.getString("reason"))));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
