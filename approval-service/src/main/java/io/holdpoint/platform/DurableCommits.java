package io.holdpoint.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Refuses a PostgreSQL that acknowledges commits before they are on disk: what an agent or a
 * reviewer was told could be gone after a crash. H2 knows no such setting; there the URL has it.
 */
@Component
class DurableCommits implements SmartInitializingSingleton {

  private final JdbcTemplate jdbc;

  DurableCommits(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @throws StartRefusedException {@code synchronous_commit} is off, for the server, the database,
   *     the role or the connection
   */
  @Override
  public void afterSingletonsInstantiated() {
    boolean postgres =
        Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>) DurableCommits::isPostgres));
    if (postgres && "off".equals(jdbc.queryForObject("show synchronous_commit", String.class))) {
      throw new StartRefusedException(
          "the database's synchronous_commit is off, so that it would lose acknowledged decisions in a"
              + " crash; expected on, or any other value than off");
    }
  }

  private static boolean isPostgres(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }
}
