package io.holdpoint.review;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.ChangeDesk;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.request.ArgumentChanges;
import io.holdpoint.request.PolicyChangedException;
import io.holdpoint.request.posted.ChangedArguments;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The desk at which arguments are changed, behind the console and the API. */
@Component
class ArgumentsDesk implements ChangeDesk {

  /** A policy that is published while a change is decided makes the decision void. */
  private static final int TRIES = 5;

  private final ChangeTaking taking;
  private final ArgumentChanges changes;
  private final ReviewDesk desk;

  ArgumentsDesk(ChangeTaking taking, ArgumentChanges changes, ReviewDesk desk) {
    this.taking = taking;
    this.changes = changes;
    this.desk = desk;
  }

  @Override
  public Optional<ArgumentSchema> schema(PersonId reader, RequestId id) {
    return changes.schema(desk.open(reader, id).action().tool());
  }

  @Override
  public Preview preview(ChangeOrder order) {
    desk.open(order.by(), order.request());
    var arguments = ChangedArguments.read(order.arguments());
    return decided(() -> taking.preview(order, arguments));
  }

  @Override
  public void change(ChangeOrder order) {
    desk.open(order.by(), order.request());
    var arguments = ChangedArguments.read(order.arguments());
    ReviewWords.change(order.reason());
    var refusal = decided(() -> taking.take(order, arguments));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  private <T> T decided(Supplier<T> change) {
    for (int tries = 1; ; tries++) {
      try {
        return change.get();
      } catch (PolicyChangedException e) {
        if (tries == TRIES) {
          throw new ReviewRefusedException(
              Why.DIGEST_MISMATCH,
              "The policy changed each time the action was decided; try again.");
        }
        changes.refreshPolicy();
      }
    }
  }
}
