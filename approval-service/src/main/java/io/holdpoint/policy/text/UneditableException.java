package io.holdpoint.policy.text;

/** A part of the text is written in a way that only a person can change well. */
final class UneditableException extends RuntimeException {

  private final int at;

  /**
   * @param at the index in the text
   */
  UneditableException(String message, int at) {
    super(message);
    this.at = at;
  }

  int at() {
    return at;
  }
}
