package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.Optional;

/** What became of approvals after they were given. */
public interface VerdictDesk {

  /**
   * How an approval stands now, for anybody with a role; empty for what is no approval.
   *
   * @throws NotAllowedException the reader has no account with a role
   */
  Optional<ApprovalView> approval(PersonId reader, RequestId request);

  /**
   * Takes an approval back that nobody redeemed yet: from then on nobody can.
   *
   * @param reason 1 to 1,000 characters
   * @throws NotAllowedException neither an administrator nor a reviewer of a demanded group, or it
   *     is no approval
   * @throws BadInputException the reason is none
   * @throws RevocationTooLateException it was redeemed, or revoked before
   */
  void revoke(PersonId by, RequestId request, String reason);

  /**
   * One approval.
   *
   * @param use what became of it; empty while it was neither redeemed nor revoked
   * @param usableUntil from then on it cannot be redeemed any more
   * @param lost why it could not be redeemed at this moment although nobody used it yet, in a
   *     sentence: its time is over, a freeze, the end of its task, a guardrail that came since
   * @param revocable whether this reader could revoke it now
   */
  record ApprovalView(
      Optional<UseView> use, Instant usableUntil, Optional<String> lost, boolean revocable) {}

  /**
   * One approval's use.
   *
   * @param revoked else redeemed
   * @param by as in the record, such as {@code agent:support-bot}
   * @param reason of the revocation, else {@code ""}
   */
  record UseView(
      boolean revoked, Instant at, String by, String reason, Optional<ResultView> result) {}

  /**
   * What the enforcement point said came of it.
   *
   * @param result executed, failed or not_executed
   * @param detail its own words, unverified
   */
  record ResultView(String result, String detail, Instant at) {}

  /** It was redeemed or revoked before; the message says when. */
  class RevocationTooLateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RevocationTooLateException(String message) {
      super(message);
    }
  }
}
