package io.holdpoint.model;

/**
 * The end of a request. First verdict wins; there is never a second.
 *
 * @param outcome one of the final statuses
 * @param reason for the agent and the record: the reviewer's words, the rule's name; may be empty
 */
public record Verdict(RequestStatus outcome, Basis basis, String reason) {

  public Verdict {
    if (!outcome.isFinal()) {
      throw new IllegalArgumentException("a verdict is final, was " + outcome);
    }
  }
}
