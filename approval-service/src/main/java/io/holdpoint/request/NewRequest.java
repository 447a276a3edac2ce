package io.holdpoint.request;

import io.holdpoint.identity.CallingAgent;
import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.RequestId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request that was parsed, ready to be decided and written.
 *
 * <p>Where it holds secrets, everything in it is as posted, for the policy; what is written, shown
 * and remembered is {@link #shown}.
 *
 * @param arguments the action's, as values for the policy
 * @param dataTouched what the agent says that it touched
 * @param attributes whatever else it says
 * @param sharedWith agents that may name this request as their parent, besides its own
 * @param idempotencyKey 1 to 255 printable ASCII characters, scoped to the agent
 * @param bodyHash a keyed hash of the canonical body, to tell a retry from another request under
 *     the same key
 * @param expiresIn what the agent asked for; can only shorten what the tier says
 * @param covered what is written in its place where it holds secrets
 */
public record NewRequest(
    RequestId id,
    CallingAgent agent,
    Action action,
    Map<String, Object> arguments,
    Set<String> dataTouched,
    Map<String, Object> attributes,
    String reason,
    String task,
    CanonicalJson context,
    Optional<RequestId> parent,
    Set<AgentId> sharedWith,
    Optional<Duration> expiresIn,
    Optional<String> idempotencyKey,
    String bodyHash,
    Optional<Covered> covered) {

  /** A request without secrets. */
  public NewRequest(
      RequestId id,
      CallingAgent agent,
      Action action,
      Map<String, Object> arguments,
      Set<String> dataTouched,
      Map<String, Object> attributes,
      String reason,
      String task,
      CanonicalJson context,
      Optional<RequestId> parent,
      Set<AgentId> sharedWith,
      Optional<Duration> expiresIn,
      Optional<String> idempotencyKey,
      String bodyHash) {
    this(
        id,
        agent,
        action,
        arguments,
        dataTouched,
        attributes,
        reason,
        task,
        context,
        parent,
        sharedWith,
        expiresIn,
        idempotencyKey,
        bodyHash,
        Optional.empty());
  }

  /**
   * A request whose secrets are covered.
   *
   * @param shown the same request with a mask in the place of each secret
   * @param sealed what was posted, encrypted
   */
  public record Covered(NewRequest shown, String sealed) {}

  /** As it may be written and shown. */
  public NewRequest shown() {
    return covered.map(Covered::shown).orElse(this);
  }

  @Override
  public String toString() {
    return "NewRequest[" + id + " of " + agent.id() + "]";
  }
}
