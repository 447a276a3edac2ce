package io.holdpoint.verdict;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Target;
import java.util.Optional;

/**
 * Something that stops approvals from being used: a freeze, the end of a task. All are asked when
 * an approval is redeemed, in its transaction, and before a token is minted.
 */
interface Stop {

  /** Why this may not run now; empty when nothing speaks against it. */
  Optional<Refusal> stops(Subject subject);

  /**
   * What is about to run.
   *
   * @param task {@code ""} where there is none
   */
  record Subject(AgentId agent, String task, String tool, Target target) {}
}
