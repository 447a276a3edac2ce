package io.holdpoint.review;

import io.holdpoint.testing.TestDatabases;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class ChangeOnH2Test extends ChangeContract {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.h2(properties);
  }
}
