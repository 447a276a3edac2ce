package io.holdpoint.request;

import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as the ledger holds it at one moment.
 *
 * @param context the agent's {@code context} object as posted
 * @param demand present if and only if it was held
 * @param processInstance the engine's key of the one instance that serves it, once bound
 * @param expiresAt for a held request, when it expires; for one decided at once, its creation
 */
public record RequestRecord(
    RequestId id,
    AgentId agent,
    PersonId owner,
    Action action,
    String reason,
    String task,
    CanonicalJson context,
    Optional<RequestId> parent,
    RequestStatus status,
    String tier,
    Explanation explanation,
    Optional<ApprovalDemand> demand,
    Optional<Verdict> verdict,
    Optional<Long> processInstance,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> decidedAt) {}
