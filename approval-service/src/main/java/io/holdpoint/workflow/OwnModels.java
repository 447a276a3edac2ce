package io.holdpoint.workflow;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.process.KnownProcesses;
import io.holdpoint.model.process.Processes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The models of processes of one's own, in the database; versions are never changed. */
@Component
class OwnModels implements KnownProcesses {

  /** The newest version of each that is not removed. */
  private static final String NEWEST =
      """
      select * from own_processes p where p.removed_at is null and p.version =
        (select max(q.version) from own_processes q where q.name = p.name)
      """;

  private final JdbcClient jdbc;

  OwnModels(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Stored(
      String name, int version, String title, String model, PersonId by, Instant deployedAt) {}

  @Override
  public List<String> names() {
    return Stream.concat(
            Processes.DELIVERED.stream(),
            jdbc
                .sql("select distinct name from own_processes where removed_at is null")
                .query(String.class)
                .list()
                .stream()
                .sorted())
        .toList();
  }

  List<Stored> newest() {
    return jdbc.sql(NEWEST + " order by p.name").query(OwnModels::stored).list();
  }

  Optional<Stored> newest(String name) {
    return jdbc.sql(NEWEST + " and p.name = :name")
        .param("name", name)
        .query(OwnModels::stored)
        .optional();
  }

  /** Also of one that was removed: what ran in it is still looked at. */
  Optional<String> model(String name) {
    return jdbc.sql(
            """
            select model from own_processes where name = :name
            order by version desc fetch first 1 rows only
            """)
        .param("name", name)
        .query(String.class)
        .optional();
  }

  /** Lets one at a time through who changes a process or what depends on it. */
  @Transactional(propagation = Propagation.MANDATORY)
  void lock() {
    jdbc.sql("select id from own_process_lock where id = 1 for update")
        .query(Integer.class)
        .single();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  int add(ModelRules.Model model, PersonId by, Instant now) {
    int version =
        jdbc.sql("select coalesce(max(version), 0) + 1 from own_processes where name = :name")
            .param("name", model.name())
            .query(Integer.class)
            .single();
    jdbc.sql(
            """
            insert into own_processes (name, version, title, model, deployed_by, deployed_at)
            values (:name, :version, :title, :model, :by, :at)
            """)
        .param("name", model.name())
        .param("version", version)
        .param("title", model.title())
        .param("model", model.xml())
        .param("by", by.value())
        .param("at", ProcessJournal.utc(now))
        .update();
    return version;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  int remove(String name, Instant now) {
    return jdbc.sql(
            "update own_processes set removed_at = :now where name = :name and removed_at is null")
        .param("now", ProcessJournal.utc(now))
        .param("name", name)
        .update();
  }

  /** How many requests wait in this process; a name has nothing in it that LIKE would take. */
  long waiting(String name) {
    return jdbc.sql(
            "select count(*) from requests where status = 'PENDING' and demand like :process")
        .param("process", "%\"process\":\"" + name + "\"%")
        .query(Long.class)
        .single();
  }

  private static Stored stored(ResultSet row, int n) throws SQLException {
    return new Stored(
        row.getString("name"),
        row.getInt("version"),
        row.getString("title"),
        row.getString("model"),
        new PersonId(row.getString("deployed_by")),
        row.getObject("deployed_at", OffsetDateTime.class).toInstant());
  }
}
