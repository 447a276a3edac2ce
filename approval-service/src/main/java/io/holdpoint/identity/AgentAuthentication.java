package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import io.holdpoint.platform.MasterKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells which agent calls: one select, one keyed hash, comparisons in constant time. */
@Component
class AgentAuthentication {

  /** At most so many keys of an agent are valid at a time; so many are always compared. */
  static final int MAX_VALID_KEYS = 2;

  private final Agents agents;
  private final KeyUse keyUse;
  private final Clock clock;
  private final KeyedHash hash;
  private final String nobody;

  AgentAuthentication(Agents agents, KeyUse keyUse, MasterKey master, Clock clock) {
    this.agents = agents;
    this.keyUse = keyUse;
    this.clock = clock;
    this.hash = hash(master);
    this.nobody = hash.of("");
  }

  static KeyedHash hash(MasterKey master) {
    return new KeyedHash(master.derive("agent-keys"));
  }

  /** Empty for whatever reason; the reason is not for the caller. */
  Optional<CallingAgent> authenticate(String bearer) {
    return Credential.parse(bearer).flatMap(this::authenticate);
  }

  private Optional<CallingAgent> authenticate(Credential credential) {
    String presented = hash.of(credential.whole());
    List<StoredKey> keys = agents.keysOf(credential.agent().value());
    Instant now = clock.instant();
    Optional<StoredKey> match = Optional.empty();
    for (int i = 0; i < Math.max(keys.size(), MAX_VALID_KEYS); i++) {
      // An agent that is not there, or has fewer keys, costs the same comparisons.
      boolean same = KeyedHash.same(i < keys.size() ? keys.get(i).hash() : nobody, presented);
      if (same && i < keys.size()) {
        match = Optional.of(keys.get(i));
      }
    }
    return match
        .filter(key -> !key.disabled() && !key.isExpiredAt(now))
        .map(
            key -> {
              keyUse.note(key.id(), now);
              return new CallingAgent(
                  credential.agent(),
                  new PersonId(key.owner()),
                  key.labels(),
                  key.environments(),
                  key.agentCreatedAt());
            });
  }
}
