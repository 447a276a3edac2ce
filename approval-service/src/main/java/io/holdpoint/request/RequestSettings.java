package io.holdpoint.request;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one agent may ask of people.
 *
 * @param mostPending so many of its requests wait for people at most, 1 to 1,000,000; what would be
 *     held beyond is refused
 */
@ConfigurationProperties("holdpoint.requests")
record RequestSettings(@DefaultValue("10000") int mostPending) {

  private static final int MOST = 1_000_000;

  RequestSettings {
    if (mostPending < 1 || mostPending > MOST) {
      throw new IllegalArgumentException(
          "holdpoint.requests.most-pending: expected 1 to 1000000, was " + mostPending);
    }
  }
}
