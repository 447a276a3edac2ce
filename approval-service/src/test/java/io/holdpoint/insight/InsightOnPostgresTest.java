package io.holdpoint.insight;

import io.holdpoint.testing.TestDatabases;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class InsightOnPostgresTest extends InsightContract {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.postgres(properties);
  }

  @Override
  String uuid() {
    return "gen_random_uuid()";
  }

  @Override
  String numbers(int most) {
    return "generate_series(1, " + most + ") as x (n)";
  }
}
