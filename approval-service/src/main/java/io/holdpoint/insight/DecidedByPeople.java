package io.holdpoint.insight;

import io.holdpoint.insight.Decided.Rule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what people decided lately. It begins with their reviews, so what grants, rules or the
 * clock decided is not among it, and the many requests that nobody was asked about cost nothing.
 */
@Component
class DecidedByPeople {

  /** Reviews that are looked at, the newest. */
  static final int MOST = 10_000;

  /** Characters of arguments that can be bounded: more than all bounds may have. */
  private static final int ARGUMENT_CHARS = 20_000;

  private final JdbcClient jdbc;
  private final JsonMapper json = JsonMapper.builder().build();

  DecidedByPeople(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Newest first. */
  List<Decided> since(Instant since) {
    var people = new LinkedHashMap<UUID, Set<String>>();
    jdbc.sql("select request_id, person_id, reviewed_at from reviews order by id desc limit ?")
        .param(MOST)
        .query(
            (RowCallbackHandler)
                row -> {
                  if (!row.getObject("reviewed_at", OffsetDateTime.class)
                      .toInstant()
                      .isBefore(since)) {
                    people
                        .computeIfAbsent(
                            row.getObject("request_id", UUID.class), id -> new HashSet<>())
                        .add(row.getString("person_id"));
                  }
                });
    var found = new HashMap<UUID, Decided>();
    var ids = new ArrayList<>(people.keySet());
    for (int from = 0; from < ids.size(); from += 1_000) {
      read(ids.subList(from, Math.min(ids.size(), from + 1_000)), people, found);
    }
    return ids.stream().filter(found::containsKey).map(found::get).toList();
  }

  private void read(List<UUID> ids, Map<UUID, Set<String>> people, Map<UUID, Decided> found) {
    jdbc.sql(
            """
            select id, agent_id, tool, target, status, explanation, created_at, decided_at,
              case when length(arguments) <= :most then arguments end as arguments
            from requests where id in (:ids) and verdict_basis = 'REVIEWERS'
            """)
        .param("ids", ids)
        .param("most", ARGUMENT_CHARS)
        .query(
            (RowCallbackHandler)
                row -> {
                  var id = row.getObject("id", UUID.class);
                  found.put(id, decided(id, row, people.getOrDefault(id, Set.of())));
                });
  }

  private Decided decided(UUID id, ResultSet row, Set<String> people) throws SQLException {
    return new Decided(
        id,
        row.getString("agent_id"),
        row.getString("tool"),
        row.getString("target"),
        Optional.ofNullable(row.getString("arguments")),
        row.getString("status").equals("APPROVED"),
        people,
        rule(row.getString("explanation")),
        Duration.between(at(row, "created_at"), at(row, "decided_at")));
  }

  private Optional<Rule> rule(String explanation) {
    JsonNode first = json.readTree(explanation).path("rules").path(0);
    return first.isObject()
        ? Optional.of(new Rule(first.path("name").asString(), first.path("tier").asString()))
        : Optional.empty();
  }

  /** The input that a request was decided on, as it is stored. */
  String input(UUID id) {
    return jdbc.sql("select decision_input from requests where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class)
        .withOffsetSameInstant(ZoneOffset.UTC)
        .toInstant();
  }
}
