package io.holdpoint.client;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it stands. Only {@link #isApproved()} is leave to act, and only on {@link
 * #action()}: a reviewer may have approved it with changes.
 *
 * @param id of the request
 * @param status pending, approved, denied, expired or cancelled
 * @param reason of the verdict, {@code ""} while pending
 * @param action what was approved, as it stands now
 * @param token the proof for the tool, fresh at each read; empty when there is none
 */
public record Verdict(
    String id, String status, String reason, AgentAction action, Optional<String> token) {

  /** Anything else, also what this library does not know, is no leave. */
  public boolean isApproved() {
    return status.equals("approved");
  }

  public boolean isPending() {
    return status.equals("pending");
  }

  static Verdict of(Map<String, ? extends @Nullable Object> answer) {
    Object verdict = Values.member(answer, "verdict");
    Object action = Values.member(answer, "action");
    if (!(action instanceof Map<?, ?> members)
        || !(members.get("arguments") instanceof Map<?, ?> arguments)
        || !(members.get("target") instanceof Map<?, ?> target)) {
      throw new HoldpointException(200, "unknown", "Holdpoint's answer is no request");
    }
    Map<String, String> named = new java.util.LinkedHashMap<>();
    target.forEach((name, value) -> named.put(String.valueOf(name), String.valueOf(value)));
    return new Verdict(
        Values.text(answer, "id").orElse(""),
        Values.text(answer, "status").orElse("unknown"),
        Values.text(verdict, "reason").orElse(""),
        new AgentAction(Values.text(action, "tool").orElse(""), Values.plain(arguments), named),
        Values.text(verdict, "token"));
  }

  @Override
  public String toString() {
    return "Verdict[" + id + ", " + status + "]"; // never the token or the arguments
  }
}
