package io.holdpoint.absence;

import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;

/** This person has no absence of this id. */
final class NoSuchAbsenceException extends ProblemException {

  NoSuchAbsenceException() {
    super(Problem.of(404, "not_found", "Not found", "There is no absence of this id."));
  }
}
