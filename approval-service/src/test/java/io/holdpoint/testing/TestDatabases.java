package io.holdpoint.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * Fresh databases for tests. To be called from a static {@code @DynamicPropertySource} method of
 * the test class, so that each class has a context and a database of its own.
 */
public final class TestDatabases {

  private static @Nullable EmbeddedPostgres server;

  private TestDatabases() {}

  /** A fresh H2 database in memory, set as the one that is delivered. */
  public static void h2(DynamicPropertyRegistry properties) {
    var name = fresh();
    properties.add("spring.datasource.url", () -> h2Url("mem:" + name) + ";DB_CLOSE_DELAY=-1");
  }

  /** A fresh database on the one PostgreSQL server of this JVM. */
  public static void postgres(DynamicPropertyRegistry properties) {
    var url = freshPostgres();
    properties.add("spring.datasource.url", () -> url);
    properties.add("spring.datasource.username", () -> "postgres");
    properties.add("spring.datasource.password", () -> "postgres");
  }

  /** The settings of the delivered URL; {@code where} is such as {@code file:/tmp/x} or mem:x. */
  public static String h2Url(String where) {
    return "jdbc:h2:"
        + where
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
        + ";LOCK_TIMEOUT=10000";
  }

  /** The JDBC URL of a fresh database on the shared server; its user is {@code postgres}. */
  public static synchronized String freshPostgres() {
    var name = fresh();
    try {
      if (server == null) {
        // Stopped by its own shutdown hook at the end of the JVM.
        server =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "300")
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "on")
                .start();
      }
      try (var connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      return server.getJdbcUrl("postgres", name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String fresh() {
    return "t" + UUID.randomUUID().toString().replace("-", "");
  }
}
