package io.holdpoint.request;

/** The policy changed between the decision and its writing. Nothing was written: decide again. */
public class PolicyChangedException extends RuntimeException {

  public PolicyChangedException(int decided, int inForce) {
    super("decided by policy version " + decided + ", but version " + inForce + " is in force");
  }
}
