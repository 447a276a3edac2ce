package io.holdpoint.identity;

import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;

/** The path names an account that is not there. */
final class NotThere {

  private NotThere() {}

  static ProblemException agent() {
    return new ProblemException(
        Problem.of(404, "not_found", "Not found", "There is no agent of this id."));
  }

  static ProblemException issuer() {
    return new ProblemException(
        Problem.of(404, "not_found", "Not found", "There is no issuer of this id."));
  }

  static ProblemException person() {
    return new ProblemException(
        Problem.of(404, "not_found", "Not found", "There is no account of this id."));
  }
}
