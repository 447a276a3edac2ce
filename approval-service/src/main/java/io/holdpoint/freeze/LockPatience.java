package io.holdpoint.freeze;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Limits how long the statements of a transaction wait for locks. */
@Component
class LockPatience {

  /** PostgreSQL's lock timeout and deadlock, H2's lock timeout and deadlock. */
  private static final Set<String> WAITED_TOO_LONG = Set.of("55P03", "40P01", "HYT00", "40001");

  private final JdbcTemplate jdbc;

  /** What was to be locked is held by somebody else. */
  static final class LockedElsewhereException extends RuntimeException {

    private LockedElsewhereException(DataAccessException cause) {
      super(cause.getMostSpecificCause().getMessage(), cause);
    }
  }

  LockPatience(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Runs something that may lock in the caller's transaction, and waits for no lock longer than
   * this.
   *
   * @throws LockedElsewhereException it would have to wait longer; what came before in this
   *     transaction has to be rolled back
   */
  @Transactional(propagation = Propagation.MANDATORY)
  <T> T within(Duration patience, Supplier<T> locking) {
    try {
      return limited(patience, locking);
    } catch (DataAccessException e) {
      if (waitedTooLong(e)) {
        throw new LockedElsewhereException(e);
      }
      throw e;
    }
  }

  private static boolean waitedTooLong(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return WAITED_TOO_LONG.contains(sql.getSQLState());
      }
    }
    return false;
  }

  private <T> T limited(Duration patience, Supplier<T> locking) {
    if (isPostgres()) {
      // Ends with the transaction; after a failure nothing more can be said in it.
      jdbc.execute("set local lock_timeout = " + patience.toMillis());
      T result = locking.get();
      jdbc.execute("set local lock_timeout to default");
      return result;
    }
    Long before = jdbc.queryForObject("select lock_timeout()", Long.class);
    jdbc.execute("set lock_timeout " + patience.toMillis());
    try {
      return locking.get();
    } finally {
      jdbc.execute("set lock_timeout " + before);
    }
  }

  private boolean isPostgres() {
    return Boolean.TRUE.equals(
        jdbc.execute((ConnectionCallback<Boolean>) LockPatience::isPostgres));
  }

  private static boolean isPostgres(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }
}
