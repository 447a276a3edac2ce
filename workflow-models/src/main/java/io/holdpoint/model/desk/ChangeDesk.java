package io.holdpoint.model.desk;

import io.holdpoint.model.Action;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.schema.ArgumentSchema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where reviewers change the arguments of a held request and approve them as changed. Only the
 * arguments change, never tool, target, agent or task. The changed action is decided anew by the
 * policy in force, and of the old demand and the new one the stricter holds.
 */
public interface ChangeDesk {

  /**
   * The form that the tool catalogue gives for a request's arguments; changed ones have to fit it.
   * Empty where it has none.
   *
   * @throws NoSuchRequestException there is none, or this person may not know of it
   */
  Optional<ArgumentSchema> schema(PersonId reader, RequestId id);

  /**
   * What would become of a change; nothing is written. A reason that is given is judged as it would
   * be with the change; an empty one is not yet.
   *
   * @throws ReviewRefusedException this person may not decide this request now, or was shown
   *     another action
   * @throws ChangeRefusedException the change cannot be made
   * @throws NoSuchRequestException there is none
   */
  Preview preview(ChangeOrder order);

  /**
   * Changes the arguments; approvals of the old ones are void. The changer's own approval counts
   * for the new ones when they may fill a place of the demand. On return it is committed.
   *
   * @throws ReviewRefusedException as for a preview; nothing has changed
   * @throws ChangeRefusedException the same
   * @throws NoSuchRequestException there is none
   */
  void change(ChangeOrder order);

  /**
   * @param arguments the new arguments whole, a JSON object under the rules and limits of posted
   *     ones
   * @param reason 1 to 2,000 characters; the agent reads it
   * @param shownDigest the digest of the action that the person was shown and changes
   * @param provenAt when this person proved last who they are; see {@link StepUp}
   */
  record ChangeOrder(
      PersonId by,
      RequestId request,
      String arguments,
      String reason,
      String shownDigest,
      Channel channel,
      Optional<Instant> provenAt) {

    /** Of somebody who may have proven long ago who they are. */
    public ChangeOrder(
        PersonId by,
        RequestId request,
        String arguments,
        String reason,
        String shownDigest,
        Channel channel) {
      this(by, request, arguments, reason, shownDigest, channel, Optional.empty());
    }
  }

  /**
   * @param action the changed one, with its digest
   * @param tier into which the request would come
   * @param demand what would be needed
   * @param stricter in which respects that is more than what is needed now, in sentences
   * @param approves whether the changer's own approval would count
   * @param voided how many approvals would be void
   */
  record Preview(
      Action action,
      String tier,
      Explanation explanation,
      ApprovalDemand demand,
      Instant expiresAt,
      List<String> stricter,
      boolean approves,
      int voided) {

    public Preview {
      stricter = List.copyOf(stricter);
    }
  }
}
