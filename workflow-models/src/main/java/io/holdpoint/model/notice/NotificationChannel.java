package io.holdpoint.model.notice;

import java.util.Optional;

/**
 * A way of telling reviewers. Called on a worker's thread, never in a transaction and never on the
 * way of a verdict; by several threads at once, but for one request at one address by one at a time
 * and in order.
 */
public interface NotificationChannel {

  /** A short stable name, {@code [a-z-]+}; the policy document names the channel so. */
  String name();

  /**
   * Where to tell when the policy names no address of this channel; empty: nowhere then.
   *
   * @return at most 320 characters
   */
  default Optional<String> usualAddress() {
    return Optional.empty();
  }

  /**
   * Whether a burst of one agent's requests is one message here. A channel whose readers are
   * programs wants each by itself.
   */
  default boolean gathersBursts() {
    return true;
  }

  /**
   * Delivers one telling to one address, within some ten seconds. At least once: the same {@link
   * Delivery#id} again must not show twice where the channel can tell.
   *
   * @return what the channel needs to find again what it has shown, opaque, at most 500 characters;
   *     empty: there is nothing to find, also when the channel had nothing to tell. Kept from the
   *     first delivery that returns one, and replaced by later ones that do
   * @throws DeliveryFailedException it could not; whether and when to try again is in it. Any other
   *     exception counts as one that is worth trying again
   */
  Optional<String> deliver(Delivery delivery);
}
