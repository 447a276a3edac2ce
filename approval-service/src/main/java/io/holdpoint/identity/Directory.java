package io.holdpoint.identity;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who there is, read from the database at the moment of asking: authority is checked where the
 * thing is done.
 */
public interface Directory {

  Optional<Person> person(PersonId id);

  /** Those of the named people that exist, by id. */
  Map<PersonId, Person> people(Collection<PersonId> ids);

  /** The people who are in at least one of these groups, by id; disabled or not. */
  List<Person> inGroups(Set<String> groups);

  /** The agent, disabled or not. */
  Optional<KnownAgent> agent(AgentId id);

  /** Every group that at least one person is in. */
  Set<String> groups();

  /** An agent as others see it. */
  record KnownAgent(
      AgentId id, PersonId owner, Set<String> labels, Set<String> environments, boolean disabled) {}
}
