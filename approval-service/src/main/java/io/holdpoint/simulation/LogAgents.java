package io.holdpoint.simulation;

import io.holdpoint.identity.Directory;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/**
 * The agents that a log names: as their accounts are, if they have one here. One that has none is
 * an old one without labels, owned by whoever tries the log.
 */
@Component
class LogAgents {

  private final Directory directory;

  LogAgents(Directory directory) {
    this.directory = directory;
  }

  /** For one simulation: each agent is looked up once. */
  BiFunction<AgentId, PersonId, AgentFacts> of() {
    Map<AgentId, Optional<KnownAgent>> known = new ConcurrentHashMap<>();
    return (id, by) ->
        known
            .computeIfAbsent(id, directory::agent)
            .map(
                agent ->
                    new AgentFacts(
                        id, agent.owner(), agent.labels(), agent.environments(), Instant.EPOCH))
            .orElseGet(() -> new AgentFacts(id, by, Set.of(), Set.of(), Instant.EPOCH));
  }
}
