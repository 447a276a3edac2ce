package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.Optional;

/** What became of approvals after they were given. */
public interface VerdictDesk {

  /** Empty while it was neither redeemed nor revoked. */
  Optional<UseView> use(PersonId reader, RequestId request);

  /** Whether this person could revoke it now. */
  boolean mayRevoke(PersonId reader, RequestId request);

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
