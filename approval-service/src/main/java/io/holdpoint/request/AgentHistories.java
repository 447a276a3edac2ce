package io.holdpoint.request;

import io.holdpoint.freeze.FreezeGate;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.policy.AgentPast;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.Past;
import io.holdpoint.policy.PastJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The agents' pasts in the database. Who changes one has locked its agent first, and before any row
 * of a request that exists already: always in this order, so that nobody waits in a circle.
 */
@Component
class AgentHistories {

  private final JdbcTemplate jdbc;
  private final FreezeGate gate;

  /**
   * What an agent's row counts.
   *
   * @param requests how many it has ever made
   * @param pending how many of them wait for people
   */
  record Counts(long requests, long pending) {}

  /** An agent's past as it was read, under the agent's lock. */
  record Opened(AgentPast past, Set<String> stored, Set<String> known, Pending pending) {

    Opened(AgentPast past, long pending) {
      this(past, new HashSet<>(), new HashSet<>(), new Pending(pending));
    }
  }

  /** How many requests of an agent wait for people, with those that are being written. */
  static final class Pending {

    private long count;

    private Pending(long count) {
      this.count = count;
    }

    long count() {
      return count;
    }

    void add() {
      count++;
    }
  }

  AgentHistories(JdbcTemplate jdbc, FreezeGate gate) {
    this.jdbc = jdbc;
    this.gate = gate;
  }

  /**
   * Locks these agents until the end of the transaction, in the order of their ids.
   *
   * @param patient whether to wait for those that are locked elsewhere; else they are left out
   * @return with what the row of each counts
   * @throws UnknownAgentsException some have to be brought in first
   */
  @Transactional(propagation = Propagation.MANDATORY)
  Map<AgentId, Counts> lock(SortedSet<String> agents, boolean patient) {
    Map<AgentId, Counts> locked = lockExisting(agents, patient);
    if (locked.size() == agents.size()) {
      return locked;
    }
    Set<String> missing = new TreeSet<>(agents);
    query(
        "select agent_id from agent_history where agent_id = any (?)",
        agents,
        row -> missing.remove(row.getString(1)));
    if (missing.isEmpty()) {
      return locked;
    }
    throw new UnknownAgentsException(missing);
  }

  /**
   * Brings in agents that have asked for nothing before, in a transaction that holds no other lock:
   * a freeze has to know every agent that it waits for, and keeps new ones out meanwhile.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  void bringIn(Collection<String> agents) {
    gate.pass();
    jdbc.batchUpdate(
        "insert into agent_history (agent_id, requests) values (?, 0) on conflict do nothing",
        agents,
        agents.size(),
        (row, agent) -> row.setString(1, agent));
  }

  /** Locks one agent that has asked for something before, or all of them, in their order. */
  @Transactional(propagation = Propagation.MANDATORY)
  void lockKnown(Optional<AgentId> agent) {
    jdbc.query(
        "select agent_id from agent_history"
            + (agent.isPresent() ? " where agent_id = ?" : "")
            + " order by agent_id for update",
        (RowCallbackHandler) row -> {},
        agent.stream().map(AgentId::value).toArray());
  }

  private Map<AgentId, Counts> lockExisting(SortedSet<String> agents, boolean patient) {
    Map<AgentId, Counts> locked = new TreeMap<>(Comparator.comparing(AgentId::value));
    query(
        "select agent_id, requests, pending from agent_history where agent_id = any (?)"
            + " order by agent_id for update"
            + (patient ? "" : " skip locked"),
        agents,
        row ->
            locked.put(new AgentId(row.getString(1)), new Counts(row.getLong(2), row.getLong(3))));
    return locked;
  }

  /** Locks the agent that made this request; nothing when there is no such request. */
  @Transactional(propagation = Propagation.MANDATORY)
  void lockAgentOf(RequestId request) {
    jdbc.query(
        "select agent_id from agent_history"
            + " where agent_id = (select agent_id from requests where id = ?) for update",
        (RowCallbackHandler) row -> {},
        request.value());
  }

  /** What each of these names has stored: of pasts by {@code agent/scope}. */
  Map<String, Past> pasts(Collection<String> ids) {
    Map<String, Past> found = new TreeMap<>();
    query(
        "select id, past from agent_past where id = any (?)",
        ids,
        row -> found.put(row.getString(1), PastJson.read(row.getString(2))));
    return found;
  }

