package io.holdpoint.identity;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The directory over our own accounts. */
@Component
class AccountDirectory implements Directory {

  private final People people;
  private final Agents agents;

  AccountDirectory(People people, Agents agents) {
    this.people = people;
    this.agents = agents;
  }

  @Override
  public Optional<Person> person(PersonId id) {
    return people.findById(id.value()).map(PersonAccount::toPerson);
  }

  @Override
  public Map<PersonId, Person> people(Collection<PersonId> ids) {
    return people.findAllByIdIn(ids.stream().map(PersonId::value).distinct().toList()).stream()
        .map(PersonAccount::toPerson)
        .collect(Collectors.toMap(Person::id, Function.identity()));
  }

  @Override
  public List<Person> inGroups(Set<String> groups) {
    return people.all().stream()
        .map(PersonAccount::toPerson)
        .filter(person -> !Collections.disjoint(person.groups(), groups))
        .toList();
  }

  @Override
  public Optional<KnownAgent> agent(AgentId id) {
    return agents.findById(id.value()).map(AgentAccount::toKnownAgent);
  }

  @Override
  public Set<String> groups() {
    Set<String> groups = new TreeSet<>();
    people.all().forEach(account -> groups.addAll(account.toPerson().groups()));
    return groups;
  }
}
