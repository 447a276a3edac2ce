package io.holdpoint.freeze;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.FreezeDesk.NewFreeze;
import io.holdpoint.model.desk.FreezeDesk.Scope;
import io.holdpoint.model.desk.FreezeDesk.Thawed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The freezes in the database. */
@Component
class FreezeStore implements Freezes {

  private final JdbcClient jdbc;

  FreezeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public InForce inForce() {
    return new InForce(
        jdbc.sql("select * from freezes where thawed_at is null order by id")
            .query(FreezeStore::freeze)
            .list());
  }

  Optional<Freeze> find(long number) {
    return jdbc.sql("select * from freezes where id = ?")
        .param(number)
        .query(FreezeStore::freeze)
        .optional();
  }

  /**
   * Those in force first, newest first of each.
   *
   * @param inForceToo whether those in force belong to what is asked for
   * @param before of those that stand first in this part of the list, only those below
   */
  List<Freeze> list(boolean inForceToo, long before, int limit) {
    List<Freeze> found = new ArrayList<>();
    if (inForceToo) {
      found.addAll(part("thawed_at is null", before, limit));
    }
    if (found.size() < limit) {
      long below = inForceToo ? Long.MAX_VALUE : before;
      found.addAll(part("thawed_at is not null", below, limit - found.size()));
    }
    return found;
  }

  private List<Freeze> part(String which, long before, int limit) {
    return jdbc.sql(
            "select * from freezes where id < :before and "
                + which
                + " order by id desc limit :limit")
        .param("before", before)
        .param("limit", limit)
        .query(FreezeStore::freeze)
        .list();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  Freeze insert(NewFreeze freeze, PersonId by, Instant now, boolean applied) {
    var key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into freezes (scope, subject, reason, frozen_by, frozen_at, applied)
            values (:scope, :of, :reason, :by, :now, :applied)
            """)
        .param("scope", freeze.scope().name())
        .param("of", freeze.of())
        .param("reason", freeze.reason())
        .param("by", by.value())
        .param("now", at(now))
        .param("applied", applied)
        .update(key, "id");
    long number = Objects.requireNonNull(key.getKey()).longValue();
    return new Freeze(
        number, freeze.scope(), freeze.of(), freeze.reason(), by, now, Optional.empty());
  }

  /** False when it was thawed before. */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean thaw(long number, PersonId by, Instant now, boolean applied) {
    return jdbc.sql(
                """
                update freezes set thawed_by = :by, thawed_at = :now, applied = :applied
                where id = :id and thawed_at is null
                """)
            .param("by", by.value())
            .param("now", at(now))
            .param("applied", applied)
            .param("id", number)
            .update()
        == 1;
  }

  /** Whether deadlines are still to follow one of them. */
  boolean isUnapplied() {
    return jdbc.sql("select count(*) from freezes where not applied").query(Long.class).single()
        > 0;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void applied() {
    jdbc.sql("update freezes set applied = true where not applied").update();
  }

  private static Freeze freeze(ResultSet row, int number) throws SQLException {
    String thawedBy = row.getString("thawed_by");
    return new Freeze(
        row.getLong("id"),
        Scope.valueOf(row.getString("scope")),
        row.getString("subject"),
        row.getString("reason"),
        new PersonId(row.getString("frozen_by")),
        row.getObject("frozen_at", OffsetDateTime.class).toInstant(),
        thawedBy == null
            ? Optional.empty()
            : Optional.of(
                new Thawed(
                    new PersonId(thawedBy),
                    row.getObject("thawed_at", OffsetDateTime.class).toInstant())));
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
