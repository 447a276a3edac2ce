package io.holdpoint.audit;

import io.holdpoint.audit.OpenGaps.Gap;
import io.holdpoint.audit.chain.ChainHead;
import io.holdpoint.audit.chain.ChainRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The chain in the database. Rows of it are added, and deleted behind a checkpoint; never changed.
 */
@Component
class ChainTables {

  /** Ranges that are asked for in one statement. */
  private static final int RANGES = 200;

  /** Longer values are searched by their first characters: a database index has a limit. */
  static final int SEARCHED = 200;

  private static final TypeReference<TreeMap<String, String>> DATA = new TypeReference<>() {};

  /** What a request says of an event is taken from the request: the event has its id only. */
  private static final String ROWS =
      """
      select e.sequence, e.at, e.event, e.actor, e.request_id, e.data,
        r.agent_id, r.task, r.tool, r.target_system, r.target_resource
      from audit_events e left join requests r on r.id = e.request_id
      """;

  private static final RowMapper<ChainState> STATE = ChainTables::stateOf;

  private final JdbcTemplate jdbc;
  private final JsonMapper json = JsonMapper.builder().build();
  private volatile @Nullable Boolean embedded;

  ChainTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A row that was committed and is not sealed yet.
   *
   * @param request null for an event without one
   * @param about what the request says: agent, task, tool, system, resource; empty without one
   */
  record Row(
      long sequence,
      Instant at,
      String event,
      String actor,
      @Nullable UUID request,
      TreeMap<String, String> data,
      List<String> about) {

    ChainRecord at(long place) {
      return new ChainRecord(
          place,
          sequence,
          at.toString(),
          event,
          actor,
          request == null ? "" : request.toString(),
          data);
    }
  }

  /** A row at its place. */
  record Sealed(Row row, long place, String hash) {}

  /** A head as it is stored. */
  record StoredHead(ChainHead head, String key, String signature) {}

  /**
   * The state, locked until the transaction ends: empty while another instance seals, or has the
   * work. A holder that is stopped in the middle loses its connection after a while.
   */
  Optional<ChainState> lock(String me, Instant now, Instant until) {
    if (!embedded()) {
      jdbc.execute("set local idle_in_transaction_session_timeout = '10s'");
    }
    var found =
        jdbc
            .query(
                """
                select * from audit_state where id = 1 and (holder = ? or held_until < ?)
                for update skip locked
                """,
                STATE,
                me,
                utc(now))
            .stream()
            .findFirst();
    if (found.isPresent()) {
      jdbc.update("update audit_state set holder = ?, held_until = ? where id = 1", me, utc(until));
    }
    return found;
  }

