package io.holdpoint.identity;

import io.holdpoint.audit.Actor.ByPerson;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.platform.MasterKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The agents and their keys, kept by administrators. */
@Component
@Transactional
class AgentRegistry implements AgentDesk {

  private static final int KEY_ID_LENGTH = 8;

  /** A key that expires does so within ten years. */
  private static final Duration LONGEST_VALID = Duration.ofDays(3650);

  private final Agents agents;
  private final AgentKeys keys;
  private final AgentPlaces places;
  private final People people;
  private final Administrators administrators;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final KeyedHash hash;
  private final Clock clock;

  AgentRegistry(
      Agents agents,
      AgentKeys keys,
      AgentPlaces places,
      People people,
      Administrators administrators,
      AuditTrail audit,
      ApplicationEventPublisher events,
      MasterKey master,
      Clock clock) {
    this.agents = agents;
    this.keys = keys;
    this.places = places;
    this.people = people;
    this.administrators = administrators;
    this.audit = audit;
    this.events = events;
    this.hash = AgentAuthentication.hash(master);
    this.clock = clock;
  }

  @Override
  public List<AgentView> agents(PersonId by) {
    administrators.require(by);
    Map<String, List<AgentKey>> byAgent =
        keys.all().stream().collect(Collectors.groupingBy(AgentKey::agent));
    return agents.all().stream()
        .map(agent -> view(agent, byAgent.getOrDefault(agent.getId(), List.of()), List.of()))
        .toList();
  }

  @Override
  public Optional<AgentView> agent(PersonId by, AgentId id) {
    administrators.require(by);
    return agents
        .findById(id.value())
        .map(
            agent ->
                view(
                    agent,
                    keys.findAllByAgentOrderByCreatedAt(agent.getId()),
                    places.of(agent.agentId())));
  }

  @Override
  public IssuedKey create(PersonId by, NewAgent wanted) {
    administrators.require(by);
    return create(by, wanted, Credential.random(wanted.id()));
  }

  /** With a credential that is known already; the caller has checked the authority. */
  IssuedKey create(PersonId by, NewAgent wanted, Credential credential) {
    check(wanted.owner(), wanted.labels(), wanted.environments());
    if (agents.existsById(wanted.id().value())) {
      throw new BadInputException("id", "id: '" + wanted.id() + "' is taken; expected a new one");
    }
    agents.save(
        new AgentAccount(
            wanted.id(), wanted.owner(), wanted.labels(), wanted.environments(), clock.instant()));
    audit.append(
        "agent.created",
        new ByPerson(by),
        null,
        described(wanted.id(), wanted.owner(), wanted.labels(), wanted.environments()));
    return issue(by, credential, KeyTerms.UNBOUNDED);
  }

  @Override
  public void update(
      PersonId by, AgentId which, PersonId owner, Set<String> labels, Set<String> environments) {
    administrators.require(by);
    check(owner, labels, environments);
    existing(which).describe(owner, labels, environments);
    audit.append(
        "agent.changed", new ByPerson(by), null, described(which, owner, labels, environments));
  }

  @Override
  public void disable(PersonId by, AgentId which, boolean disabled) {
    administrators.require(by);
    AgentAccount agent = existing(which);
    if (agent.isDisabled() == disabled) {
      return;
    }
    agent.disable(disabled);
    audit.append(
        disabled ? "agent.disabled" : "agent.enabled",
        new ByPerson(by),
        null,
        Map.of("agent", which.value()));
    if (disabled) {
      events.publishEvent(new AgentDisabled(which, by));
    }
  }

  @Override
  public IssuedKey issueKey(PersonId by, AgentId which, KeyTerms terms) {
    administrators.require(by);
    terms.validFor().ifPresent(AgentRegistry::checkValidFor);
    existing(which); // its row is locked: two rotations at once cannot make three keys
    Instant now = clock.instant();
    long valid =
        keys.findAllByAgentOrderByCreatedAt(which.value()).stream()
            .filter(key -> key.isValidAt(now))
            .count();
    if (valid >= AgentAuthentication.MAX_VALID_KEYS) {
      throw new BadInputException(
          "keys", "keys: '" + which + "' has " + valid + " valid ones; revoke one first");
    }
    return issue(by, Credential.random(which), terms);
  }

