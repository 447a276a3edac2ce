package io.holdpoint.request;

import io.holdpoint.freeze.Freeze;

/** What is frozen is not approved; it may be denied. */
public class FrozenException extends RuntimeException {

  public FrozenException(Freeze freeze) {
    super(sentence(freeze));
  }

  /** A sentence for whoever wants to approve. */
  public static String sentence(Freeze freeze) {
    return "Nothing is approved while it is "
        + freeze.sentence()
        + ". Denying is possible; its deadlines stand still.";
  }
}
