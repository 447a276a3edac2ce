package io.holdpoint.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One person's word on one request; append-only. {@code reason} may be empty where the tier does
 * not demand one.
 *
 * @param by whose word it is: who gave it, in their own name
 * @param stoodInFor the absent person whose right it was, when {@code by} was named to stand in
 */
public record Review(
    PersonId by,
    ReviewDecision decision,
    String reason,
    Channel channel,
    Instant at,
    Optional<PersonId> stoodInFor) {

  /** In one's own right. */
  public Review(PersonId by, ReviewDecision decision, String reason, Channel channel, Instant at) {
    this(by, decision, reason, channel, at, Optional.empty());
  }

  /** Whether this person has had their say with it: who gave it, and for whom they stood in. */
  public boolean uses(PersonId person) {
    return by.equals(person) || stoodInFor.filter(person::equals).isPresent();
  }
}
