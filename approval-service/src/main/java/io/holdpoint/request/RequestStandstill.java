package io.holdpoint.request;

import io.holdpoint.freeze.Freezes.InForce;
import io.holdpoint.freeze.Standstill;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.policy.PolicyEngine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings the ledger to a halt for a freeze, and stops and starts the deadlines of what is held.
 *
 * <p>Every transaction that can release or approve holds the lock of its agent's row; a freeze
 * takes all of them. Those that were under way are committed then, and those that come later read
 * the freeze, since they look for one after they have got their lock.
 */
@Component
class RequestStandstill implements Standstill {

  /** Requests that are changed by one statement. */
  private static final int BATCH = 1_000;

  private final JdbcTemplate jdbc;
  private final AgentHistories histories;
  private final PolicyEngine policy;
  private final CommittedChanges changes;

  RequestStandstill(
      JdbcTemplate jdbc, AgentHistories histories, PolicyEngine policy, CommittedChanges changes) {
    this.jdbc = jdbc;
    this.histories = histories;
    this.policy = policy;
    this.changes = changes;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void halt(Optional<AgentId> agent) {
    histories.lockKnown(agent);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void follow(Optional<AgentId> agent, InForce freezes, Instant now) {
    List<UUID> toStop = new ArrayList<>();
    List<UUID> toGoOn = new ArrayList<>();
    jdbc.query(
        "select id, agent_id, task, tool, target_system, frozen_since, expires_at from requests"
            + " where status = 'PENDING'"
            + (agent.isPresent() ? " and agent_id = ?" : "")
            + " order by id",
        (RowCallbackHandler)
            row -> {
              UUID id = row.getObject("id", UUID.class);
              boolean stands = row.getObject("frozen_since") != null;
              boolean covered =
                  freezes
                      .covering(
                          new AgentId(row.getString("agent_id")),
                          row.getString("task"),
                          row.getString("tool"),
                          systems(policy, row.getString("tool"), row.getString("target_system")))
                      .isPresent();
              if (covered && !stands) {
                toStop.add(id);
              } else if (!covered && stands) {
                toGoOn.add(id);
              }
            },
        agent.stream().map(AgentId::value).toArray());
    changed(toStop, RequestStandstill::stop, now);
    changed(toGoOn, RequestStandstill::goOn, now);
  }

  /** By which systems an action may be frozen: the one it names, and its tool's. */
  static Set<String> systems(PolicyEngine policy, String tool, String target) {
    String known = policy.system(tool);
    return known.equals(target) ? Set.of(target) : Set.of(target, known);
  }

  private interface Change {
    void make(Connection connection, UUID[] ids, Instant now) throws SQLException;
  }

  private void changed(List<UUID> ids, Change change, Instant now) {
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<UUID> some = ids.subList(from, Math.min(ids.size(), from + BATCH));
      jdbc.execute(
          (Connection connection) -> {
            change.make(connection, some.toArray(UUID[]::new), now);
            return true;
          });
    }
    ids.forEach(id -> changes.afterCommit(new RequestId(id), RequestStatus.PENDING, now));
  }

  /** What is due already, and only not yet expired, stays due. */
  private static void stop(Connection connection, UUID[] ids, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update requests set frozen_since = ?, changed_at = ?
            where id = any (?) and expires_at > ?
            """)) {
      time(update, 1, now);
      time(update, 2, now);
      update.setArray(3, connection.createArrayOf("uuid", ids));
      time(update, 4, now);
      update.executeUpdate();
    }
  }

  private static void goOn(Connection connection, UUID[] ids, Instant now) throws SQLException {
    // Of the groups only the one after the escalation has a time to come.
    try (var groups =
        connection.prepareStatement(
            """
            update request_groups g
            set active_from = g.active_from + (cast(? as timestamp(6) with time zone)
              - (select r.frozen_since from requests r where r.id = g.request_id))
            where g.request_id = any (?)
              and g.active_from > (select r.frozen_since from requests r where r.id = g.request_id)
            """)) {
      time(groups, 1, now);
      groups.setArray(2, connection.createArrayOf("uuid", ids));
      groups.executeUpdate();
    }
    try (var update =
        connection.prepareStatement(
            """
            update requests
            set expires_at = expires_at + (cast(? as timestamp(6) with time zone) - frozen_since),
                escalates_at = case when escalates_at > frozen_since
                  then escalates_at + (cast(? as timestamp(6) with time zone) - frozen_since)
                  else escalates_at end,
                frozen_since = null, changed_at = ?
            where id = any (?)
            """)) {
      time(update, 1, now);
      time(update, 2, now);
      time(update, 3, now);
      update.setArray(4, connection.createArrayOf("uuid", ids));
      update.executeUpdate();
    }
  }

  private static void time(PreparedStatement statement, int at, Instant time) throws SQLException {
    statement.setObject(at, time.atOffset(ZoneOffset.UTC));
  }
}
