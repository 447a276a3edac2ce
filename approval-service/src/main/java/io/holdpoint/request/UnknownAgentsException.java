package io.holdpoint.request;

import java.util.Set;

/** Agents that have asked for nothing before: to be brought in, and then it is tried again. */
class UnknownAgentsException extends RuntimeException {

  private final transient Set<String> agents;

  UnknownAgentsException(Set<String> agents) {
    super("agents that have asked for nothing before: " + agents);
    this.agents = Set.copyOf(agents);
  }

  Set<String> agents() {
    return agents;
  }
}
