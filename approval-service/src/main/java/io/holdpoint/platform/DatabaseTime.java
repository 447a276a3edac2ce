package io.holdpoint.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The ledger's time from the database in use.
 *
 * <p>Not {@code current_timestamp}: that stands still from the begin of a transaction, so a review
 * that waited for a lock would be judged by the time before the wait. H2 offers nothing else, but
 * runs within this process, so that its clock is this host's.
 */
@Component
class DatabaseTime implements LedgerTime {

  private final JdbcClient jdbc;
  private final Clock host = Clock.systemUTC();
  private final boolean embedded;

  DatabaseTime(DataSource dataSource, JdbcClient jdbc) throws SQLException {
    this.jdbc = jdbc;
    try (Connection connection = dataSource.getConnection()) {
      this.embedded = connection.getMetaData().getDatabaseProductName().equals("H2");
    }
  }

  @Override
  public Instant now() {
    return (embedded ? host.instant() : asked()).truncatedTo(ChronoUnit.MICROS);
  }

  private Instant asked() {
    return jdbc.sql("select clock_timestamp()")
        .query((row, n) -> row.getObject(1, OffsetDateTime.class))
        .single()
        .toInstant();
  }
}
