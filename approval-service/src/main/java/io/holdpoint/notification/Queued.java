package io.holdpoint.notification;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.notice.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One row of the deliveries that wait.
 *
 * @param seq the order in which they were queued
 * @param attempts how often it was tried before
 */
record Queued(
    UUID id,
    long seq,
    RequestId request,
    String agent,
    Place place,
    Delivery.Kind kind,
    List<String> groups,
    int attempts,
    Instant createdAt) {

  Queued {
    groups = List.copyOf(groups);
  }
}
