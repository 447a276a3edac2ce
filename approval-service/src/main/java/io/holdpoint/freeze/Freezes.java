package io.holdpoint.freeze;

import io.holdpoint.model.AgentId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is frozen now, read from the database each time: there is no copy that could be old.
 *
 * <p>Whoever is about to release, approve or redeem asks within the transaction that does it, after
 * it has locked the agent's row ({@code agent_history}): a freeze waits for that lock before it
 * comes into force, so either it is seen here, or what is under way is committed before it.
 */
public interface Freezes {

  /** All that are in force; one look-up in an index over the few. */
  InForce inForce();

  /** The oldest freeze in force that covers such an action. */
  default Optional<Freeze> covering(AgentId agent, String task, String tool, Set<String> systems) {
    return inForce().covering(agent, task, tool, systems);
  }

  /** Freezes that were in force at one moment, oldest first. */
  record InForce(List<Freeze> freezes) {

    public InForce {
      freezes = List.copyOf(freezes);
    }

    /** The oldest that covers such an action; see {@link Freeze#covers}. */
    public Optional<Freeze> covering(AgentId agent, String task, String tool, Set<String> systems) {
      return freezes.stream().filter(f -> f.covers(agent, task, tool, systems)).findFirst();
    }

    public boolean isEmpty() {
      return freezes.isEmpty();
    }
  }
}