  @Override
  public void revokeKey(PersonId by, AgentId which, String keyId) {
    administrators.require(by);
    AgentKey key = keyOf(which, keyId);
    if (key.view().revokedAt().isPresent()) {
      return;
    }
    key.revoke(clock.instant());
    audit.append(
        "agent.key_revoked", new ByPerson(by), null, Map.of("agent", which.value(), "key", keyId));
  }

  @Override
  public void restrictKey(PersonId by, AgentId which, String keyId, Set<String> networks) {
    administrators.require(by);
    AgentKey key = keyOf(which, keyId);
    key.restrict(SourceNetwork.check(networks));
    audit.append(
        "agent.key_restricted",
        new ByPerson(by),
        null,
        Map.of(
            "agent",
            which.value(),
            "key",
            keyId,
            "networks",
            String.join(" ", key.view().networks())));
  }

  /** The agent's row is locked. */
  private AgentKey keyOf(AgentId which, String keyId) {
    existing(which);
    return keys.findById(keyId)
        .filter(found -> found.agent().equals(which.value()))
        .orElseThrow(
            () ->
                new BadInputException(
                    "keyId", "key: '" + which + "' has no key '" + Names.shown(keyId) + "'"));
  }

  private static void checkValidFor(Duration validFor) {
    if (validFor.compareTo(Duration.ofSeconds(1)) < 0 || validFor.compareTo(LONGEST_VALID) > 0) {
      throw new BadInputException(
          "expiresIn",
          "expiresIn: %d; expected 1 to %d seconds"
              .formatted(validFor.toSeconds(), LONGEST_VALID.toSeconds()));
    }
  }

  private IssuedKey issue(PersonId by, Credential credential, KeyTerms terms) {
    SortedSet<String> networks = SourceNetwork.check(terms.networks());
    Instant now = clock.instant();
    Optional<Instant> expiresAt = terms.validFor().map(now::plus);
    String keyId = Credential.randomText(KEY_ID_LENGTH);
    keys.save(
        new AgentKey(
            keyId,
            credential.agent(),
            hash.of(credential.whole()),
            now,
            expiresAt.orElse(null),
            networks));
    audit.append(
        "agent.key_issued",
        new ByPerson(by),
        null,
        Map.of(
            "agent",
            credential.agent().value(),
            "key",
            keyId,
            "expiresAt",
            expiresAt.map(Instant::toString).orElse(""),
            "networks",
            String.join(" ", networks)));
    return new IssuedKey(credential.agent(), keyId, credential.whole());
  }

  private void check(PersonId owner, Set<String> labels, Set<String> environments) {
    Names.checkLabels("labels", labels);
    Names.checkLabels("environments", environments);
    if (people.findById(owner.value()).filter(person -> !person.isDisabled()).isEmpty()) {
      throw new BadInputException(
          "owner", "owner: there is no active account '" + owner + "'; expected one");
    }
  }

  private AgentAccount existing(AgentId which) {
    return agents
        .lock(which.value())
        .orElseThrow(() -> new BadInputException("id", "id: there is no agent '" + which + "'"));
  }

  private static AgentView view(AgentAccount agent, List<AgentKey> keys, List<PlaceView> places) {
    return new AgentView(
        agent.agentId(),
        agent.owner(),
        agent.labels(),
        agent.environments(),
        agent.isDisabled(),
        agent.createdAt(),
        keys.stream().map(AgentKey::view).toList(),
        places);
  }

  private static Map<String, String> described(
      AgentId agent, PersonId owner, Set<String> labels, Set<String> environments) {
    return Map.of(
        "agent", agent.value(),
        "owner", owner.value(),
        "labels", String.join(" ", new TreeSet<>(labels)),
        "environments", String.join(" ", new TreeSet<>(environments)));
  }
}
