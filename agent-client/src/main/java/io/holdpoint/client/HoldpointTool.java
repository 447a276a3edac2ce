package io.holdpoint.client;

import io.holdpoint.model.token.TokenRefusedException;
import io.holdpoint.model.token.TokenRefusedException.Why;
import io.holdpoint.model.token.VerdictClaims;
import io.holdpoint.model.token.VerdictKey;
import io.holdpoint.model.token.VerdictTokens;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks approvals where actions are executed. Safe to use from many threads.
 *
 * <p>{@link #verify} needs no call and so cannot know whether the approval was spent or revoked:
 * whatever must happen once only is {@link #redeem redeemed}.
 */
public final class HoldpointTool {

  private static final Duration KEYS_KEPT = Duration.ofMinutes(5);

  /** An unknown key id has the keys read anew, but not more often than this. */
  private static final Duration KEYS_ASKED = Duration.ofSeconds(5);

  private final Calls calls;
  private final VerdictTokens tokens;
  private final Clock clock;
  private Keys keys = new Keys(Instant.MIN, Map.of());

  private record Keys(Instant at, Map<String, VerdictKey> byId) {}

  /** What came of an action. */
  public enum Result {
    EXECUTED,
    FAILED,
    NOT_EXECUTED;

    private String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param holdpoint such as {@code https://holdpoint.example.org}
   * @param key made for this tool ({@code hpt_<id>_<secret>}), or the agent's own
   * @param issuer the {@code iss} that Holdpoint is set to
   * @param audience the {@code aud} that Holdpoint is set to
   */
  public HoldpointTool(URI holdpoint, String key, String issuer, String audience) {
    this(holdpoint, key, issuer, audience, Clock.systemUTC());
  }

  HoldpointTool(URI holdpoint, String key, String issuer, String audience, Clock clock) {
    this.calls = new Calls(holdpoint, key);
    this.tokens = new VerdictTokens(issuer, audience);
    this.clock = clock;
  }

  /**
   * Checks a token by the published keys: signature, issuer, audience, time, and that it is for
   * this action of this agent.
   *
   * @throws TokenRefusedException it is not good, or for another action
   * @throws HoldpointException the keys were never read and cannot be now
   */
  public VerdictClaims verify(String token, AgentAction action) {
    VerdictClaims claims = tokens.check(token, this::key, clock.instant());
    if (!action.digest(claims.agent(), claims.task()).equals(claims.digest())) {
      throw new TokenRefusedException(
          Why.OTHER_ACTION, "the verdict token is for another action than this one");
    }
    return claims;
  }

  /**
   * Spends the approval. On return the action may run, now and once.
   *
   * @return the request that was spent, for {@link #report}
   * @throws HoldpointException it must not run; {@link HoldpointException#code} says why
   */
  public String redeem(String token, AgentAction action) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("token", token);
    body.put("action", action.members());
    body.put("redemptionId", UUID.randomUUID().toString()); // an answer that is lost is asked again
    var answer = calls.post("v1/verdicts/redeem", body, Map.of(), Duration.ZERO);
    return Values.text(answer, "request")
        .orElseThrow(() -> new HoldpointException(200, "unknown", "no redemption came back"));
  }

  /**
   * Says what came of it, once and finally.
   *
   * @param request from {@link #redeem}
   * @param detail prose of at most 1,000 characters
   */
  public void report(String request, Result result, String detail) {
    calls.post(
        "v1/verdicts/" + UUID.fromString(request) + "/result",
        Map.of("result", result.wire(), "detail", detail),
        Map.of(),
        Duration.ZERO);
  }

  private synchronized Optional<VerdictKey> key(String id) {
    Instant now = clock.instant();
    boolean old = !now.isBefore(keys.at().plus(KEYS_KEPT));
    boolean unknown = !keys.byId().containsKey(id) && !now.isBefore(keys.at().plus(KEYS_ASKED));
    if (old || unknown) {
      keys = new Keys(now, read());
    }
    return Optional.ofNullable(keys.byId().get(id));
  }

  private Map<String, VerdictKey> read() {
    var answer = calls.get(".well-known/jwks.json", Map.of(), Duration.ZERO);
    Map<String, VerdictKey> read = new LinkedHashMap<>();
    if (answer.get("keys") instanceof List<?> jwks) {
      for (Object jwk : jwks) {
        if (jwk instanceof Map<?, ?> members) {
          VerdictKey.ofJwk(members).ifPresent(key -> read.put(key.id(), key));
        }
      }
    }
    return read;
  }
}
