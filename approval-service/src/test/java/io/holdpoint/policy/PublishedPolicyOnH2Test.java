package io.holdpoint.policy;

import io.holdpoint.testing.TestDatabases;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PublishedPolicyOnH2Test extends PublishedPolicyContract {

  @Override
  DataSource dataSource() {
    return new DriverManagerDataSource(
        TestDatabases.h2Url("mem:" + UUID.randomUUID()) + ";DB_CLOSE_DELAY=-1");
  }
}
