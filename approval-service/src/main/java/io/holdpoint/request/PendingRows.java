package io.holdpoint.request;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.InboxFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks for what waits for a person. It reads short columns only, so that an inbox of ten thousand
 * costs some tens of milliseconds; arguments are searched by the database and stay there.
 */
@Component
class PendingRows {

  /** What a search looks into. Arguments by their beginning: they may be very long. */
  private static final List<String> SEARCHED =
      List.of(
          "r.tool",
          "r.target_system",
          "r.target_resource",
          "r.target_environment",
          "r.task",
          "r.agent_id",
          "substring(r.arguments from 1 for " + InboxFilter.SEARCHED + ")");

  private final JdbcClient jdbc;

  PendingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Soonest to expire first. */
  List<Waiting> of(
      PersonId reader, Set<String> groups, List<String> words, Instant now, int limit) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("reader", reader.value());
    values.put("groups", groups);
    values.put("now", now.atOffset(ZoneOffset.UTC));
    values.put("limit", limit);
    var found = found(words, values);
    return jdbc.sql(
            """
            select r.id, r.agent_id, r.tool, r.target_system, r.task, r.tier, r.explanation,
              r.created_at, r.expires_at, %s as found
            from requests r
            where r.status = 'PENDING' and r.owner_id <> :reader
              and (r.expires_at > :now or r.frozen_since is not null)
              and exists (
                select 1 from request_groups g
                where g.request_id = r.id and g.group_name in (:groups)
                  and g.active_from <= coalesce(r.frozen_since, :now))
              and not exists (
                select 1 from reviews v where v.request_id = r.id and v.person_id = :reader
                  and v.voided_by_change = 0)
            order by r.expires_at, r.id limit :limit
            """
                .formatted(found))
        .params(values)
        .query(PendingRows::row)
        .list();
  }

  private static String found(List<String> words, Map<String, Object> values) {
    List<String> all = new ArrayList<>();
    for (String word : words) {
      String name = "word" + values.size();
      values.put(name, "%" + escaped(word.toLowerCase(Locale.ROOT)) + "%");
      List<String> any = new ArrayList<>();
      SEARCHED.forEach(column -> any.add("lower(" + column + ") like :" + name + " escape '!'"));
      all.add("(" + String.join(" or ", any) + ")");
    }
    return all.isEmpty() ? "1" : "case when " + String.join(" and ", all) + " then 1 else 0 end";
  }

  private static String escaped(String word) {
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static Waiting row(ResultSet row, int n) throws SQLException {
    String tier = row.getString("tier");
    var rules = StoredJson.explanation(row.getString("explanation")).rules();
    return new Waiting(
        new RequestId(row.getObject("id", UUID.class)),
        new AgentId(row.getString("agent_id")),
        row.getString("tool"),
        row.getString("target_system"),
        row.getString("task"),
        tier,
        rules.isEmpty() ? tier : rules.getFirst().name(),
        at(row, "created_at"),
        at(row, "expires_at"),
        row.getInt("found") == 1);
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
