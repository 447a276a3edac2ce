package io.holdpoint.platform;

/** Ends a call with a problem. Nothing was changed by the call. */
public class ProblemException extends RuntimeException {

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    // A refusal is an ordinary answer: nobody reads its stack, and filling it in costs more than
    // the refusal.
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
