package io.holdpoint.standin;

import java.time.Duration;

/** What goes wrong with one call of the Web API. */
public sealed interface Trouble {

  /** {@code 429} with {@code Retry-After}; nothing is done. */
  record RateLimited(int seconds) implements Trouble {}

  /** This status instead of an answer; nothing is done. */
  record Status(int status) implements Trouble {}

  /** {@code ok: false}; nothing is done. */
  record Refused(String error) implements Trouble {}

  /** It is done, and the answer is lost. */
  record AnswerLost() implements Trouble {}

  /** Nothing is done, and the connection ends without a word. */
  record HangsUp() implements Trouble {}

  /**
   * Nothing is done and nothing answered until {@link StandInSlack#letGo}; then the connection
   * ends.
   */
  record Hangs() implements Trouble {}

  /** It is done, and the answer comes late. */
  record Late(Duration by) implements Trouble {}
}
