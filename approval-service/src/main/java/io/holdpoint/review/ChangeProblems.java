package io.holdpoint.review;

import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.Problem.FieldError;
import io.holdpoint.platform.ProblemMapping;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which problems refused changes are. */
@Component
class ChangeProblems implements ProblemMapping {

  @Override
  public Optional<Problem> problemOf(Exception exception) {
    return exception instanceof ChangeRefusedException e ? Optional.of(of(e)) : Optional.empty();
  }

  private static Problem of(ChangeRefusedException e) {
    int status =
        switch (e.why()) {
          case CHANGES_NOT_ALLOWED -> 403;
          case BAD_ARGUMENTS, NOTHING_CHANGED -> 422;
          case POLICY_REFUSES, NO_CHANNEL_LEFT -> 409;
        };
    return Problem.of(
            status,
            e.why().name().toLowerCase(Locale.ROOT),
            "The arguments were not changed",
            String.valueOf(e.getMessage()))
        .withErrors(
            e.faults().stream()
                .map(f -> new FieldError("/arguments" + f.pointer(), f.detail()))
                .toList());
  }
}
