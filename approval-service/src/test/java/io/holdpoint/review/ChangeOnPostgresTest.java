package io.holdpoint.review;

import io.holdpoint.testing.TestDatabases;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class ChangeOnPostgresTest extends ChangeContract {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.postgres(properties);
  }
}
