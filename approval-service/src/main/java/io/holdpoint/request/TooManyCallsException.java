package io.holdpoint.request;

import io.holdpoint.model.AgentId;

/** An agent has as many calls under way as are worked on at a time. */
final class TooManyCallsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TooManyCallsException(AgentId agent, int most) {
    super(agent + " has " + most + " calls under way at the same time, expected fewer");
  }
}
