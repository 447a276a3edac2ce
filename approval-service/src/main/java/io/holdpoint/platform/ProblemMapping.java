package io.holdpoint.platform;

import java.util.Optional;

/** A feature's beans of this type say which problem its own exceptions are on HTTP. */
@FunctionalInterface
public interface ProblemMapping {

  /** The problem, or empty when this mapping does not know the exception. */
  Optional<Problem> problemOf(Exception exception);
}
