package io.holdpoint.identity;

/** The identity provider knows somebody who may not sign in here. */
class OidcRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why, as the sign-in page tells it. */
  enum Why {
    /** The account is disabled. */
    DISABLED,
    /** Another account has the same verified mail: nobody is two people. */
    SECOND,
    /** Nothing that the provider says gives them a role here. */
    ROLE
  }

  private final Why why;

  OidcRefusedException(Why why) {
    super(why.name());
    this.why = why;
  }

  Why why() {
    return why;
  }
}
