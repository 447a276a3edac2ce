package io.holdpoint.model;

import java.time.Instant;

/**
 * One person's word on one request; append-only. {@code reason} may be empty where the tier does
 * not demand one.
 */
public record Review(
    PersonId by, ReviewDecision decision, String reason, Channel channel, Instant at) {}
