package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import java.security.Principal;

/**
 * The principal of a signed-in person: a name only. Roles and groups are looked up anew wherever
 * they matter.
 */
public interface SignedIn extends Principal {

  PersonId personId();

  @Override
  default String getName() {
    return personId().value();
  }
}
