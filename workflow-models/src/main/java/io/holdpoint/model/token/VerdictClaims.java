package io.holdpoint.model.token;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a verdict token says.
 *
 * @param issuer the Holdpoint that decided
 * @param audience the enforcement points for which it is meant
 * @param agent whose action was approved; the subject
 * @param tokenId of this token alone: the same verdict has many
 * @param request what was approved; this is what is spent
 * @param task {@code ""} where the request had none
 * @param policyVersion by which it was decided
 * @param digest of the action; see docs/digest.md
 * @param tool which tool the approval is for
 * @param target its target as posted
 * @param issuedAt in whole seconds, as the two others
 * @param notBefore good from here
 * @param expiresAt good until just before
 */
public record VerdictClaims(
    String issuer,
    String audience,
    AgentId agent,
    String tokenId,
    RequestId request,
    String task,
    String tier,
    int policyVersion,
    String digest,
    String tool,
    Map<String, @Nullable Object> target,
    Instant issuedAt,
    Instant notBefore,
    Instant expiresAt) {

  /** The type in {@code authorization_details} (RFC 9396). */
  public static final String DETAIL_TYPE = "holdpoint_action";

  Map<String, @Nullable Object> members() {
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("type", DETAIL_TYPE);
    detail.put("tool", tool);
    detail.put("target", target);
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("iss", issuer);
    members.put("aud", audience);
    members.put("sub", agent.value());
    members.put("jti", tokenId);
    members.put("iat", issuedAt.getEpochSecond());
    members.put("nbf", notBefore.getEpochSecond());
    members.put("exp", expiresAt.getEpochSecond());
    members.put("request", request.toString());
    members.put("task", task);
    members.put("tier", tier);
    members.put("policy_version", (long) policyVersion);
    members.put("digest", digest);
    members.put("authorization_details", List.of(detail));
    return members;
  }

  /** Empty when a claim is missing or of another type. */
  static Optional<VerdictClaims> of(Map<String, @Nullable Object> members) {
    try {
      if (!(members.get("authorization_details") instanceof List<?> details)
          || details.size() != 1
          || !(details.getFirst() instanceof Map<?, ?> detail)
          || !DETAIL_TYPE.equals(detail.get("type"))
          || !(detail.get("target") instanceof Map<?, ?> target)) {
        return Optional.empty();
      }
      return Optional.of(
          new VerdictClaims(
              text(members, "iss"),
              text(members, "aud"),
              new AgentId(text(members, "sub")),
              text(members, "jti"),
              RequestId.parse(text(members, "request")).orElseThrow(),
              text(members, "task"),
              text(members, "tier"),
              Math.toIntExact(whole(members, "policy_version")),
              text(members, "digest"),
              text(detail, "tool"),
              named(target),
              Instant.ofEpochSecond(whole(members, "iat")),
              Instant.ofEpochSecond(whole(members, "nbf")),
              Instant.ofEpochSecond(whole(members, "exp"))));
    } catch (RuntimeException e) {
      return Optional.empty(); // signed by us, but not as a verdict
    }
  }

  private static String text(Map<?, ? extends @Nullable Object> members, String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name);
  }

  private static long whole(Map<?, ? extends @Nullable Object> members, String name) {
    if (members.get(name) instanceof Long whole) {
      return whole;
    }
    throw new IllegalArgumentException(name);
  }

  @SuppressWarnings("unchecked") // the names in what JsonText reads are strings
  private static Map<String, @Nullable Object> named(Map<?, ?> object) {
    return (Map<String, @Nullable Object>) object;
  }
}
