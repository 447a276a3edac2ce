package io.holdpoint.task;

import io.holdpoint.model.AgentId;
import java.util.Set;

/**
 * A task is over. Published within a transaction that holds the rows of these agents and the
 * task's; listeners withdraw what hangs on it in the same transaction.
 *
 * @param byItsAgent whether its agent ended it, and nothing went wrong
 */
public record TaskEnded(String task, Set<AgentId> agents, String why, boolean byItsAgent) {}
