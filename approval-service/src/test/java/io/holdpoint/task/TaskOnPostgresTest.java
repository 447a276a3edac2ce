package io.holdpoint.task;

import io.holdpoint.testing.TestDatabases;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class TaskOnPostgresTest extends TaskContract {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.postgres(properties);
  }
}
