package io.holdpoint.request;

import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemMapping;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which problems this feature's exceptions are. */
@Component
class RequestProblems implements ProblemMapping {

  @Override
  public Optional<Problem> problemOf(Exception exception) {
    return Optional.ofNullable(known(exception));
  }

  private static @Nullable Problem known(Exception exception) {
    return switch (exception) {
      case IdempotencyConflictException e ->
          Problem.of(
              422,
              "idempotency_key_reuse",
              "This Idempotency-Key was used before",
              "This Idempotency-Key was used before with another body; expected the same body, or"
                  + " another key. Nothing was stored.");
      case AlreadyFinalException e ->
          Problem.of(
              409,
              "already_final",
              "The request has its verdict",
              e.getMessage() + "; a verdict never changes.");
      case TooManyPendingException e ->
          Problem.of(
                  429,
                  "too_many_pending",
                  "Too many requests of this agent wait for people",
                  e.getMessage() + ". Nothing was stored.")
              .withHeader("Retry-After", "30");
      case TooManyCallsException e ->
          Problem.of(
                  429,
                  "too_many_calls",
                  "Too many calls of this agent at the same time",
                  e.getMessage() + ". Nothing was done.")
              .withHeader("Retry-After", "1");
      case FrozenException e ->
          Problem.of(409, "frozen", "It is frozen", String.valueOf(e.getMessage()));
      default -> null;
    };
  }
}
