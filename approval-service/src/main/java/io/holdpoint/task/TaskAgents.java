package io.holdpoint.task;

import io.holdpoint.model.AgentId;
import java.util.Set;

/** The rows of agents, which come before any task's. */
public interface TaskAgents {

  /** Locks those that have asked for something before, in their order. */
  void hold(Set<AgentId> agents);
}
