package io.holdpoint.policy;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Everything that a decision rests on. It is stored with the decision, so that trace and simulation
 * see what was seen.
 *
 * <p>JSON values in {@code arguments} and {@code attributes} are {@code String}, {@code Long},
 * {@code Double}, {@code Boolean}, {@code List}, {@code Map} or null.
 *
 * @param now the ledger's time
 */
public record DecisionInput(
    AgentFacts agent,
    String tool,
    Map<String, Object> arguments,
    Target target,
    RequestFacts request,
    TaskFacts task,
    ChainFacts chain,
    Instant now) {

  /** What Holdpoint itself knows of the agent. */
  public record AgentFacts(
      AgentId id, PersonId owner, Set<String> labels, Set<String> environments) {}

  /** What the agent says: unverified, so it may only tighten. */
  public record RequestFacts(
      String reason, Set<String> dataTouched, Map<String, Object> attributes) {}

  /** The task label of this agent and what was seen under it before this request. */
  public record TaskFacts(String id, long requests, long denied, Set<String> dataTouched) {}

  /** The chain of parents above this request. */
  public record ChainFacts(long depth, Set<String> tools, Set<String> dataTouched) {}
}
