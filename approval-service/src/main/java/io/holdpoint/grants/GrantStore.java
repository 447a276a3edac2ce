package io.holdpoint.grants;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.GrantDesk.NewGrant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The grants in the database. */
@Component
class GrantStore {

  /** Uses that are shown with a grant. */
  static final int USES_SHOWN = 10;

  private static final String OPEN = "ended_at is null and uses_left > 0 and until_at > :now";

  private final JdbcClient jdbc;

  GrantStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  Grant insert(NewGrant terms, PersonId maker, Channel channel, String group, Instant now) {
    var key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into grants (agent_id, task, tool, target, bounds, uses, uses_left, until_at, why,
              from_request, maker_id, channel, group_name, made_at)
            values (:agent, :task, :tool, :target, :bounds, :uses, :uses, :until, :why,
              :from, :maker, :channel, :group, :now)
            """)
        .param("agent", terms.agent().value())
        .param("task", terms.task().orElse(null))
        .param("tool", terms.tool())
        .param("target", terms.target().text())
        .param("bounds", BoundsJson.write(terms.bounds()))
        .param("uses", terms.uses())
        .param("until", at(terms.until()))
        .param("why", terms.why())
        .param("from", terms.from().map(RequestId::value).orElse(null))
        .param("maker", maker.value())
        .param("channel", channel.name())
        .param("group", group)
        .param("now", at(now))
        .update(key, "id");
    long number = Objects.requireNonNull(key.getKey()).longValue();
    return new Grant(number, terms, maker, channel, group, now, terms.uses(), Optional.empty());
  }

  Optional<Grant> find(long number) {
    return jdbc.sql("select * from grants where id = ?")
        .param(number)
        .query(GrantStore::grant)
        .optional();
  }

  /** Those of these agents that are open, soonest to end first. */
  List<Grant> open(Collection<AgentId> agents, Instant now) {
    return jdbc.sql(
            "select * from grants where agent_id in (:agents) and "
                + OPEN
                + " order by until_at, id")
        .param("agents", agents.stream().map(AgentId::value).toList())
        .param("now", at(now))
        .query(GrantStore::grant)
        .list();
  }

  int countOpen(AgentId agent, Instant now) {
    return jdbc.sql("select count(*) from grants where agent_id = :agent and " + OPEN)
        .param("agent", agent.value())
        .param("now", at(now))
        .query(Integer.class)
        .single();
  }

  /**
   * Open ones first, newest first of each.
   *
   * @param openToo whether those that are open belong to what is asked for
   * @param before of the grants that stand first in this part of the list, only those below
   */
  List<Grant> list(boolean openToo, long before, Instant now, int limit) {
    List<Grant> found = new ArrayList<>();
    if (openToo) {
      found.addAll(part(OPEN, before, now, limit));
    }
    if (found.size() < limit) {
      long below = openToo ? Long.MAX_VALUE : before;
      found.addAll(part("not (" + OPEN + ")", below, now, limit - found.size()));
    }
    return found;
  }

  private List<Grant> part(String which, long before, Instant now, int limit) {
    return jdbc.sql(
            "select * from grants where id < :before and "
                + which
                + " order by id desc limit :limit")
        .param("before", before)
        .param("now", at(now))
        .param("limit", limit)
        .query(GrantStore::grant)
        .list();
  }

  /** The newest requests that each released, newest first. */
  Map<Long, List<RequestId>> lastUses(Collection<Long> numbers) {
    var uses = new HashMap<Long, List<RequestId>>();
    if (numbers.isEmpty()) {
      return uses;
    }
    jdbc.sql(
            """
            select grant_id, request_id from (
              select grant_id, request_id,
                row_number() over (partition by grant_id order by request_id desc) as place
              from grant_uses where grant_id in (:numbers)) newest
            where place <= :most order by grant_id, place
            """)
        .param("numbers", numbers)
        .param("most", USES_SHOWN)
        .query(
            (RowCallbackHandler)
                row ->
                    uses.computeIfAbsent(row.getLong("grant_id"), n -> new ArrayList<>())
                        .add(new RequestId(row.getObject("request_id", UUID.class))));
    return uses;
  }

  Map<RequestId, PersonId> makers(Collection<RequestId> requests) {
    var makers = new HashMap<RequestId, PersonId>();
    if (!requests.isEmpty()) {
      jdbc.sql(
              """
              select u.request_id, g.maker_id from grant_uses u join grants g on g.id = u.grant_id
              where u.request_id in (:requests)
              """)
          .param("requests", requests.stream().map(RequestId::value).toList())
          .query(
              (RowCallbackHandler)
                  row ->
                      makers.put(
                          new RequestId(row.getObject("request_id", UUID.class)),
                          new PersonId(row.getString("maker_id"))));
    }
    return makers;
  }

  /**
   * Takes one use for a request, if there is one and the grant is open still; whoever revokes or
   * uses it at the same moment is waited for.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean use(Grant grant, RequestId request, Instant now) {
    int taken =
        jdbc.sql("update grants set uses_left = uses_left - 1 where id = :id and " + OPEN)
            .param("id", grant.number())
            .param("now", at(now))
            .update();
    if (taken == 1) {
      jdbc.sql("insert into grant_uses (request_id, grant_id, used_at) values (?, ?, ?)")
          .params(request.value(), grant.number(), at(now))
          .update();
    }
    return taken == 1;
  }

  /** Ends a grant that is open; false when it is over already. */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean end(long number, String why, Instant now) {
    return jdbc.sql(
                "update grants set ended_at = :now, ended_why = :why where id = :id and " + OPEN)
            .param("id", number)
            .param("why", why)
            .param("now", at(now))
            .update()
        == 1;
  }

  private static Grant grant(ResultSet row, int number) throws SQLException {
    return new Grant(
        row.getLong("id"),
        new NewGrant(
            new AgentId(row.getString("agent_id")),
            Optional.ofNullable(row.getString("task")),
            row.getString("tool"),
            new CanonicalJson(row.getString("target")),
            BoundsJson.read(row.getString("bounds")),
            row.getInt("uses"),
            row.getObject("until_at", OffsetDateTime.class).toInstant(),
            row.getString("why"),
            Optional.ofNullable(row.getObject("from_request", UUID.class)).map(RequestId::new)),
        new PersonId(row.getString("maker_id")),
        Channel.valueOf(row.getString("channel")),
        row.getString("group_name"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getInt("uses_left"),
        Optional.ofNullable(row.getString("ended_why")));
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
