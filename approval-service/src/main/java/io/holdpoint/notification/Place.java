package io.holdpoint.notification;

import java.time.Instant;
import java.util.Optional;

/**
 * Where one telling goes.
 *
 * @param notBefore when quiet hours end; empty: now
 */
record Place(String channel, String address, Optional<Instant> notBefore) {

  Place(String channel, String address) {
    this(channel, address, Optional.empty());
  }

  /** Such as {@code slack #ops}. */
  String inWords() {
    return channel.equals(address) ? channel : channel + " " + address;
  }
}
