package io.holdpoint.model.desk;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Target;
import io.holdpoint.model.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * A request as one row of a list.
 *
 * @param why the name of the strictest rule that matched, or of the default tier
 * @param frozenSince present while it is frozen: {@code expiresAt} stands still since then, and
 *     moves by as much when it is thawed
 * @param approvalsGiven how many of {@code approvalsDemanded} places are filled
 */
public record RequestSummary(
    RequestId id,
    AgentId agent,
    String tool,
    Target target,
    String task,
    RequestStatus status,
    String tier,
    String why,
    Instant createdAt,
    Instant expiresAt,
    Optional<Instant> frozenSince,
    Optional<Instant> decidedAt,
    Optional<Verdict> verdict,
    int approvalsGiven,
    int approvalsDemanded) {}