  /** Waits for who seals just now; for what else changes the chain. */
  ChainState lockPatiently() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select * from audit_state where id = 1 for update", STATE));
  }

  /** Lets another instance take over at once. */
  void release(String me) {
    jdbc.update(
        "update audit_state set held_until = ? where id = 1 and holder = ?",
        utc(Instant.EPOCH),
        me);
  }

  private boolean embedded() {
    Boolean known = embedded;
    if (known == null) {
      known =
          jdbc.execute(
              (ConnectionCallback<Boolean>)
                  connection -> connection.getMetaData().getDatabaseProductName().equals("H2"));
      embedded = known;
    }
    return Boolean.TRUE.equals(known);
  }

  ChainState state() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select * from audit_state where id = 1", STATE));
  }

  void save(ChainState state) {
    jdbc.update(
        """
        update audit_state set place = ?, hash = ?, high = ?, pruned_place = ?, pruned_hash = ?
        where id = 1
        """,
        state.place(),
        state.hash(),
        state.high(),
        state.prunedPlace(),
        state.prunedHash());
  }

  List<Row> above(long high, int limit) {
    return jdbc.query(
        ROWS + " where e.sequence > ? order by e.sequence limit ?", this::row, high, limit);
  }

  /** What came late. */
  List<Row> within(List<Gap> gaps, int limit) {
    var found = new ArrayList<Row>();
    for (int from = 0; from < gaps.size() && found.size() < limit; from += RANGES) {
      var some = gaps.subList(from, Math.min(gaps.size(), from + RANGES));
      var ranges = new ArrayList<String>();
      var values = new ArrayList<Object>();
      for (var gap : some) {
        ranges.add("e.sequence between ? and ?");
        values.add(gap.low());
        values.add(gap.high());
      }
      values.add(limit - found.size());
      found.addAll(
          jdbc.query(
              ROWS + " where " + String.join(" or ", ranges) + " order by e.sequence limit ?",
              this::row,
              values.toArray()));
    }
    return found;
  }

  List<Gap> gaps() {
    return jdbc.query(
        "select low, high, since from audit_gaps order by low",
        (row, n) -> new Gap(row.getLong("low"), row.getLong("high"), instant(row, "since")));
  }

  void save(List<Gap> gaps) {
    jdbc.update("delete from audit_gaps");
    jdbc.batchUpdate(
        "insert into audit_gaps (low, high, since) values (?, ?, ?)",
        gaps,
        500,
        (row, gap) -> {
          row.setLong(1, gap.low());
          row.setLong(2, gap.high());
          row.setObject(3, utc(gap.since()));
        });
  }

  void insert(List<Sealed> sealed) {
    jdbc.batchUpdate(
        """
        insert into audit_chain (place, sequence, hash, at, event, request_id, agent_id, task, tool,
          target_system, target_resource)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        sealed,
        1_000,
        (row, each) -> {
          row.setLong(1, each.place());
          row.setLong(2, each.row().sequence());
          row.setString(3, each.hash());
          row.setObject(4, utc(each.row().at()));
          row.setString(5, each.row().event());
          row.setObject(6, each.row().request(), Types.OTHER);
          var about = each.row().about();
          for (int i = 0; i < 5; i++) {
            row.setString(7 + i, about.isEmpty() ? null : cut(about.get(i)));
          }
        });
    var terms = new ArrayList<Map.Entry<String, Long>>();
    sealed.forEach(
        each ->
            AuditTerms.of(each.row()).forEach(term -> terms.add(Map.entry(term, each.place()))));
    jdbc.batchUpdate(
        "insert into audit_terms (term, place) values (?, ?)",
        terms,
        1_000,
        (row, each) -> {
          row.setString(1, each.getKey());
          row.setLong(2, each.getValue());
        });
  }

  void insert(StoredHead head) {
    jdbc.update(
        "insert into audit_heads (place, hash, at, key_id, signature) values (?, ?, ?, ?, ?)",
        head.head().place(),
        head.head().hash(),
        utc(Instant.parse(head.head().at())),
        head.key(),
        head.signature());
  }

  Optional<StoredHead> lastHead(String chain) {
    return jdbc
        .query(
            "select * from audit_heads order by place desc limit 1", (row, n) -> head(chain, row))
        .stream()
        .findFirst();
  }

  /** The last head that is old enough to be a checkpoint. */
  Optional<StoredHead> headBefore(ChainState state, Instant before) {
    return jdbc
        .query(
            """
            select * from audit_heads where at < ? and place > ? and place <= ?
            order by place desc limit 1
            """,
            (row, n) -> head(state.chain(), row),
            utc(before),
            state.prunedPlace(),
            state.place())
        .stream()
        .findFirst();
  }

  Optional<String> hashAt(long place) {
    return jdbc
        .queryForList("select hash from audit_chain where place = ?", String.class, place)
        .stream()
        .findFirst();
  }

  /** Does something in the current transaction that the guards else refuse. */
  void pruning(Runnable work) {
    if (embedded()) {
      RefusesChange.pruning(work);
    } else {
      jdbc.queryForList("select set_config('holdpoint.pruning', 'on', true)");
      work.run();
    }
  }

  static StoredHead head(String chain, ResultSet row) throws SQLException {
    return new StoredHead(
        new ChainHead(
            chain, row.getLong("place"), row.getString("hash"), instant(row, "at").toString()),
        row.getString("key_id"),
        row.getString("signature"));
  }

  private static ChainState stateOf(ResultSet row, int number) throws SQLException {
    return new ChainState(
        row.getString("chain"),
        row.getLong("place"),
        row.getString("hash"),
        row.getLong("high"),
        row.getLong("pruned_place"),
        row.getString("pruned_hash"));
  }

  private Row row(ResultSet row, int number) throws SQLException {
    String agent = row.getString("agent_id");
    return new Row(
        row.getLong("sequence"),
        instant(row, "at"),
        row.getString("event"),
        row.getString("actor"),
        row.getObject("request_id", UUID.class),
        json.readValue(row.getString("data"), DATA),
        agent == null
            ? List.of()
            : List.of(
                agent,
                row.getString("task"),
                row.getString("tool"),
                row.getString("target_system"),
                row.getString("target_resource")));
  }

  /** What a row says, of its text. */
  SortedMap<String, String> data(String text) {
    return json.readValue(text, DATA);
  }

  static String cut(String text) {
    return text.length() > SEARCHED ? text.substring(0, SEARCHED) : text;
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class)
        .withOffsetSameInstant(ZoneOffset.UTC)
        .toInstant();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
