package io.holdpoint.request;

/** The parent that a request names cannot be its parent; nothing was written. */
final class ParentRefusedException extends RuntimeException {

  /** Why. */
  enum Why {
    /** There is none, or it is another agent's that did not share it: nobody can tell which. */
    NOT_THERE,
    /** Too many stand above it. */
    TOO_MANY_ABOVE
  }

  private final Why why;

  ParentRefusedException(Why why) {
    super("parent refused: " + why);
    this.why = why;
  }

  Why why() {
    return why;
  }
}
