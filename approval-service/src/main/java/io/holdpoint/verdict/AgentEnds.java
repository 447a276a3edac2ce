package io.holdpoint.verdict;

import io.holdpoint.identity.AgentDisabled;
import io.holdpoint.model.AgentId;
import io.holdpoint.platform.LedgerTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * When agents were disabled last. What was approved up to then has ended, and does not come back
 * when the agent does. One row for each agent, however many approvals it had.
 */
@Component
class AgentEnds {

  private final JdbcClient jdbc;
  private final LedgerTime time;

  AgentEnds(JdbcClient jdbc, LedgerTime time) {
    this.jdbc = jdbc;
    this.time = time;
  }

  Optional<Instant> last(AgentId agent) {
    return jdbc.sql("select ended_at from agent_ends where agent_id = :agent")
        .param("agent", agent.value())
        .query((row, n) -> row.getObject("ended_at", OffsetDateTime.class).toInstant())
        .optional();
  }

  /**
   * In the transaction that disables the agent, which holds its account's row, as the last step: so
   * that what is approved before it has ended too.
   */
  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void disabled(AgentDisabled event) {
    OffsetDateTime now = time.now().atOffset(ZoneOffset.UTC);
    int there =
        jdbc.sql("update agent_ends set ended_at = :now where agent_id = :agent")
            .param("now", now)
            .param("agent", event.agent().value())
            .update();
    if (there == 0) {
      jdbc.sql("insert into agent_ends (agent_id, ended_at) values (:agent, :now)")
          .param("now", now)
          .param("agent", event.agent().value())
          .update();
    }
  }
}
