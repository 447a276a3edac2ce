package io.holdpoint.model.desk;

import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * People's accounts. Every change is an admin's and is audited; {@code by} is checked again here.
 */
public interface AccountDesk {

  /** All accounts, by id. */
  List<Person> people(PersonId by);

  /** The account as it stands now; empty when there is none. */
  Optional<Person> person(PersonId id);

  /**
   * Creates an account with a random password, which is returned and shown once.
   *
   * @throws BadInputException naming the field, the value and what was expected
   * @throws NotAllowedException {@code by} is no admin
   */
  Created create(PersonId by, NewPerson person);

  /** Changes roles, groups and name. An admin cannot take the last active admin's role. */
  void update(PersonId by, PersonId whom, String displayName, Set<Role> roles, Set<String> groups);

  /**
   * Disables or enables; a disabled person's sessions end and their open reviews do not count any
   * more.
   */
  void disable(PersonId by, PersonId whom, boolean disabled);

  /**
   * Sets a new random password, ends the person's sessions and returns the password, to be shown
   * once.
   */
  String resetPassword(PersonId by, PersonId whom);

  /**
   * A person changes their own password. 12 to 128 characters, and not one of the most common ones.
   */
  void changePassword(PersonId who, String current, String wanted);

  record NewPerson(PersonId id, String displayName, Set<Role> roles, Set<String> groups) {}

  record Created(Person person, String password) {}
}
