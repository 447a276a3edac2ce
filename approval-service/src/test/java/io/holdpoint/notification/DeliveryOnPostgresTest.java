package io.holdpoint.notification;

import io.holdpoint.testing.TestDatabases;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class DeliveryOnPostgresTest extends DeliveryContract {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.postgres(properties);
  }
}
