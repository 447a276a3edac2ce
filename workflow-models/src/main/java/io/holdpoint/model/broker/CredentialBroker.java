package io.holdpoint.model.broker;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes credentials that live for one action: when an approval is redeemed, what is about to act is
 * handed one, so that neither it nor the agent holds a standing secret.
 *
 * <p>It is asked within the transaction that spends the approval, while the agent's row is locked:
 * it is waited for {@link #PATIENCE_SECONDS} seconds and no longer. When it throws, or is late,
 * nothing is spent. It is asked on a thread that is not the transaction's and is never interrupted,
 * so it must give up by itself what it waits for. What it made for a redemption that then fails all
 * the same is told to nobody; so whatever it makes must end by itself.
 */
public interface CredentialBroker {

  /** So long may it take. */
  int PATIENCE_SECONDS = 2;

  /**
   * A credential for this action alone; another each time. Called at most once for each redemption
   * that succeeds.
   *
   * @throws CredentialUnavailableException there is none now
   */
  Credential issue(Occasion occasion);

  /**
   * What it is for.
   *
   * @param task {@code ""} where there is none
   * @param target as posted
   * @param redeemer who will hold it, as in the record: {@code agent:…} or {@code enforcement:…}
   * @param at now, by the ledger's clock
   */
  record Occasion(
      RequestId request,
      AgentId agent,
      String task,
      String tool,
      Map<String, @Nullable Object> target,
      String digest,
      String redeemer,
      CredentialTerms terms,
      Instant at) {}

  /**
   * The credential: never logged, never stored.
   *
   * @param id by which the record and the resource server know it; says nothing secret
   * @param type how it is presented, such as {@code Bearer}
   * @param expiresAt at most {@code validFor} after the occasion
   */
  record Credential(String id, String type, String value, Instant expiresAt) {

    @Override
    public String toString() {
      return "Credential[" + id + ", " + type + ", until " + expiresAt + "]";
    }
  }

  /** No credential can be had; the message is for the log, and holds no secret. */
  class CredentialUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CredentialUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }

    public CredentialUnavailableException(String message) {
      super(message);
    }
  }
}
