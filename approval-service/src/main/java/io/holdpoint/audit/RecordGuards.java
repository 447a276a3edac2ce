package io.holdpoint.audit;

import io.holdpoint.audit.chain.ChainRecord;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has the database refuse changes of the record: triggers, which the two databases make in
 * different ways. They keep honest programs from mistakes; what a thief of the database's owner
 * does, the chain tells. Begins the chain as well, with a random id.
 */
@Component
class RecordGuards implements JavaMigration {

  private static final List<String> TABLES = List.of("audit_events", "audit_chain", "audit_heads");

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("16.1");
  }

  @Override
  public String getDescription() {
    return "record refuses changes";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    var connection = context.getConnection();
    boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
    try (Statement statement = connection.createStatement()) {
      if (!h2) {
        statement.execute(
            """
            create function audit_refuse() returns trigger language plpgsql as $$
            begin
              if tg_op = 'DELETE' and current_setting('holdpoint.pruning', true) = 'on' then
                return old;
              end if;
              raise exception 'the record is append-only';
            end $$
            """);
      }
      for (String table : TABLES) {
        if (h2) {
          statement.execute(
              "create trigger "
                  + table
                  + "_guard before update, delete on "
                  + table
                  + " for each row call \""
                  + RefusesChange.class.getName()
                  + "\"");
        } else {
          statement.execute(
              "create trigger "
                  + table
                  + "_guard before update or delete on "
                  + table
                  + " for each row execute function audit_refuse()");
          statement.execute(
              "create trigger "
                  + table
                  + "_whole before truncate on "
                  + table
                  + " for each statement execute function audit_refuse()");
        }
      }
      statement.execute(
          """
          insert into audit_state
            (id, chain, holder, held_until, place, hash, high, pruned_place, pruned_hash)
          values (1, '%s', '', timestamp with time zone '2000-01-01 00:00:00+00', 0, '%s', 0, 0, '%s')
          """
              .formatted(UUID.randomUUID(), ChainRecord.GENESIS, ChainRecord.GENESIS));
    }
  }
}
