package io.holdpoint.verdict;

import io.holdpoint.model.desk.VerdictDesk.RevocationTooLateException;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemMapping;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which problems this feature's exceptions are. */
@Component
class VerdictProblems implements ProblemMapping {

  @Override
  public Optional<Problem> problemOf(Exception exception) {
    return exception instanceof RevocationTooLateException e
        ? Optional.of(
            Problem.of(
                409,
                "already_used",
                "The approval was redeemed or revoked before",
                Objects.requireNonNull(e.getMessage())))
        : Optional.empty();
  }
}
