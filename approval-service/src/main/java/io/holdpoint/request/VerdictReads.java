package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What became of approvals after they were given, and the tokens that prove them. */
public interface VerdictReads {

  /** The uses of these approvals; what was neither redeemed nor revoked is not in the map. */
  Map<RequestId, Use> uses(Collection<RequestId> approved);

  /**
   * A fresh token for an approval that was neither redeemed nor revoked; for its own agent only,
   * which the caller has checked. Empty when it may not be redeemed any more.
   */
  Optional<Token> mint(Answer answer);

  /**
   * What became of one approval.
   *
   * @param result as on the wire, once reported
   */
  record Use(Optional<Instant> redeemedAt, Optional<Instant> revokedAt, Optional<String> result) {}

  /** A token, and when it ends. */
  record Token(String text, Instant expiresAt) {

    @Override
    public String toString() {
      return "Token[…]";
    }
  }
}
