package io.holdpoint.identity;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;

/**
 * The principal of an authenticated agent, as its account stood when the call was authenticated.
 */
public record CallingAgent(
    AgentId id, PersonId owner, Set<String> labels, Set<String> environments, Instant createdAt)
    implements Principal {

  public CallingAgent {
    labels = Set.copyOf(labels);
    environments = Set.copyOf(environments);
  }

  @Override
  public String getName() {
    return id.value();
  }
}
