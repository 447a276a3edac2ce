package io.holdpoint.model.desk;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that agents opened. People read them, administrators end them; only agents open them,
 * as a task binds the one that opens it.
 */
public interface TaskDesk {

  /** Tasks on one page, at most. */
  int MOST_LISTED = 200;

  /** With so many strikes a task has strayed and is over. */
  int MOST_STRIKES = 10;

  /**
   * Those that are open first, each kind newest first.
   *
   * @throws NotAllowedException the reader has no account that is active
   * @throws BadCursorException a cursor that no page gave, or a limit beyond 1 to 200
   */
  Page<TaskView> tasks(PersonId reader, TaskFilter filter);

  /**
   * Empty for a label that no agent opened.
   *
   * @throws NotAllowedException the reader has no account that is active
   */
  Optional<TaskView> task(PersonId reader, String id);

  /**
   * Ends a task with what hangs on it: what is pending, grants made for it, approvals not yet
   * redeemed. May be done again: the first end stands.
   *
   * @param reason at most 1,000 characters; may be empty
   * @throws NotAllowedException {@code by} is no administrator
   * @throws NoSuchRequestException there is no such task
   * @throws BadInputException the reason cannot be taken
   */
  TaskView end(PersonId by, String id, String reason);

  /**
   * Which tasks.
   *
   * @param search text in the id, the purpose, the agents, the owner or the allowed tools, in any
   *     case; {@code ""} for all
   * @param over true: only those that are over; false: only open ones; empty: both
   * @param after the cursor of the page before
   */
  record TaskFilter(String search, Optional<Boolean> over, Optional<String> after, int limit) {

    /** Characters of a search, at most. */
    public static final int MOST_SEARCH = 200;

    public TaskFilter {
      if (limit < 1 || limit > MOST_LISTED) {
        throw new BadCursorException("limit: expected 1 to " + MOST_LISTED + ", was " + limit);
      }
    }
  }

  /**
   * One task. What is text in it was written by an agent: unverified.
   *
   * @param owner the agent's owner when it was opened
   * @param allowedTools patterns; empty: any tool
   * @param agents that take part besides the one that opened it
   */
  record TaskView(
      String id,
      AgentId agent,
      PersonId owner,
      String purpose,
      Budget budget,
      Optional<List<String>> allowedTools,
      List<AgentId> agents,
      Spent used,
      Instant openedAt,
      Instant expiresAt,
      Optional<End> ended) {

    public boolean open() {
      return ended.isEmpty();
    }
  }

  /**
   * @param sums by the path of a numeric argument
   */
  record Budget(
      Optional<Integer> actions, Map<String, BigDecimal> sums, Optional<Integer> targets) {}

  /**
   * What it has used up, with what still waits.
   *
   * @param targets different ones
   * @param strikes see docs/tasks.md; {@link #MOST_STRIKES} end it
   */
  record Spent(int actions, Map<String, BigDecimal> sums, int targets, int strikes) {}

  /**
   * @param by as in the record, such as {@code agent:support-bot} or {@code system}
   */
  record End(Instant at, String why, String by) {}
}
