package io.holdpoint.notification;

import io.holdpoint.testing.TestDatabases;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class DeliveryOnH2Test extends DeliveryContract {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.h2(properties);
  }
}
