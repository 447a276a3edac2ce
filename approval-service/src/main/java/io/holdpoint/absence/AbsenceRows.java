package io.holdpoint.absence;

import io.holdpoint.model.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Absences as they are stored. */
@Component
class AbsenceRows implements StandIns {

  private static final String OPEN = " and ended_at is null and to_at > :now ";

  private final JdbcClient jdbc;

  AbsenceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Row(
      UUID id,
      PersonId person,
      PersonId delegate,
      SortedSet<String> groups,
      Instant from,
      Instant to,
      PersonId plannedBy,
      Instant plannedAt,
      Optional<Instant> endedAt) {}

  @Override
  public List<StandIn> of(PersonId delegate, Instant now) {
    return jdbc
        .sql(
            "select * from absences where delegate_id = :delegate and from_at <= :now"
                + OPEN
                + "order by person_id, id")
        .param("delegate", delegate.value())
        .param("now", at(now))
        .query(AbsenceRows::row)
        .list()
        .stream()
        .map(AbsenceRows::standIn)
        .toList();
  }

  @Override
  public List<StandIn> forThese(Collection<PersonId> absent, Instant now) {
    if (absent.isEmpty()) {
      return List.of();
    }
    return jdbc
        .sql(
            "select * from absences where person_id in (:absent) and from_at <= :now"
                + OPEN
                + "order by person_id, id")
        .param("absent", absent.stream().map(PersonId::value).distinct().toList())
        .param("now", at(now))
        .query(AbsenceRows::row)
        .list()
        .stream()
        .map(AbsenceRows::standIn)
        .toList();
  }

  /** Whoever plans one waits here for who came before. */
  @Transactional(propagation = Propagation.MANDATORY)
  void lock() {
    jdbc.sql("select id from absence_lock where id = 1 for update").query(Integer.class).single();
  }

  /** The latest to begin first. */
  List<Row> of(PersonId person, int limit) {
    return jdbc.sql(
            "select * from absences where person_id = :person order by from_at desc, id limit :limit")
        .param("person", person.value())
        .param("limit", limit)
        .query(AbsenceRows::row)
        .list();
  }

  /** This person's that are not over; the first to begin first. */
  List<Row> openOf(PersonId person, Instant now) {
    return open("person_id", person, now);
  }

  /** Those that are not over in which this person is the delegate; the first to begin first. */
  List<Row> openFor(PersonId delegate, Instant now) {
    return open("delegate_id", delegate, now);
  }

  private List<Row> open(String column, PersonId person, Instant now) {
    return jdbc.sql(
            "select * from absences where "
                + column
                + " = :person"
                + OPEN
                + "order by from_at, id limit 100")
        .param("person", person.value())
        .param("now", at(now))
        .query(AbsenceRows::row)
        .list();
  }

  Optional<Row> find(PersonId person, UUID id) {
    return jdbc.sql("select * from absences where id = :id and person_id = :person")
        .param("id", id)
        .param("person", person.value())
        .query(AbsenceRows::row)
        .optional();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void add(Row row) {
    jdbc.sql(
            """
            insert into absences
              (id, person_id, delegate_id, group_names, from_at, to_at, planned_by, planned_at)
            values (:id, :person, :delegate, :groups, :from, :to, :by, :at)
            """)
        .param("id", row.id())
        .param("person", row.person().value())
        .param("delegate", row.delegate().value())
        .param("groups", String.join(" ", row.groups()))
        .param("from", at(row.from()))
        .param("to", at(row.to()))
        .param("by", row.plannedBy().value())
        .param("at", at(row.plannedAt()))
        .update();
  }

  /**
   * @return false when it was over already
   */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean end(UUID id, PersonId by, Instant now) {
    return jdbc.sql("update absences set ended_by = :by, ended_at = :now where id = :id" + OPEN)
            .param("by", by.value())
            .param("now", at(now))
            .param("id", id)
            .update()
        == 1;
  }

  private static StandIn standIn(Row row) {
    return new StandIn(row.person(), row.delegate(), row.groups());
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    Set<String> groups = new TreeSet<>(Arrays.asList(row.getString("group_names").split(" ")));
    @Nullable OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Row(
        row.getObject("id", UUID.class),
        new PersonId(row.getString("person_id")),
        new PersonId(row.getString("delegate_id")),
        new TreeSet<>(groups),
        row.getObject("from_at", OffsetDateTime.class).toInstant(),
        row.getObject("to_at", OffsetDateTime.class).toInstant(),
        new PersonId(row.getString("planned_by")),
        row.getObject("planned_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(ended).map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
