package io.holdpoint.model.desk;

/** Something a person typed cannot be taken. Nothing has changed. */
public class BadInputException extends IllegalArgumentException {

  private final String field;

  /**
   * @param message names the value and what was expected; safe to show
   */
  public BadInputException(String field, String message) {
    super(message);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
