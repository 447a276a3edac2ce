package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends a person's console sessions in the caller's transaction. They would not be honoured any more
 * anyway, since each carries the account's epoch; this leaves nothing behind.
 */
@Component
class Sessions {

  private final JdbcClient jdbc;

  Sessions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void endAll(PersonId whom) {
    jdbc.sql("delete from spring_session where principal_name = :name")
        .param("name", whom.value())
        .update();
  }
}
