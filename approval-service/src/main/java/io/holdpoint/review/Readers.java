package io.holdpoint.review;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.NotAllowedException;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** Who may look at what, by the account as it stands now. */
@Component
class Readers {

  private final Directory directory;

  Readers(Directory directory) {
    this.directory = directory;
  }

  /**
   * @throws NotAllowedException there is no such account, it is disabled, or has none of the roles
   */
  Person with(PersonId id, Role... roles) {
    return directory
        .person(id)
        .filter(person -> Arrays.stream(roles).anyMatch(person::is))
        .orElseThrow(
            () ->
                new NotAllowedException(
                    "this needs one of the roles: "
                        + String.join(", ", Arrays.stream(roles).map(Role::wire).toList())));
  }
}
