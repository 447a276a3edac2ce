package io.holdpoint.audit;

import io.holdpoint.audit.ChainTables.StoredHead;
import io.holdpoint.audit.chain.ChainExport;
import io.holdpoint.audit.chain.ChainRecord;
import io.holdpoint.model.PersonId;
import io.holdpoint.platform.LedgerTime;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exports a part of the chain, signed, so that it can be verified with nothing but the public key.
 */
@Component
public class AuditExports {

  private static final int PAGE = 1_000;

  private final JdbcTemplate jdbc;
  private final ChainTables tables;
  private final SealingKey key;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final TransactionTemplate transaction;

  AuditExports(
      JdbcTemplate jdbc,
      ChainTables tables,
      SealingKey key,
      AuditTrail audit,
      LedgerTime time,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.key = key;
    this.audit = audit;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * What is wanted; where nothing is said, all.
   *
   * @param from the first place
   * @param to the last place
   * @param since records from then on
   * @param until records before then
   */
  public record Part(
      Optional<Long> from, Optional<Long> to, Optional<Instant> since, Optional<Instant> until) {}

  /** An export that was recorded and is ready to be written. */
  public record Prepared(ChainExport export) {}

  /** The public key, as PEM. */
  public String publicKey() {
    return key.publicPem();
  }

  /** Finds out what the export will hold, and records that it was taken. */
  public Prepared prepare(PersonId by, Part part) {
    ChainState state = tables.state();
    long from = Math.max(state.prunedPlace() + 1, part.from().orElse(1L));
    if (part.since().isPresent()) {
      from = Math.max(from, placeBefore(part.since().get()) + 1);
    }
    long to = Math.min(state.place(), part.to().orElse(Long.MAX_VALUE));
    if (part.until().isPresent()) {
      to = Math.min(to, placeAt(part.until().get()).orElse(state.place()));
    }
    to = Math.max(to, from - 1);
    var export =
        new ChainExport(
            state.chain(),
            from,
            to,
            hashAt(state, from - 1),
            hashAt(state, to),
            heads(from, to),
            time.now().toString(),
            by.value());
    long first = from;
    long last = to;
    transaction.executeWithoutResult(
        status ->
            audit.append(
                "audit.exported",
                new Actor.ByPerson(by),
                null,
                Map.of("from", String.valueOf(first), "to", String.valueOf(last))));
    return new Prepared(export);
  }

  /** Writes it line by line; holds no transaction and little memory, however long it is. */
  public void write(Prepared prepared, Writer out) throws IOException {
    ChainExport export = prepared.export();
    var signed = key.sign(export.statement());
    line(out, export.first(signed.key(), signed.signature()));
    for (long after = export.from() - 1; after < export.to(); ) {
      long end = Math.min(export.to(), after + PAGE);
      var heads = new ArrayDeque<>(headsBetween(export.chain(), after, end));
      for (Line each : page(export.chain(), after, end)) {
        while (!heads.isEmpty() && heads.getFirst().head().place() < each.place()) {
          head(out, heads.removeFirst());
        }
        line(out, each.text());
      }
      for (var head : heads) {
        head(out, head);
      }
      after = end;
    }
    out.flush();
  }

  private record Line(long place, String text) {}

  private List<Line> page(String chain, long after, long end) {
    return jdbc.query(
        """
        select c.place, c.hash, e.sequence, e.at, e.event, e.actor, e.request_id, e.data
        from audit_chain c join audit_events e on e.sequence = c.sequence
        where c.place > ? and c.place <= ? order by c.place
        """,
        (row, n) -> {
          UUID request = row.getObject("request_id", UUID.class);
          var entry =
              new ChainRecord(
                  row.getLong("place"),
                  row.getLong("sequence"),
                  ChainTables.instant(row, "at").toString(),
                  row.getString("event"),
                  row.getString("actor"),
                  request == null ? "" : request.toString(),
                  tables.data(row.getString("data")));
          return new Line(entry.place(), ChainExport.line(chain, entry, row.getString("hash")));
        },
        after,
        end);
  }

  private List<StoredHead> headsBetween(String chain, long after, long end) {
    return jdbc.query(
        "select * from audit_heads where place > ? and place <= ? order by place",
        (row, n) -> ChainTables.head(chain, row),
        after,
        end);
  }

  private static void head(Writer out, StoredHead head) throws IOException {
    line(out, ChainExport.line(head.head(), head.key(), head.signature()));
  }

  private static void line(Writer out, String text) throws IOException {
    out.write(text);
    out.write('\n');
  }

  private long heads(long from, long to) {
    Long count =
        jdbc.queryForObject(
            "select count(*) from audit_heads where place between ? and ?", Long.class, from, to);
    return count == null ? 0 : count;
  }

  /** The hash at a place; {@code ""} where the database has none, which no verifier accepts. */
  private String hashAt(ChainState state, long place) {
    if (place == 0) {
      return ChainRecord.GENESIS;
    }
    if (place == state.prunedPlace()) {
      return state.prunedHash();
    }
    return tables.hashAt(place).orElse("");
  }

  /** The last place that was sealed before then. */
  long placeBefore(Instant at) {
    Long place =
        jdbc.queryForObject(
            "select max(place) from audit_heads where at < ?", Long.class, ChainTables.utc(at));
    return place == null ? 0 : place;
  }

  /** A place at which everything until then was sealed. */
  Optional<Long> placeAt(Instant at) {
    return Optional.ofNullable(
        jdbc.queryForObject(
            "select min(place) from audit_heads where at >= ?", Long.class, ChainTables.utc(at)));
  }
}
