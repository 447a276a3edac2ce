package io.holdpoint.model.desk;

/** The person's role does not allow this. */
public class NotAllowedException extends RuntimeException {

  public NotAllowedException(String message) {
    super(message);
  }
}
