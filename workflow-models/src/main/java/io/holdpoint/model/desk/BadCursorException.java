package io.holdpoint.model.desk;

/**
 * A list was asked for with a cursor or limit that no page gave. The message names field, value and
 * what was expected.
 */
public class BadCursorException extends IllegalArgumentException {

  public BadCursorException(String message) {
    super(message);
  }
}
