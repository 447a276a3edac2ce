package io.holdpoint.identity;

import io.holdpoint.audit.Actor.ByPerson;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
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
 * People's accounts, kept by administrators. Each change locks the one row first and reads after
 * it, so that two administrators cannot remove each other at the same moment.
 */
@Component
@Transactional
class Accounts implements AccountDesk {

  private final People people;
  private final Administrators administrators;
  private final IdentityState state;
  private final Sessions sessions;
  private final Passwords passwords;
  private final AuditTrail audit;
  private final Clock clock;

  Accounts(
      People people,
      Administrators administrators,
      IdentityState state,
      Sessions sessions,
      Passwords passwords,
      AuditTrail audit,
      Clock clock) {
    this.people = people;
    this.administrators = administrators;
    this.state = state;
    this.sessions = sessions;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public List<Person> people(PersonId by) {
    administrators.require(by);
    return people.all().stream().map(PersonAccount::toPerson).toList();
  }

  @Override
  public Optional<Person> person(PersonId id) {
    return people.findById(id.value()).map(PersonAccount::toPerson);
  }

  @Override
  public Created create(PersonId by, NewPerson wanted) {
    state.lock();
    administrators.require(by);
    String name = Names.checkDisplayName(wanted.displayName());
    Names.checkGroups(wanted.groups());
    if (people.existsById(wanted.id().value())) {
      throw new BadInputException("id", "id: '" + wanted.id() + "' is taken; expected a new one");
    }
    String password = Passwords.random();
    Person person = new Person(wanted.id(), name, wanted.roles(), wanted.groups(), false);
    people.save(new PersonAccount(person, passwords.hash(password), clock.instant()));
    audit.append("person.created", new ByPerson(by), null, described(person));
    return new Created(person, password);
  }

  @Override
  public void update(
      PersonId by, PersonId whom, String displayName, Set<Role> roles, Set<String> groups) {
    state.lock();
    administrators.require(by);
    String name = Names.checkDisplayName(displayName);
    Names.checkGroups(groups);
    PersonAccount account = existing(whom);
    if (!roles.contains(Role.ADMIN)) {
      keepAnAdmin(account, "roles");
    }
    account.describe(name, roles, groups);
    audit.append("person.changed", new ByPerson(by), null, described(account.toPerson()));
  }

  @Override
  public void disable(PersonId by, PersonId whom, boolean disabled) {
    state.lock();
    administrators.require(by);
    PersonAccount account = existing(whom);
    if (account.isDisabled() == disabled) {
      return;
    }
    if (disabled) {
      keepAnAdmin(account, "disabled");
    }
    account.disable(disabled);
    sessions.endAll(whom);
    audit.append(
        disabled ? "person.disabled" : "person.enabled",
        new ByPerson(by),
        null,
        Map.of("person", whom.value()));
  }

  @Override
  public String resetPassword(PersonId by, PersonId whom) {
    state.lock();
    administrators.require(by);
    PersonAccount account = existing(whom);
    String password = Passwords.random();
    account.password(passwords.hash(password));
    sessions.endAll(whom);
    audit.append("person.password_reset", new ByPerson(by), null, Map.of("person", whom.value()));
    return password;
  }

  @Override
  public void changePassword(PersonId who, String current, String wanted) {
    PersonAccount account = existing(who);
    if (!passwords.verify(current, Optional.of(account.passwordHash()))) {
      throw new BadInputException("current", "current password: not the one of this account");
    }
    Passwords.fault(who, wanted)
        .ifPresent(
            fault -> {
              throw new BadInputException("wanted", "new password: " + fault);
            });
    account.password(passwords.hash(wanted));
    sessions.endAll(who);
    audit.append("person.password_changed", new ByPerson(who), null, Map.of("person", who.value()));
  }

  private PersonAccount existing(PersonId whom) {
    return people
        .lock(whom.value())
        .orElseThrow(() -> new BadInputException("id", "id: there is no account '" + whom + "'"));
  }

  /** Called under the lock, so that two administrators cannot remove each other at once. */
  private void keepAnAdmin(PersonAccount without, String field) {
    boolean another =
        people.all().stream()
            .anyMatch(other -> other.isActiveAdmin() && !other.getId().equals(without.getId()));
    if (without.isActiveAdmin() && !another) {
      throw new BadInputException(
          field,
          field
              + ": '"
              + without.getId()
              + "' is the last active administrator; make another first");
    }
  }

  private static Map<String, String> described(Person person) {
    return Map.of(
        "person", person.id().value(),
        "roles", person.roles().stream().sorted().map(Role::wire).collect(Collectors.joining(" ")),
        "groups", String.join(" ", new TreeSet<>(person.groups())));
  }
}
