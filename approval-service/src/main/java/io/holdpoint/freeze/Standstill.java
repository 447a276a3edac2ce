package io.holdpoint.freeze;

import io.holdpoint.freeze.Freezes.InForce;
import io.holdpoint.model.AgentId;
import java.time.Instant;
import java.util.Optional;

/** What a freeze stops, to whoever holds it. */
public interface Standstill {

  /**
   * Waits for every transaction under way that could release something of this agent, and lets none
   * begin until the caller's transaction ends.
   *
   * @param agent empty: of all agents
   */
  void halt(Optional<AgentId> agent);

  /**
   * Stops the deadlines of what is held and covered, and lets those go on that are covered no more,
   * later by the time that they stood still. May be done again; called after {@link #halt} for the
   * same agent, in the same transaction.
   */
  void follow(Optional<AgentId> agent, InForce freezes, Instant now);
}
