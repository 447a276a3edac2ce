package io.holdpoint.freeze;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Through it goes one at a time: who freezes, who thaws, and who brings in an agent that has asked
 * for nothing before. It is passed before any agent is locked, and by nobody who holds one.
 */
@Component
public class FreezeGate {

  private final JdbcTemplate jdbc;

  FreezeGate(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Holds the gate until the caller's transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void pass() {
    jdbc.query("select id from freeze_gate for update", (RowCallbackHandler) row -> {});
  }
}
