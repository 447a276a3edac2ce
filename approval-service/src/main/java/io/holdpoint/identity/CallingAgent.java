package io.holdpoint.identity;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;

/**
 * The principal of an authenticated agent, as its account stood when the call was authenticated.
 *
 * @param onBehalfOf the subject that its token says it acts for; empty when it acts for itself
 */
public record CallingAgent(
    AgentId id,
    PersonId owner,
    Set<String> labels,
    Set<String> environments,
    Instant createdAt,
    String onBehalfOf)
    implements Principal {

  /** An agent that acts for itself. */
  public CallingAgent(
      AgentId id, PersonId owner, Set<String> labels, Set<String> environments, Instant createdAt) {
    this(id, owner, labels, environments, createdAt, "");
  }

  public CallingAgent {
    labels = Set.copyOf(labels);
    environments = Set.copyOf(environments);
  }

  /** The same agent, acting for somebody; for itself when that is empty. */
  CallingAgent actingFor(String somebody) {
    return new CallingAgent(id, owner, labels, environments, createdAt, somebody);
  }

  @Override
  public String getName() {
    return id.value();
  }
}
