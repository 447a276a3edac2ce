package io.holdpoint.notifiers.webhook;

import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Target;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.notice.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/**
 * What is posted: the request as the API shows it, bounded, in printable ASCII. What an agent wrote
 * is text in JSON and nothing else; whoever shows it has to escape it once more.
 */
final class WebhookBody {

  /** Characters of a name, of a longer text, and of arguments, which are left out beyond that. */
  static final int MAX_NAME = 500;

  static final int MAX_TEXT = 2_000;
  static final int MAX_ARGUMENTS = 8_000;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private WebhookBody() {}

  /** The event of one telling. A request that is over by now is told as over. */
  static String of(Delivery delivery, Instant now) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("request", request(delivery.request()));
    data.put("groups", delivery.groups());
    data.put("link", delivery.link());
    return event(type(delivery), now, data);
  }

  /** An event that says nothing of any request. */
  static String test(String endpoint, Instant now) {
    return event("test", now, Map.of("webhook", endpoint));
  }

  private static String type(Delivery delivery) {
    if (delivery.request().summary().status().isFinal()) {
      return "request.decided";
    }
    return switch (delivery.kind()) {
      case HELD -> "request.held";
      case REMINDER -> "request.reminded";
      case ESCALATION -> "request.escalated";
      case UPDATE, VERDICT -> "request.updated";
    };
  }

  private static String event(String type, Instant now, Map<String, Object> data) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("timestamp", now.toString());
    event.put("data", data);
    return ascii(JSON.writeValueAsString(event));
  }

  private static Map<String, Object> request(RequestDetail detail) {
    RequestSummary summary = detail.summary();
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("id", summary.id().toString());
    request.put("status", summary.status().wire());
    request.put("tier", summary.tier());
    request.put("heldBecause", cut(summary.why(), MAX_NAME));
    request.put("agent", summary.agent().value());
    request.put("agentOwner", detail.agentOwner().value());
    request.put("action", action(detail));
    request.put("reason", cut(detail.reason(), MAX_TEXT));
    request.put("task", cut(summary.task(), MAX_NAME));
    request.put("createdAt", summary.createdAt().toString());
    request.put("expiresAt", summary.expiresAt().toString());
    request.put("frozenSince", text(summary.frozenSince()));
    request.put("decidedAt", text(summary.decidedAt()));
    request.put("verdict", verdict(summary));
    request.put("approvals", approvals(detail));
    return request;
  }

  private static Map<String, Object> action(RequestDetail detail) {
    String arguments = detail.action().arguments().text();
    Target target = detail.summary().target();
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("system", cut(target.system(), MAX_NAME));
    named.put("resource", cut(target.resource(), MAX_NAME));
    named.put("environment", cut(target.environment(), MAX_NAME));
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("tool", cut(detail.summary().tool(), MAX_NAME));
    boolean fits = arguments.length() <= MAX_ARGUMENTS;
    action.put("arguments", fits ? new RawValue(arguments) : null);
    action.put("argumentsLeftOut", !fits);
    action.put("argumentsChanged", detail.change().isPresent());
    action.put("masked", detail.action().masked().size());
    action.put("target", named);
    action.put("digest", detail.action().digest());
    return action;
  }

  private static @Nullable Map<String, Object> verdict(RequestSummary summary) {
    return summary
        .verdict()
        .map(
            verdict -> {
              Map<String, Object> parts = new LinkedHashMap<>();
              parts.put("outcome", verdict.outcome().wire());
              parts.put("basis", verdict.basis().wire());
              parts.put("reason", cut(verdict.reason(), MAX_TEXT));
              return parts;
            })
        .orElse(null);
  }

  private static Map<String, Object> approvals(RequestDetail detail) {
    List<Object> demanded = new ArrayList<>();
    List<Object> given = new ArrayList<>();
    var slots = detail.demand().map(ApprovalDemand::slots).orElse(List.of());
    for (int i = 0; i < slots.size(); i++) {
      String group = slots.get(i).group();
      demanded.add(Map.of("group", group, "count", slots.get(i).count()));
      if (i < detail.filled().size()) {
        detail.filled().get(i).forEach(by -> given.add(Map.of("group", group, "by", by.value())));
      }
    }
    return Map.of("demanded", demanded, "given", given);
  }

  private static @Nullable String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse(null);
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max) + "\u2026";
  }

  /**
   * The same JSON without what is not printable ASCII: that stands only within strings, where it
   * can be spelled {@code \}{@code uXXXX}. Arguments keep their every digit so.
   */
  private static String ascii(String json) {
    StringBuilder out = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c >= ' ' && c < 0x7F) {
        out.append(c);
      } else {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < json.length()
                && Character.isLowSurrogate(json.charAt(i + 1));
        boolean half = Character.isSurrogate(c) && !pair;
        escape(out, half ? '\uFFFD' : c);
        if (pair) {
          escape(out, json.charAt(++i));
        }
      }
    }
    return out.toString();
  }

  private static void escape(StringBuilder out, char c) {
    out.append(String.format("\\u%04x", (int) c));
  }
}
