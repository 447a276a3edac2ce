package io.holdpoint.model.desk;

import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.ReviewDecision;

/** Where people see requests and decide them. */
public interface ReviewDesk {

  /**
   * Pending requests that this person could review now, soonest to expire first; their own agents'
   * requests and those that they reviewed already are left out.
   *
   * @param limit 1 to 200
   */
  Page<RequestSummary> inbox(PersonId reader, int limit);

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
   * @param shownDigest the digest of the action that the person was shown: a review counts for that
   *     and nothing else
   * @param reason at most 2,000 characters; may be empty for an approval
   */
  record ReviewOrder(
      PersonId by,
      RequestId request,
      ReviewDecision decision,
      String reason,
      String shownDigest,
      Channel channel) {}
}
