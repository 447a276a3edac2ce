package io.holdpoint.policy;

/**
 * Something to say about a place in the policy document: a fault, which keeps the policy from being
 * published, or a finding, which does not.
 *
 * @param where the rule, tier or entry in words, such as {@code rule "Reads are free"}; {@code
 *     "policy"} for the document as a whole
 * @param line from 1
 * @param column from 1
 * @param message what stands there and what was expected
 */
public record Remark(String where, int line, int column, String message) {

  Remark(String where, At at, String message) {
    this(where, at.line(), at.column(), message);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column + ": " + where + ": " + message;
  }
}
