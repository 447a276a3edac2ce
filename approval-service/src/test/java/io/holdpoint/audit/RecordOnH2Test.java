package io.holdpoint.audit;

import io.holdpoint.testing.TestDatabases;
import java.util.List;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class RecordOnH2Test extends RecordContract {

  private static final List<String> TABLES = List.of("audit_events", "audit_chain", "audit_heads");

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    TestDatabases.h2(properties);
  }

  @Override
  void withoutGuards(Runnable work) {
    TABLES.forEach(table -> jdbc.execute("drop trigger " + table + "_guard"));
    try {
      work.run();
    } finally {
      TABLES.forEach(
          table ->
              jdbc.execute(
                  "create trigger "
                      + table
                      + "_guard before update, delete on "
                      + table
                      + " for each row call \""
                      + RefusesChange.class.getName()
                      + "\""));
    }
  }
}
