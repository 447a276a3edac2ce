package io.holdpoint.review;

import io.holdpoint.testing.TestDatabases;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class InboxOnPostgresTest extends InboxContract {

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
    return "generate_series(1, " + most + ") as n";
  }
}
