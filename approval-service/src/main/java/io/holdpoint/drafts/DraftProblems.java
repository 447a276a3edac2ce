package io.holdpoint.drafts;

import io.holdpoint.model.desk.DraftDesk.Mark;
import io.holdpoint.model.desk.DraftDesk.PolicyFaultsException;
import io.holdpoint.model.desk.DraftDesk.StaleDraftException;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.Problem.FieldError;
import io.holdpoint.platform.ProblemMapping;
import io.holdpoint.policy.ChangeAnswer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which problems this feature's exceptions are. */
@Component
class DraftProblems implements ProblemMapping {

  /** Faults that one answer lists; a caller with more will come again. */
  private static final int MOST = 200;

  @Override
  public Optional<Problem> problemOf(Exception exception) {
    return Optional.ofNullable(known(exception));
  }

  private static @Nullable Problem known(Exception exception) {
    return switch (exception) {
      case StaleDraftException e ->
          Problem.of(
                  409,
                  "draft_stale",
                  "The draft was changed since it was read",
                  "Somebody else changed the draft, or published, since it was read. Nothing was"
                      + " stored; diff shows from what was read to what stands now.")
              .with("etag", e.now().etag())
              .with("base", e.now().base())
              .with("diff", ChangeAnswer.lines(e.since()));
      case PolicyFaultsException e ->
          Problem.of(
                  422,
                  "policy_faults",
                  "The policy has faults",
                  e.faults().size()
                      + (e.faults().size() == 1 ? " fault" : " faults")
                      + ". Nothing was stored.")
              .withErrors(fields(e.faults()));
      case NoDraftException e ->
          Problem.of(
              409, "no_draft", "There is nothing to publish", String.valueOf(e.getMessage()) + ".");
      default -> null;
    };
  }

  static List<FieldError> fields(List<Mark> faults) {
    return faults.stream()
        .limit(MOST)
        .map(
            mark ->
                new FieldError(
                    "", mark.where() + ": " + mark.message(), mark.line(), mark.column()))
        .toList();
  }
}
