package io.holdpoint.identity;

import io.holdpoint.audit.Actor.BySystem;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AgentDesk.NewAgent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the accounts without which nobody could get in. Whichever instance starts first makes them;
 * the others find them.
 */
@Component
@Transactional
class FirstAccounts {

  static final PersonId ADMIN = new PersonId("admin");
  static final AgentId AGENT = new AgentId("first-agent");

  private static final List<Person> DEMO =
      List.of(
          person("reviewer", Role.REVIEWER, "reviewers"),
          person("ops", Role.REVIEWER, "ops"),
          person("security", Role.REVIEWER, "security"),
          person("lead", Role.REVIEWER, "leads"),
          person("auditor", Role.AUDITOR));

  private final IdentityState state;
  private final MasterKeyCheck masterKey;
  private final People people;
  private final AgentRegistry agents;
  private final Passwords passwords;
  private final AuditTrail audit;
  private final Clock clock;

  FirstAccounts(
      IdentityState state,
      MasterKeyCheck masterKey,
      People people,
      AgentRegistry agents,
      Passwords passwords,
      AuditTrail audit,
      Clock clock) {
    this.state = state;
    this.masterKey = masterKey;
    this.people = people;
    this.agents = agents;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes the administrator and the first agent, once in the life of a database.
   *
   * @return whether it was this call that made them
   */
  boolean seed(String adminPassword, Optional<Credential> wanted, Credential fallback) {
    IdentityState.State stored = state.lock();
    masterKey.check(stored);
    if (stored.seededAt().isPresent()) {
      return false;
    }
    create(new Person(ADMIN, "Administrator", Set.of(Role.ADMIN), Set.of(), false), adminPassword);
    Credential credential = wanted.orElse(fallback);
    agents.create(ADMIN, new NewAgent(credential.agent(), ADMIN, Set.of(), Set.of()), credential);
    state.seeded(clock.instant());
    return true;
  }

  /**
   * Makes those accounts of the demo that are not there yet; the others are left alone.
   *
   * @return the names of those that were made
   */
  List<String> demo(String password) {
    state.lock();
    List<Person> missing =
        DEMO.stream().filter(person -> !people.existsById(person.id().value())).toList();
    missing.forEach(person -> create(person, password));
    return missing.stream().map(person -> person.id().value()).toList();
  }

  private void create(Person person, String password) {
    people.save(new PersonAccount(person, passwords.hash(password), clock.instant()));
    audit.append(
        "person.created",
        new BySystem(),
        null,
        Map.of(
            "person", person.id().value(),
            "roles",
                person.roles().stream().map(Role::wire).sorted().collect(Collectors.joining(" ")),
            "groups", String.join(" ", new TreeSet<>(person.groups()))));
  }

  private static Person person(String name, Role role, String... groups) {
    String shown = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return new Person(new PersonId(name), shown, Set.of(role), Set.of(groups), false);
  }
}
