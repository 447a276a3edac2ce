package io.holdpoint.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Names one action request. A UUID of version 7, so that ids sort by the time of their creation.
 */
public record RequestId(UUID value) {

  /**
   * Reads the 36-character form; empty for anything else, so that a caller can answer "no such
   * request".
   */
  public static Optional<RequestId> parse(String text) {
    if (text.length() != 36) {
      return Optional.empty(); // UUID.fromString would also take "1-1-1-1-1"
    }
    try {
      return Optional.of(new RequestId(UUID.fromString(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
