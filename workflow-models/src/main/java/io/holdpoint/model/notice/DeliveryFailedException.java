package io.holdpoint.model.notice;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel could not deliver. The message is for operators and is kept: no secrets, no text of an
 * agent.
 */
public final class DeliveryFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean permanent;
  private final @Nullable Duration retryAfter;

  private DeliveryFailedException(
      String message, boolean permanent, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.permanent = permanent;
    this.retryAfter = retryAfter;
  }

  /** Trying again is useless: the address is not there, the message was refused. */
  public static DeliveryFailedException permanent(String message) {
    return new DeliveryFailedException(message, true, null, null);
  }

  /** It may go better later. */
  public static DeliveryFailedException forNow(String message, @Nullable Throwable cause) {
    return new DeliveryFailedException(message, false, null, cause);
  }

  /** The other side said when to try again. */
  public static DeliveryFailedException retryAfter(String message, Duration after) {
    return new DeliveryFailedException(message, false, after, null);
  }

  public boolean isPermanent() {
    return permanent;
  }

  /** How long the other side wants to be left alone; this address is, for all requests. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
