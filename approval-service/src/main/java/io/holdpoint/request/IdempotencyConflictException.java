package io.holdpoint.request;

/** An idempotency key came again with another body. */
public class IdempotencyConflictException extends RuntimeException {

  public IdempotencyConflictException() {
    super("this Idempotency-Key was used before with another body");
  }
}
