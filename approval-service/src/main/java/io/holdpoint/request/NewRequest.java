package io.holdpoint.request;

import io.holdpoint.identity.CallingAgent;
import io.holdpoint.model.Action;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.RequestId;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import java.time.Duration;
import java.util.Optional;

/**
 * A request that was parsed and decided, ready to be written.
 *
 * @param idempotencyKey 1 to 255 printable ASCII characters, scoped to the agent
 * @param bodyHash SHA-256 of the canonical body, to tell a retry from another request under the
 *     same key
 * @param expiresIn what the agent asked for; can only shorten what the tier says
 */
public record NewRequest(
    RequestId id,
    CallingAgent agent,
    Action action,
    String reason,
    String task,
    CanonicalJson context,
    Optional<RequestId> parent,
    Optional<Duration> expiresIn,
    Optional<String> idempotencyKey,
    String bodyHash,
    DecisionInput input,
    Decision decision) {}
