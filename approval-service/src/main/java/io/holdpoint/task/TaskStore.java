package io.holdpoint.task;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.platform.LedgerTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The tasks in the database. A task's row is locked after its agent's, and in the order of ids. */
@Component
public class TaskStore implements Tasks {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final LedgerTime time;

  TaskStore(JdbcClient jdbc, AuditTrail audit, LedgerTime time) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.time = time;
  }

  @Override
  public Optional<String> endedWhy(String task) {
    if (task.isEmpty()) {
      return Optional.empty();
    }
    return find(task)
        .flatMap(
            found ->
                found.endedWhy != null
                    ? Optional.of(found.endedWhy)
                    : time.now().isBefore(found.expiresAt)
                        ? Optional.empty()
                        : Optional.of("its time is over"));
  }

  /** Locks those of these that were opened, over or not; by their ids. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<String, OpenTask> lock(Collection<String> ids) {
    var found = new LinkedHashMap<String, OpenTask>();
    var named = ids.stream().filter(id -> !id.isEmpty()).distinct().toList();
    if (!named.isEmpty()) {
      jdbc.sql("select * from tasks where id in (:ids) order by id for update")
          .param("ids", named)
          .query(TaskStore::task)
          .list()
          .forEach(task -> found.put(task.id, task));
    }
    return found;
  }

  /** Writes what has changed of tasks that were locked. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void save(Collection<OpenTask> tasks) {
    for (var task : tasks) {
      if (task.isChanged()) {
        jdbc.sql(
                """
                update tasks set used = :used, ended_at = :at, ended_why = :why, ended_by = :by
                where id = :id
                """)
            .param("used", JSON.writeValueAsString(task.used))
            .param("at", task.endedAt == null ? null : at(task.endedAt))
            .param("why", task.endedWhy)
            .param("by", task.endedBy)
            .param("id", task.id)
            .update();
      }
      if (task.isEndedNow()) {
        audit.append(
            "task.ended",
            actor(task),
            null,
            Map.of("task", task.id, "why", String.valueOf(task.endedWhy)));
      }
    }
  }

  private static Actor actor(OpenTask task) {
    String by = String.valueOf(task.endedBy);
    if (by.startsWith("agent:")) {
      return new Actor.ByAgent(task.agent);
    }
    return by.startsWith("person:")
        ? new Actor.ByPerson(new PersonId(by.substring("person:".length())))
        : new Actor.BySystem();
  }

  Optional<OpenTask> find(String id) {
    if (id.indexOf('\0') >= 0) {
      return Optional.empty(); // no database takes it, and no task has it
    }
    return jdbc.sql("select * from tasks where id = ?").param(id).query(TaskStore::task).optional();
  }

  /**
   * Those that are open or over, newest first.
   *
   * @param search in lower case; {@code ""} for all
   * @param before an id; null from the newest on
   */
  List<OpenTask> list(boolean over, String search, @Nullable String before, int limit) {
    var rows =
        jdbc.sql(
                "select * from tasks where ended_at is "
                    + (over ? "not null" : "null")
                    + (before == null ? "" : " and id < :before")
                    + " and words like :search escape '!' order by id desc limit :limit")
            .param("search", "%" + search.replaceAll("([!%_])", "!$1") + "%")
            .param("limit", limit);
    return (before == null ? rows : rows.param("before", before)).query(TaskStore::task).list();
  }

  /** The task that this agent opened under this key. */
  Optional<OpenTask> underKey(AgentId agent, String key) {
    return jdbc.sql("select * from tasks where agent_id = ? and opened_key = ?")
        .param(agent.value())
        .param(key)
        .query(TaskStore::task)
        .optional();
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException its agent opened one under this key
   */
  @Transactional(propagation = Propagation.MANDATORY)
  void insert(OpenTask task, Optional<String> key) {
    jdbc.sql(
            """
            insert into tasks (id, agent_id, owner_id, terms, used, opened_at, expires_at, withdrawn, words,
              opened_key)
            values (:id, :agent, :owner, :terms, :used, :opened, :expires, false, :words,
              cast(:key as varchar))
            """)
        .param("key", key.orElse(null))
        .param("id", task.id)
        .param("agent", task.agent.value())
        .param("owner", task.owner.value())
        .param("terms", JSON.writeValueAsString(task.terms))
        .param("used", JSON.writeValueAsString(task.used))
        .param("opened", at(task.openedAt))
        .param("expires", at(task.expiresAt))
        .param("words", words(task))
        .update();
  }

  private static String words(OpenTask task) {
    var terms = task.terms;
    var tools = terms.allowedTools() == null ? List.<String>of() : terms.allowedTools();
    return Stream.of(
            List.of(task.id, task.agent.value(), task.owner.value(), terms.purpose()),
            terms.agents(),
            tools)
        .flatMap(List::stream)
        .collect(Collectors.joining(" "))
        .toLowerCase(Locale.ROOT);
  }

  /** Over, by the clock or otherwise, with something still to be withdrawn. */
  List<OpenTask> toWithdraw(Instant now, int limit) {
    return jdbc.sql(
            """
            select * from tasks where withdrawn = false and (ended_at is not null or expires_at <= :now)
            order by id limit :limit
            """)
        .param("now", at(now))
        .param("limit", limit)
        .query(TaskStore::task)
        .list();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void withdrawn(String id) {
    jdbc.sql("update tasks set withdrawn = true where id = ?").param(id).update();
  }

  private static OpenTask task(ResultSet row, int n) throws SQLException {
    var task =
        new OpenTask(
            row.getString("id"),
            new AgentId(row.getString("agent_id")),
            new PersonId(row.getString("owner_id")),
            JSON.readValue(row.getString("terms"), Terms.class),
            JSON.readValue(row.getString("used"), Used.class),
            row.getObject("opened_at", OffsetDateTime.class).toInstant(),
            row.getObject("expires_at", OffsetDateTime.class).toInstant());
    var ended = row.getObject("ended_at", OffsetDateTime.class);
    task.endedAt = ended == null ? null : ended.toInstant();
    task.endedWhy = row.getString("ended_why");
    task.endedBy = row.getString("ended_by");
    return task;
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
