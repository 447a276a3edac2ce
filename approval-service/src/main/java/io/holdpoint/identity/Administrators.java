package io.holdpoint.identity;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.NotAllowedException;
import org.springframework.stereotype.Component;

/** Checks an administrator's authority where it is used. */
@Component
class Administrators {

  private final People people;

  Administrators(People people) {
    this.people = people;
  }

  /**
   * @throws NotAllowedException {@code by} is no active administrator
   */
  void require(PersonId by) {
    if (people.findById(by.value()).filter(PersonAccount::isActiveAdmin).isEmpty()) {
      throw new NotAllowedException("only an administrator may do this");
    }
  }
}
