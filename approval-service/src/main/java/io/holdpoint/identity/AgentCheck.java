package io.holdpoint.identity;

import io.holdpoint.platform.Problem;

/** What came of looking at a credential that may be an agent's. */
sealed interface AgentCheck {

  record Known(CallingAgent agent) implements AgentCheck {}

  /** It is genuine, or claims to be, and may not be used so; who holds it is told why. */
  record Refused(Problem problem) implements AgentCheck {}

  /** For whatever reason; the reason is not for the caller. */
  record Unknown() implements AgentCheck {}
}
