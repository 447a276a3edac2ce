package io.holdpoint.policy;

/** A place in the policy document; line and column count from 1, columns in code points. */
public record At(int line, int column) {

  static final At START = new At(1, 1);
}
