package io.holdpoint.model.desk;

/** There is no such request, or the asker may not know of it: the answer is the same. */
public class NoSuchRequestException extends RuntimeException {

  public NoSuchRequestException() {
    super("no such request");
  }
}
