package io.holdpoint.request;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import java.time.Instant;

/**
 * A pending request as the inbox sorts and counts it: what is short, so that thousands can be read.
 *
 * @param system the target's
 * @param why the strictest rule that matched, or the tier when none did
 * @param found whether the words that were searched for all occur in it
 */
public record Waiting(
    RequestId id,
    AgentId agent,
    String tool,
    String system,
    String task,
    String tier,
    String why,
    Instant createdAt,
    Instant expiresAt,
    boolean found) {}
