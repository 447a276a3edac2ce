package io.holdpoint.model.desk;

import io.holdpoint.model.Action;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ArgumentChange;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Review;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a person needs to decide a request, as one reader sees it now.
 *
 * @param context what the agent said of the circumstances, as posted: unverified
 * @param reason the agent's own words: unverified
 * @param agentOwner the person who answers for the agent, and who therefore may not review
 * @param demand empty when the request was decided at once
 * @param filled for each slot of the demand, who fills it, in the order of the slots
 * @param standing whether this reader may review now, and if not, why not
 * @param change present when a reviewer changed the arguments; {@code action} is the changed one
 * @param onBehalfOf the subject for which the agent acted, as its token said; empty when for itself
 * @param voidReviews given for arguments that were changed since: they count no more, oldest first
 * @param chain the requests of the same task and their parents, oldest first, this one among them,
 *     at most 100
 */
public record RequestDetail(
    RequestSummary summary,
    Action action,
    String reason,
    CanonicalJson context,
    Optional<RequestId> parent,
    PersonId agentOwner,
    Explanation explanation,
    Optional<ApprovalDemand> demand,
    List<Review> reviews,
    List<List<PersonId>> filled,
    Standing standing,
    List<RequestSummary> chain,
    Optional<ProcessProgress> progress,
    Optional<ArgumentChange> change,
    List<Review> voidReviews,
    String onBehalfOf) {

  public RequestDetail {
    reviews = List.copyOf(reviews);
    filled = List.copyOf(filled);
    chain = List.copyOf(chain);
    voidReviews = List.copyOf(voidReviews);
  }

  /** A request of an agent that acts for itself, with its arguments as it posted them. */
  public RequestDetail(
      RequestSummary summary,
      Action action,
      String reason,
      CanonicalJson context,
      Optional<RequestId> parent,
      PersonId agentOwner,
      Explanation explanation,
      Optional<ApprovalDemand> demand,
      List<Review> reviews,
      List<List<PersonId>> filled,
      Standing standing,
      List<RequestSummary> chain,
      Optional<ProcessProgress> progress) {
    this(
        summary,
        action,
        reason,
        context,
        parent,
        agentOwner,
        explanation,
        demand,
        reviews,
        filled,
        standing,
        chain,
        progress,
        Optional.empty(),
        List.of(),
        "");
  }

  public RequestId id() {
    return summary.id();
  }

  /** Whether one reader may review one request now. */
  public sealed interface Standing {

    /**
     * They may, in the name of these groups.
     *
     * @param insteadOf the absent person for whom they stand in, where they may not in their own
     *     right
     */
    record MayReview(List<String> groups, Optional<PersonId> insteadOf) implements Standing {

      public MayReview(List<String> groups) {
        this(groups, Optional.empty());
      }
    }

    /** They may not, and why, in a sentence for them. */
    record MayNot(String why) implements Standing {}
  }
}
