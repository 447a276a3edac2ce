package io.holdpoint.insight;

import io.holdpoint.testing.TestDatabases;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class InsightOnH2Test extends InsightContract {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.h2(properties);
  }

  @Override
  String uuid() {
    return "random_uuid()";
  }

  @Override
  String numbers(int most) {
    return "system_range(1, " + most + ") as x (n)";
  }
}
