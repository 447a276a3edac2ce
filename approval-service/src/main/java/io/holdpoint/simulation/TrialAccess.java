package io.holdpoint.simulation;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.NotAllowedException;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who may try policies, asked anew each time. */
@Component
public class TrialAccess {

  private final Directory directory;

  TrialAccess(Directory directory) {
    this.directory = directory;
  }

  /**
   * @throws NotAllowedException {@code by} is no active administrator
   */
  public void require(PersonId by) {
    require(by, Set.of(Role.ADMIN), "only an administrator may do this");
  }

  /**
   * @throws NotAllowedException {@code by} is no active administrator or auditor
   */
  void requireReader(PersonId by) {
    require(by, Set.of(Role.ADMIN, Role.AUDITOR), "only administrators and auditors may see this");
  }

  private void require(PersonId by, Set<Role> roles, String otherwise) {
    if (directory
        .person(by)
        .filter(person -> !person.disabled() && roles.stream().anyMatch(person::is))
        .isEmpty()) {
      throw new NotAllowedException(otherwise);
    }
  }
}
