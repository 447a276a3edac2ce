package io.holdpoint.audit;

import io.holdpoint.testing.TestDatabases;
import java.util.List;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class RecordOnPostgresTest extends RecordContract {

  private static final List<String> TABLES = List.of("audit_events", "audit_chain", "audit_heads");

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.postgres(properties);
  }

  @Override
  void withoutGuards(Runnable work) {
    TABLES.forEach(table -> jdbc.execute("alter table " + table + " disable trigger all"));
    try {
      work.run();
    } finally {
      TABLES.forEach(table -> jdbc.execute("alter table " + table + " enable trigger all"));
    }
  }
}
