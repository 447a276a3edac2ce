package io.holdpoint.model;

import java.time.Instant;

/**
 * The arguments of a request are not those that its agent posted: a reviewer changed them.
 *
 * @param by who changed them last
 * @param at when, last
 * @param reason for the agent: the changer's words
 * @param original what the agent posted
 * @param originalDigest the digest of the action as the agent posted it
 */
public record ArgumentChange(
    PersonId by, Instant at, String reason, CanonicalJson original, String originalDigest) {}
