package io.holdpoint.model.desk;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.ReviewDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where people see requests and decide them. */
public interface ReviewDesk {

  /**
   * Pending requests that this person could review now; their own agents' requests and those that
   * they reviewed already are left out.
   *
   * @throws NotAllowedException the reader is no reviewer
   * @throws BadCursorException the cursor is none that a page before gave
   */
  Inbox inbox(PersonId reader, InboxFilter filter);

  /**
   * The same, each request as a row, soonest to expire first.
   *
   * @param limit 1 to 200
   */
  default Page<RequestSummary> inbox(PersonId reader, int limit) {
    Inbox inbox = inbox(reader, InboxFilter.first(limit));
    return new Page<>(inbox.rows().stream().map(Inbox.Row::first).toList(), inbox.next());
  }

  /** All requests that the filter lets through, newest first. */
  Page<RequestSummary> history(PersonId reader, RequestFilter filter);

  /**
   * @throws NoSuchRequestException there is none, or this person may not know of it
   */
  RequestDetail open(PersonId reader, RequestId id);

  /**
   * Takes one person's review. On return it is committed, and if it decided the request the agent
   * is being told.
   *
   * @throws ReviewRefusedException with the reason; nothing has changed
   * @throws NoSuchRequestException there is none
   */
  void review(ReviewOrder order);

  /**
   * Takes several reviews that one person gives at once, each in a transaction of its own: what
   * becomes of one changes nothing for the others. A request that needs more than one approval is
   * refused here: whoever is the second pair of eyes looks at one thing at a time.
   *
   * @param orders at most {@link #MOST_TOGETHER}, of one person, each of another request
   * @return what became of each, in the same order
   * @throws BadInputException too many, or one request twice
   */
  List<Reviewed> reviewTogether(List<ReviewOrder> orders);

  /** Whether a request that demands this is decided on its own page only. */
  static boolean alone(ApprovalDemand demand) {
    return demand.slots().stream().mapToInt(ApprovalSlot::count).sum() > 1;
  }

  /** Reviews that can be given at once: what a person can still look through in full. */
  int MOST_TOGETHER = 25;

  /** What became of one review among several. */
  sealed interface Reviewed {

    RequestId request();

    /** It counts; this is how the request stands after it. */
    record Taken(RequestId request, RequestStatus status) implements Reviewed {}

    /** It was not taken, and why, in a sentence for the person. */
    record Refused(RequestId request, String why) implements Reviewed {}
  }

  /**
   * @param shownDigest the digest of the action that the person was shown: a review counts for that
   *     and nothing else
   * @param reason at most 2,000 characters; may be empty for an approval
   * @param provenAt when this person proved last who they are; see {@link StepUp}
   */
  record ReviewOrder(
      PersonId by,
      RequestId request,
      ReviewDecision decision,
      String reason,
      String shownDigest,
      Channel channel,
      Optional<Instant> provenAt) {

    /** Of somebody who may have proven long ago who they are. */
    public ReviewOrder(
        PersonId by,
        RequestId request,
        ReviewDecision decision,
        String reason,
        String shownDigest,
        Channel channel) {
      this(by, request, decision, reason, shownDigest, channel, Optional.empty());
    }
  }
}
