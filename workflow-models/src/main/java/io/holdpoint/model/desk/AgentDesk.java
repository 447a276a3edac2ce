package io.holdpoint.model.desk;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The agents and their keys. Every change is an admin's and is audited. */
public interface AgentDesk {

  /** All agents, by id; without the places where they were seen. */
  List<AgentView> agents(PersonId by);

  Optional<AgentView> agent(PersonId by, AgentId id);

  /**
   * Creates an agent with its first key, which is returned and shown once.
   *
   * @throws BadInputException naming the field, the value and what was expected
   */
  IssuedKey create(PersonId by, NewAgent agent);

  void update(
      PersonId by, AgentId which, PersonId owner, Set<String> labels, Set<String> environments);

  /**
   * Disables at once: its next call is refused, and its pending requests are denied with basis
   * system.
   */
  void disable(PersonId by, AgentId which, boolean disabled);

  /**
   * Issues a second key; both are valid until the old one is revoked or expires. At most two are
   * valid at a time.
   */
  IssuedKey issueKey(PersonId by, AgentId which, KeyTerms terms);

  void revokeKey(PersonId by, AgentId which, String keyId);

  /**
   * Says from which networks a key may be used, from its next use on.
   *
   * @param networks in CIDR form, at most 32; empty: from anywhere
   */
  void restrictKey(PersonId by, AgentId which, String keyId, Set<String> networks);

  /**
   * @param validFor from now, 1 s to 10 years; empty: until it is revoked
   * @param networks in CIDR form, at most 32; empty: from anywhere
   */
  record KeyTerms(Optional<Duration> validFor, Set<String> networks) {

    public static final KeyTerms UNBOUNDED = new KeyTerms(Optional.empty(), Set.of());

    public KeyTerms {
      networks = Set.copyOf(networks);
    }
  }

  record NewAgent(AgentId id, PersonId owner, Set<String> labels, Set<String> environments) {}

  /**
   * {@code key} is the whole credential {@code hp_<id>_<secret>}; only its keyed hash is stored.
   */
  record IssuedKey(AgentId agent, String keyId, String key) {}

  record AgentView(
      AgentId id,
      PersonId owner,
      Set<String> labels,
      Set<String> environments,
      boolean disabled,
      Instant createdAt,
      List<KeyView> keys,
      List<PlaceView> places) {}

  /** A key without its secret; {@code keyId} is a short public name for it. */
  record KeyView(
      String keyId,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> revokedAt,
      Optional<Instant> lastUsedAt,
      List<String> networks) {}

  /**
   * A network that the agent was seen in: 24 bits of an IPv4 address, 48 of an IPv6 one.
   *
   * @param firstKey what it was seen with first: a key's id, or the issuer of a token
   */
  record PlaceView(
      String network,
      String lastAddress,
      String firstKey,
      Instant firstSeenAt,
      Instant lastSeenAt) {}
}
