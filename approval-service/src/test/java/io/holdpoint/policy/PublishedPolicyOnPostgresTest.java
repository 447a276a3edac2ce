package io.holdpoint.policy;

import io.holdpoint.testing.TestDatabases;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PublishedPolicyOnPostgresTest extends PublishedPolicyContract {

  @Override
  DataSource dataSource() {
    return new DriverManagerDataSource(TestDatabases.freshPostgres(), "postgres", "postgres");
  }
}
