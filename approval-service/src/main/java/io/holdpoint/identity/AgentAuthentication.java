package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import io.holdpoint.platform.MasterKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells by its key which agent calls: one select, one keyed hash, comparisons in constant time. */
@Component
class AgentAuthentication {

  /** At most so many keys of an agent are valid at a time; so many are always compared. */
  static final int MAX_VALID_KEYS = 2;

  private final Agents agents;
  private final KeyUse keyUse;
  private final AgentPlaces places;
  private final Clock clock;
  private final KeyedHash hash;
  private final String nobody;

  AgentAuthentication(
      Agents agents, KeyUse keyUse, AgentPlaces places, MasterKey master, Clock clock) {
    this.agents = agents;
    this.keyUse = keyUse;
    this.places = places;
    this.clock = clock;
    this.hash = hash(master);
    this.nobody = hash.of("");
  }

  static KeyedHash hash(MasterKey master) {
    return new KeyedHash(master.derive("agent-keys"));
  }

  /**
   * @param address where the call comes from
   */
  AgentCheck authenticate(String bearer, String address) {
    return Credential.parse(bearer)
        .map(credential -> authenticate(credential, address))
        .orElseGet(AgentCheck.Unknown::new);
  }

  private AgentCheck authenticate(Credential credential, String address) {
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
    if (match.isEmpty() || match.get().disabled()) {
      return new AgentCheck.Unknown();
    }
    StoredKey key = match.get();
    if (key.isExpiredAt(now)) {
      places.refused(credential.agent(), key.id(), address, "expired", now);
      return new AgentCheck.Refused(CredentialProblems.expired());
    }
    if (!key.mayComeFrom(address)) {
      places.refused(credential.agent(), key.id(), address, "network", now);
      return new AgentCheck.Refused(CredentialProblems.elsewhere());
    }
    places.used(credential.agent(), key.id(), address, now);
    keyUse.note(key.id(), now);
    return new AgentCheck.Known(
        new CallingAgent(
            credential.agent(),
            new PersonId(key.owner()),
            key.labels(),
            key.environments(),
            key.agentCreatedAt()));
  }
}
