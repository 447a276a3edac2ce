package io.holdpoint.identity;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;

/**
 * Published within the transaction that disables an agent; listeners end what it has within the
 * same transaction.
 */
public record AgentDisabled(AgentId agent, PersonId by) {}
