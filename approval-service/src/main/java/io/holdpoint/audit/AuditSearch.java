package io.holdpoint.audit;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.AuditFilter;
import io.holdpoint.model.desk.AuditLog.AuditEntry;
import io.holdpoint.model.desk.AuditLog.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds records that are sealed, newest first. Every question is answered from an index in the
 * order of places, so that a page costs the same however long the record is.
 */
@Component
public class AuditSearch {

  private final JdbcTemplate jdbc;
  private final ChainTables tables;
  private final AuditExports places;

  AuditSearch(JdbcTemplate jdbc, ChainTables tables, AuditExports places) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.places = places;
  }

  /**
   * @param before the sequence of a record: older ones follow
   */
  @Transactional(readOnly = true)
  public List<Sealed> find(AuditFilter filter, Optional<Long> before, int limit) {
    var terms = new ArrayList<String>();
    filter.person().map(AuditTerms::person).ifPresent(terms::add);
    filter.label().map(AuditTerms::label).ifPresent(terms::add);
    filter.agent().map(AuditTerms::agent).ifPresent(terms::add);

    var conditions = new ArrayList<String>();
    var values = new ArrayList<Object>();
    String from = "audit_chain c";
    String place = "c.place";
    if (!terms.isEmpty()) {
      from = "audit_terms t join audit_chain c on c.place = t.place";
      place = "t.place";
      conditions.add("t.term = ?");
      values.add(terms.removeFirst());
    }
    for (String term : terms) {
      conditions.add(
          "exists (select 1 from audit_terms x where x.term = ? and x.place = " + place + ")");
      values.add(term);
    }
    equal("event", filter.event(), conditions, values);
    equal("task", filter.task(), conditions, values);
    equal("tool", filter.tool(), conditions, values);
    equal("target_system", filter.system(), conditions, values);
    equal("target_resource", filter.resource(), conditions, values);
    filter
        .request()
        .ifPresent(
            id -> {
              conditions.add("c.request_id = ?");
              values.add(id.value());
            });
    if (filter.since().isPresent()) {
      conditions.add(place + " > ? and c.at >= ?");
      values.add(places.placeBefore(filter.since().get()));
      values.add(ChainTables.utc(filter.since().get()));
    }
    if (filter.until().isPresent()) {
      conditions.add(place + " <= ? and c.at < ?");
      values.add(places.placeAt(filter.until().get()).orElse(Long.MAX_VALUE));
      values.add(ChainTables.utc(filter.until().get()));
    }
    if (before.isPresent()) {
      conditions.add(
          place + " < coalesce((select b.place from audit_chain b where b.sequence = ?), 0)");
      values.add(before.get());
    }
    values.add(limit);
    return jdbc.query(
        """
        select c.place, c.hash, c.agent_id, c.task, c.tool, c.target_system, c.target_resource,
          e.sequence, e.at, e.event, e.actor, e.request_id, e.data
        from %s join audit_events e on e.sequence = c.sequence
        %s order by %s desc limit ?
        """
            .formatted(
                from,
                conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions),
                place),
        this::sealed,
        values.toArray());
  }

  /** How far the chain has come. */
  public long sealedTo() {
    return tables.state().place();
  }

  private Sealed sealed(ResultSet row, int number) throws SQLException {
    UUID request = row.getObject("request_id", UUID.class);
    return new Sealed(
        row.getLong("place"),
        row.getString("hash"),
        new AuditEntry(
            row.getLong("sequence"),
            ChainTables.instant(row, "at"),
            row.getString("event"),
            row.getString("actor"),
            Optional.ofNullable(request).map(RequestId::new),
            tables.data(row.getString("data"))),
        Optional.ofNullable(row.getString("agent_id")),
        Optional.ofNullable(row.getString("task")),
        Optional.ofNullable(row.getString("tool")),
        Optional.ofNullable(row.getString("target_system")),
        Optional.ofNullable(row.getString("target_resource")));
  }

  private static void equal(
      String column, Optional<String> value, List<String> conditions, List<Object> values) {
    value.ifPresent(
        text -> {
          conditions.add("c." + column + " = ?");
          values.add(ChainTables.cut(text));
        });
  }
}
