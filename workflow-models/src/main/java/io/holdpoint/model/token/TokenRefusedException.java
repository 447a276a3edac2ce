package io.holdpoint.model.token;

/** A token that is not good. The message says why and holds nothing of the token. */
public class TokenRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Why why;

  public TokenRefusedException(Why why, String message) {
    super(message);
    this.why = why;
  }

  public Why why() {
    return why;
  }

  /** The kinds of refusals. */
  public enum Why {
    /** Not one of ours, not for here, or not yet good. */
    INVALID,
    /** It was good once. */
    EXPIRED,
    /** It is good, for another action. */
    OTHER_ACTION
  }
}
