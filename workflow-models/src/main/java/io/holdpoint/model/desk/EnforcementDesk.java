package io.holdpoint.model.desk;

import io.holdpoint.model.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Enforcement points: programs that execute actions and redeem the approvals for them, each with a
 * credential of its own. Every call is an administrator's; others get {@link NotAllowedException}.
 */
public interface EnforcementDesk {

  /** All of them, by id. */
  List<PointView> points(PersonId by);

  /**
   * Makes one with its first key.
   *
   * @param id 1 to 64 of {@code a-z 0-9 -}
   * @param tools 1 to 32 names of tools, {@code *} for any characters
   * @throws BadInputException one of them is not so, or the id is taken
   */
  IssuedPointKey create(PersonId by, String id, List<String> tools);

  /**
   * Another key beside the one that is valid; two at most.
   *
   * @throws BadInputException there is no such point, or it has two valid keys
   */
  IssuedPointKey rotateKey(PersonId by, String id);

  /** Ends a key at once. */
  void revokeKey(PersonId by, String id, String keyId);

  /** A disabled point can do nothing, with whichever key. */
  void disable(PersonId by, String id, boolean disabled);

  /** One enforcement point. */
  record PointView(
      String id,
      List<String> tools,
      boolean disabled,
      Instant createdAt,
      List<PointKeyView> keys) {}

  /** One of its keys, without its secret. */
  record PointKeyView(String keyId, Instant createdAt, Optional<Instant> revokedAt) {}

  /**
   * A key as it was made.
   *
   * @param key shown this once
   */
  record IssuedPointKey(String point, String keyId, String key) {

    @Override
    public String toString() {
      return "IssuedPointKey[" + point + ", " + keyId + "]";
    }
  }
}