  /** When each of these targets was reached last, by {@code agent/target}. */
  Map<String, Instant> targets(Collection<String> ids) {
    Map<String, Instant> found = new TreeMap<>();
    query(
        "select id, reached_at from agent_targets where id = any (?)",
        ids,
        row -> found.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()));
    return found;
  }

  static String id(AgentId agent, String name) {
    return agent.value() + "/" + name;
  }

  /** Writes what has changed. */
  @Transactional(propagation = Propagation.MANDATORY)
  void save(Map<AgentId, Opened> opened, Instant now) {
    List<Stored> updates = new ArrayList<>();
    List<Stored> inserts = new ArrayList<>();
    List<String> reached = new ArrayList<>();
    List<String> reachedAgain = new ArrayList<>();
    opened.forEach(
        (agent, each) -> {
          each.past()
              .changed()
              .forEach(
                  (scope, until) -> {
                    String id = id(agent, scope);
                    var stored = new Stored(id, PastJson.write(each.past().past(scope)), until);
                    (each.stored().contains(id) ? updates : inserts).add(stored);
                  });
          for (String target : each.past().newlyKnown()) {
            String id = id(agent, target);
            (each.known().contains(id) ? reachedAgain : reached).add(id);
          }
        });
    write("update agent_past set past = ?, kept_until = ? where id = ?", updates);
    write("insert into agent_past (past, kept_until, id) values (?, ?, ?)", inserts);
    writeTargets("update agent_targets set reached_at = ? where id = ?", reachedAgain, now);
    writeTargets("insert into agent_targets (reached_at, id) values (?, ?)", reached, now);
    jdbc.batchUpdate(
        "update agent_history set requests = ?, pending = ? where agent_id = ?",
        List.copyOf(opened.entrySet()),
        opened.size(),
        (row, each) -> {
          row.setLong(1, each.getValue().past().requests());
          row.setLong(2, each.getValue().pending().count());
          row.setString(3, each.getKey().value());
        });
  }

  /** One of its requests waits no more; the agent is locked. */
  @Transactional(propagation = Propagation.MANDATORY)
  void waitsNoMore(AgentId agent) {
    jdbc.update(
        "update agent_history set pending = pending - 1 where agent_id = ? and pending > 0",
        agent.value());
  }

  private record Stored(String id, String past, Instant until) {}

  private void write(String sql, List<Stored> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(
          sql,
          rows,
          rows.size(),
          (row, each) -> {
            row.setString(1, each.past());
            row.setObject(2, each.until().atOffset(ZoneOffset.UTC));
            row.setString(3, each.id());
          });
    }
  }

  private void writeTargets(String sql, List<String> ids, Instant now) {
    if (!ids.isEmpty()) {
      jdbc.batchUpdate(
          sql,
          ids,
          ids.size(),
          (row, id) -> {
            row.setObject(1, now.atOffset(ZoneOffset.UTC));
            row.setString(2, id);
          });
    }
  }

  /** A request that was held was approved: its target is known from now on. Its agent is locked. */
  @Transactional(propagation = Propagation.MANDATORY)
  void reached(AgentId agent, Effect effect, Instant now) {
    String id = id(agent, effect.known());
    if (jdbc.update(
            "update agent_targets set reached_at = ? where id = ?",
            now.atOffset(ZoneOffset.UTC),
            id)
        == 0) {
      jdbc.update(
          "insert into agent_targets (reached_at, id) values (?, ?) on conflict do nothing",
          now.atOffset(ZoneOffset.UTC),
          id);
    }
  }

  /** A request that was held ended otherwise than approved; its agent is locked. */
  @Transactional(propagation = Propagation.MANDATORY)
  void takeBack(
      AgentId agent,
      String task,
      Effect effect,
      Effect.Standing instead,
      Instant createdAt,
      Instant now) {
    AgentPast past = counted(agent, task, createdAt, now);
    past.takeBack(task, effect, instead, createdAt);
    update(agent, past);
  }

  /** The pasts in which a request counts that some decision may still see. */
  private AgentPast counted(AgentId agent, String task, Instant createdAt, Instant now) {
    AgentPast past = new AgentPast();
    Set<String> open = new HashSet<>();
    AgentPast.countedIn(task, createdAt, now)
        .forEach(
            (scope, until) -> {
              if (until.isAfter(now)) {
                open.add(id(agent, scope));
              }
            });
    pasts(open).forEach((id, each) -> past.restore(scope(id), each));
    return past;
  }

  private void update(AgentId agent, AgentPast past) {
    List<Stored> updates = new ArrayList<>();
    past.changed()
        .forEach(
            (scope, until) ->
                updates.add(new Stored(id(agent, scope), PastJson.write(past.past(scope)), until)));
    write(
        "update agent_past set past = ?, kept_until = greatest(kept_until, ?) where id = ?",
        updates);
  }

  /** A request that is held, and counts, has another effect now; its agent is locked. */
  @Transactional(propagation = Propagation.MANDATORY)
  void replace(
      AgentId agent, String task, Effect effect, Effect with, Instant createdAt, Instant now) {
    AgentPast past = counted(agent, task, createdAt, now);
    past.replace(task, effect, with, createdAt);
    update(agent, past);
  }

  static String scope(String id) {
    return id.substring(id.indexOf('/') + 1);
  }

  /**
   * Forgets what no decision sees any more.
   *
   * @return how many rows went
   */
  @Transactional
  int forget(Instant now) {
    // An hour later than need be, so that it never meets who takes something back.
    return jdbc.update(
            "delete from agent_past where kept_until < ?",
            now.minusSeconds(3_600).atOffset(ZoneOffset.UTC))
        + jdbc.update(
            "delete from agent_targets where reached_at < ?",
            now.minus(AgentPast.KNOWN_FOR).atOffset(ZoneOffset.UTC));
  }

  private void query(String sql, Collection<String> ids, RowReader reader) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(sql);
          statement.setArray(1, connection.createArrayOf("varchar", new TreeSet<>(ids).toArray()));
          return statement;
        },
        (RowCallbackHandler) reader::read);
  }

  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
