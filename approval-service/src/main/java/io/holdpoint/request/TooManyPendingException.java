package io.holdpoint.request;

import io.holdpoint.model.AgentId;

/** An agent has as many requests waiting for people as it may have. */
final class TooManyPendingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TooManyPendingException(AgentId agent, int most) {
    super(
        agent
            + " has "
            + most
            + " requests pending, expected fewer before another is held: wait for people, or take"
            + " some back");
  }
}
