package io.holdpoint.testing;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** People and agents in memory, for tests of what asks for them. */
public class TestDirectory implements Directory {

  private final Map<PersonId, Person> people = new ConcurrentHashMap<>();
  private final Map<AgentId, KnownAgent> agents = new ConcurrentHashMap<>();

  public TestDirectory() {
    put(new KnownAgent(Requests.AGENT.id(), Requests.AGENT.owner(), Set.of(), Set.of(), false));
  }

  /** A reviewer in these groups. */
  public PersonId reviewer(String id, String... groups) {
    return person(id, Set.of(Role.REVIEWER), groups);
  }

  public PersonId person(String id, Set<Role> roles, String... groups) {
    var person = new Person(new PersonId(id), id, roles, Set.of(groups), false);
    people.put(person.id(), person);
    return person.id();
  }

  public void disable(PersonId id) {
    people.computeIfPresent(
        id, (i, p) -> new Person(i, p.displayName(), p.roles(), p.groups(), true));
  }

  public void put(KnownAgent agent) {
    agents.put(agent.id(), agent);
  }

  @Override
  public Optional<Person> person(PersonId id) {
    return Optional.ofNullable(people.get(id));
  }

  @Override
  public Map<PersonId, Person> people(Collection<PersonId> ids) {
    var found = new HashMap<>(people);
    found.keySet().retainAll(ids);
    return found;
  }

  @Override
  public List<Person> inGroups(Set<String> groups) {
    return people.values().stream()
        .filter(person -> !Collections.disjoint(person.groups(), groups))
        .sorted(Comparator.comparing(person -> person.id().value()))
        .toList();
  }

  @Override
  public Optional<KnownAgent> agent(AgentId id) {
    return Optional.ofNullable(agents.get(id));
  }

  @Override
  public Set<String> groups() {
    var groups = new HashSet<String>();
    people.values().forEach(p -> groups.addAll(p.groups()));
    return groups;
  }
}
