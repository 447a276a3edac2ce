package io.holdpoint.identity;

import io.holdpoint.model.desk.EnforcementDesk.PointKeyView;
import io.holdpoint.model.desk.EnforcementDesk.PointView;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored enforcement points. */
@Component
class EnforcementStore {

  private final JdbcClient jdbc;

  EnforcementStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A point as its authentication needs it: the hashes of the keys that are not revoked. */
  record Known(List<String> tools, boolean disabled, List<String> hashes) {}

  private record StoredPointKey(String point, PointKeyView view) {}

  Known known(String point) {
    List<String> hashes =
        jdbc.sql("select key_hash from enforcement_keys where point = ? and revoked_at is null")
            .param(point)
            .query(String.class)
            .list();
    return jdbc.sql("select tools, disabled from enforcement_points where id = ?")
        .param(point)
        .query(
            (row, n) ->
                new Known(tools(row.getString("tools")), row.getBoolean("disabled"), hashes))
        .optional()
        .orElseGet(() -> new Known(List.of(), true, List.of()));
  }

  List<PointView> all() {
    Map<String, List<StoredPointKey>> keys =
        jdbc
            .sql(
                "select point, id, created_at, revoked_at from enforcement_keys order by created_at, id")
            .query(
                (row, n) ->
                    new StoredPointKey(
                        row.getString("point"),
                        new PointKeyView(
                            row.getString("id"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            Optional.ofNullable(row.getObject("revoked_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant))))
            .list()
            .stream()
            .collect(Collectors.groupingBy(StoredPointKey::point));
    return jdbc.sql("select id, tools, disabled, created_at from enforcement_points order by id")
        .query(
            (row, n) ->
                new PointView(
                    row.getString("id"),
                    tools(row.getString("tools")),
                    row.getBoolean("disabled"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    keys.getOrDefault(row.getString("id"), List.of()).stream()
                        .map(StoredPointKey::view)
                        .toList()))
        .list();
  }

  /** False when the id is taken. */
  boolean create(String id, List<String> tools, Instant now) {
    return jdbc.sql(
                "insert into enforcement_points (id, tools, disabled, created_at)"
                    + " values (?, ?, false, ?) on conflict do nothing")
            .params(id, String.join(" ", tools), now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Locks the point until the end of the transaction; false when there is none. */
  boolean lock(String id) {
    return jdbc.sql("select id from enforcement_points where id = ? for update")
        .param(id)
        .query(String.class)
        .optional()
        .isPresent();
  }

  int validKeys(String point) {
    return jdbc.sql("select count(*) from enforcement_keys where point = ? and revoked_at is null")
        .param(point)
        .query(Integer.class)
        .single();
  }

  void addKey(String keyId, String point, String hash, Instant now) {
    jdbc.sql("insert into enforcement_keys (id, point, key_hash, created_at) values (?, ?, ?, ?)")
        .params(keyId, point, hash, now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** False when there is no such key that is valid. */
  boolean revokeKey(String point, String keyId, Instant now) {
    return jdbc.sql(
                "update enforcement_keys set revoked_at = ?"
                    + " where id = ? and point = ? and revoked_at is null")
            .params(now.atOffset(ZoneOffset.UTC), keyId, point)
            .update()
        == 1;
  }

  /** False when it is so already. */
  boolean disable(String id, boolean disabled) {
    return jdbc.sql("update enforcement_points set disabled = ? where id = ? and disabled <> ?")
            .params(disabled, id, disabled)
            .update()
        == 1;
  }

  private static List<String> tools(String stored) {
    return List.of(stored.split(" "));
  }
}
