package io.holdpoint.model.desk;

import java.util.Optional;

/** How people may sign in besides by their password. */
public interface SignInWays {

  /** What the single sign-on is called here; empty when there is none. */
  Optional<String> singleSignOn();

  /** Where it begins; a link to follow. */
  String singleSignOnAt();
}
