package io.holdpoint.model.slack;

import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.Optional;

/** What the Slack channel keeps with the service, shared by all instances. */
public interface SlackVault {

  /** 32 bytes for HMAC-SHA-256, for what goes to Slack and comes back. */
  byte[] key();

  /**
   * Remembers a token until a time, and says whether it was new: of all calls with the same one, in
   * whichever instance, exactly one is told {@code true}. On return it is committed.
   *
   * @param purpose a fixed label of at most 40 characters
   * @param token at most 200 characters
   * @throws RuntimeException the memory cannot be asked; then nobody may go on
   */
  boolean first(String purpose, String token, Instant until);

  /**
   * Puts into the audit record that a Slack user tried something and was refused.
   *
   * @param why one word of a closed list, such as {@code not_linked}
   */
  void refused(SlackUser user, String why, Optional<RequestId> request);
}
