package io.holdpoint.catalogue;

import io.holdpoint.platform.LedgerTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which tools the recorded requests used. One row a tool is kept; behind a watermark a scan brings
 * it up to date, so that writing a request costs nothing more. The watermark stays some time behind
 * the present, since requests do not commit in the order of their ids; what is newer is counted
 * each time that somebody asks.
 */
@Component
class SeenTools {

  /** Longer than any request takes from its id to its commit. */
  static final Duration BEHIND = Duration.ofMinutes(2);

  private static final Duration CLAIM = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;
  private static final int BATCH = 20_000;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final LedgerTime time;

  SeenTools(JdbcClient jdbc, PlatformTransactionManager transactions, LedgerTime time) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.time = time;
  }

  /** Everything seen, up to this moment. */
  Map<String, SeenRow> all() {
    for (int attempt = 1; ; attempt++) {
      Map<String, SeenRow> all = new HashMap<>();
      UUID scanned = scanned();
      jdbc.sql("select tool, requests, agents, last_seen, examples, hints from tools_seen")
          .query(SeenTools::row)
          .list()
          .forEach(row -> all.put(row.tool(), row));
      for (SeenRow row : between(scanned, null)) {
        all.merge(row.tool(), row, SeenRow::and);
      }
      // What a scan took over in between would be counted twice.
      if (attempt == ATTEMPTS || scanned().equals(scanned)) {
        return all;
      }
    }
  }

  /**
   * Takes the next requests into the table, unless another instance is at it.
   *
   * @return whether there may be more
   */
  boolean scan() {
    Instant now = time.now();
    if (jdbc.sql(
                "update tools_seen_scan set claimed_until = :until where id = 1 and claimed_until < :now")
            .param("until", utc(now.plus(CLAIM)))
            .param("now", utc(now))
            .update()
        == 0) {
      return false;
    }
    UUID from = scanned();
    UUID most = firstId(now.minus(BEHIND));
    Optional<UUID> end =
        jdbc.sql(
                "select id from requests where id > :from and id < :most order by id offset :batch"
                    + " rows fetch first 1 rows only")
            .param("from", from)
            .param("most", most)
            .param("batch", BATCH)
            .query((row, n) -> row.getObject("id", UUID.class))
            .optional();
    UUID to = end.orElse(most);
    transaction.executeWithoutResult(status -> take(from, to));
    return end.isPresent();
  }

  private void take(UUID from, UUID to) {
    if (to.equals(from)) {
      return;
    }
    int moved =
        jdbc.sql(
                "update tools_seen_scan set scanned = :to, claimed_until = :free where id = 1 and"
                    + " scanned = :from")
            .param("to", to)
            .param("free", utc(Instant.EPOCH))
            .param("from", from)
            .update();
    if (moved == 0) {
      return; // another instance took over when the claim had run out
    }
    for (SeenRow row : between(from, to)) {
      Optional<SeenRow> known =
          jdbc.sql(
                  "select tool, requests, agents, last_seen, examples, hints from tools_seen where"
                      + " tool = :tool")
              .param("tool", row.tool())
              .query(SeenTools::row)
              .optional();
      store(known.map(before -> before.and(row)).orElse(row), known.isPresent());
    }
  }

  private void store(SeenRow row, boolean known) {
    jdbc.sql(
            known
                ? "update tools_seen set requests = :requests, agents = :agents, last_seen ="
                    + " :seen, examples = :examples, hints = :hints where tool = :tool"
                : "insert into tools_seen (tool, requests, agents, last_seen, examples, hints)"
                    + " values (:tool, :requests, :agents, :seen, :examples, :hints)")
        .param("tool", row.tool())
        .param("requests", row.requests())
        .param("agents", String.join(",", row.agents()))
        .param("seen", utc(row.lastSeen().orElse(Instant.EPOCH)))
        .param("examples", JSON.writeValueAsString(row.examples()))
        .param("hints", JSON.writeValueAsString(row.hintsAsJson()))
        .update();
  }

  private UUID scanned() {
    return Objects.requireNonNull(
        jdbc.sql("select scanned from tools_seen_scan where id = 1")
            .query((row, n) -> row.getObject("scanned", UUID.class))
            .single());
  }

  /** What requests from the one id, itself included, to below the other add. */
  private List<SeenRow> between(UUID from, @Nullable UUID to) {
    Map<String, SeenRow> rows = new HashMap<>();
    String range = to == null ? "id >= :from" : "id >= :from and id < :to";
    var statement =
        jdbc.sql(
                "select tool, agent_id, count(*) as requests, max(created_at) as seen from requests"
                    + " where "
                    + range
                    + " group by tool, agent_id")
            .param("from", from);
    (to == null ? statement : statement.param("to", to))
        .query(
            row -> {
              SeenRow one =
                  new SeenRow(
                      row.getString("tool"),
                      row.getLong("requests"),
                      0,
                      new TreeSet<>(List.of(row.getString("agent_id"))),
                      Optional.of(row.getObject("seen", OffsetDateTime.class).toInstant()),
                      List.of(),
                      Hints.NONE);
              rows.merge(one.tool(), one, SeenRow::and);
            });
    List<SeenRow> complete = new ArrayList<>();
    rows.values().forEach(row -> complete.add(row.and(newest(row.tool(), range, from, to))));
    return complete;
  }

  /** The newest arguments of one tool, and what it says of itself there. */
  private SeenRow newest(String tool, String range, UUID from, @Nullable UUID to) {
    var statement =
        jdbc.sql(
                "select arguments, context from requests where tool = :tool and "
                    + range
                    + " order by id desc fetch first 3 rows only")
            .param("tool", tool)
            .param("from", from);
    SeenRow found =
        new SeenRow(tool, 0, 0, new TreeSet<>(), Optional.empty(), List.of(), Hints.NONE);
    List<String[]> rows =
        (to == null ? statement : statement.param("to", to))
            .query((row, n) -> new String[] {row.getString("arguments"), row.getString("context")})
            .list();
    for (String[] row : rows.reversed()) {
      found =
          found.and(
              new SeenRow(
                  tool, 0, 0, new TreeSet<>(), Optional.empty(), List.of(row[0]), hints(row[1])));
    }
    return found;
  }

  private static Hints hints(String context) {
    return context.length() < 3 || !(object(context).get("attributes") instanceof Map<?, ?> said)
        ? Hints.NONE
        : Hints.of(named(said));
  }

  /** JSON as values. */
  static Map<String, Object> object(String json) {
    return named(JSON.readValue(json, Map.class));
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new HashMap<>();
    map.forEach((name, value) -> named.put((String) name, value));
    return named;
  }

  private static SeenRow row(ResultSet row, int n) throws SQLException {
    String agents = row.getString("agents");
    return new SeenRow(
        row.getString("tool"),
        row.getLong("requests"),
        0,
        new TreeSet<>(agents.isEmpty() ? List.of() : List.of(agents.split(","))),
        Optional.of(row.getObject("last_seen", OffsetDateTime.class).toInstant()),
        List.of(JSON.readValue(row.getString("examples"), String[].class)),
        Hints.of(Map.of("annotations", object(row.getString("hints")))));
  }

  /** The smallest id of version 7 of that time. */
  private static UUID firstId(Instant at) {
    return new UUID((at.toEpochMilli() << 16) | 0x7000, 0x8000000000000000L);
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
