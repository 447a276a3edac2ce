package io.holdpoint.client;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Asks leave for an agent's actions. Safe to use from many threads. Every method throws {@link
 * HoldpointException} for what Holdpoint refuses and when it cannot be reached: no answer is no
 * leave.
 */
public final class HoldpointAgent {

  /** So long does Holdpoint hold one call. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final Calls calls;

  /**
   * @param holdpoint such as {@code https://holdpoint.example.org}
   * @param key the agent's, {@code hp_<id>_<secret>}
   */
  public HoldpointAgent(URI holdpoint, String key) {
    this.calls = new Calls(holdpoint, key);
  }

  /** Asks, and returns at once: approved, denied or pending. */
  public Verdict ask(AgentAction action, String reason, String task) {
    return ask(action, reason, task, UUID.randomUUID().toString());
  }

  /**
   * The same under a key of the caller's own: with it a question that was asked before, also before
   * this process began, is the same request.
   *
   * @param idempotencyKey 1 to 255 printable ASCII characters
   */
  public Verdict ask(AgentAction action, String reason, String task, String idempotencyKey) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("action", action.members());
    body.put("reason", reason);
    body.put("task", task);
    return Verdict.of(
        calls.post("v1/requests", body, Map.of("Idempotency-Key", idempotencyKey), Duration.ZERO));
  }

  /** Asks, and waits until there is a verdict or the time is over. */
  public Verdict askAndWait(AgentAction action, String reason, String task, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    Verdict asked = ask(action, reason, task);
    return asked.isPending()
        ? await(asked.id(), Duration.ofNanos(Math.max(0, end - System.nanoTime())))
        : asked;
  }

  /** Waits until there is a verdict; still pending when the time is over. */
  public Verdict await(String request, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
      Verdict now =
          Verdict.of(calls.get(path(request), Map.of("Prefer", "wait=" + wait.toSeconds()), wait));
      if (!now.isPending() || left.toSeconds() < 1) {
        return now;
      }
    }
  }

  /** The request as it stands, with a fresh token where it is approved and may be used. */
  public Verdict read(String request) {
    return Verdict.of(calls.get(path(request), Map.of(), Duration.ZERO));
  }

  /**
   * Takes a request back.
   *
   * @throws HoldpointException {@code already_final}: it has its verdict
   */
  public Verdict withdraw(String request) {
    return Verdict.of(calls.post(path(request) + "/cancel", Map.of(), Map.of(), Duration.ZERO));
  }

  private static String path(String request) {
    return "v1/requests/" + UUID.fromString(request);
  }
}
