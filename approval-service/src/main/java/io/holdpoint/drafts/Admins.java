package io.holdpoint.drafts;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.NotAllowedException;
import org.springframework.stereotype.Component;

/** Who may read and write the draft, asked anew each time. */
@Component
class Admins {

  private final Directory directory;

  Admins(Directory directory) {
    this.directory = directory;
  }

  boolean is(PersonId person) {
    return directory.person(person).filter(found -> found.is(Role.ADMIN)).isPresent();
  }

  /**
   * @throws NotAllowedException {@code by} is no active administrator
   */
  void require(PersonId by) {
    if (!is(by)) {
      throw new NotAllowedException("only an administrator may change the policy");
    }
  }

  /**
   * @throws NotAllowedException the account is not there, or disabled
   */
  void requireReader(PersonId reader) {
    if (directory.person(reader).filter(found -> !found.disabled()).isEmpty()) {
      throw new NotAllowedException("only people with an account may read the draft");
    }
  }
}
