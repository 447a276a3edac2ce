package io.holdpoint.web.requests;

import io.holdpoint.model.desk.Inbox;
import io.holdpoint.model.desk.InboxFilter;
import io.holdpoint.model.desk.InboxFilter.Order;
import io.holdpoint.model.desk.RequestSummary;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What stands in the inbox's filter, and so in its address: a view can be kept as a bookmark.
 *
 * @param q what is searched for
 * @param order {@code waiting} for what waits longest; anything else is what expires soonest
 * @param each {@code yes} when what is alike is not put together
 */
record InboxWanted(
    String q,
    String tier,
    String agent,
    String tool,
    String system,
    String task,
    String why,
    String group,
    String order,
    String each) {

  /** What the browser sent, cut to what a search may have. */
  static InboxWanted of(Map<String, String> sent) {
    String q = text(sent, "q");
    return new InboxWanted(
        q.substring(0, Math.min(q.length(), InboxFilter.LONGEST_SEARCH)),
        text(sent, "tier"),
        text(sent, "agent"),
        text(sent, "tool"),
        text(sent, "system"),
        text(sent, "task"),
        text(sent, "why"),
        text(sent, "group"),
        text(sent, "order").equals("waiting") ? "waiting" : "",
        text(sent, "each").equals("yes") ? "yes" : "");
  }

  private static String text(Map<String, String> sent, String name) {
    return sent.getOrDefault(name, "").strip();
  }

  InboxFilter filter(Optional<String> after, int limit) {
    return new InboxFilter(
        some(tier),
        some(agent),
        some(tool),
        some(system),
        some(task),
        some(why),
        some(group),
        q,
        order.isEmpty() ? Order.EXPIRES_SOONEST : Order.WAITS_LONGEST,
        each.isEmpty(),
        after,
        limit);
  }

  /** Whether less than everything is shown. */
  public boolean isAny() {
    return isNarrow() || !q.isEmpty();
  }

  /** Whether a part besides the search is set. */
  public boolean isNarrow() {
    return !(tier + agent + tool + system + task + why + group).isEmpty();
  }

  /** This view's address. */
  public String address() {
    return address(parts());
  }

  /** The page of this view that begins there. */
  public String next(String after) {
    var parts = parts();
    parts.put("after", after);
    return address(parts);
  }

  /** The requests of one row, one by one. */
  public String of(Inbox.Row row) {
    var parts = parts();
    parts.put("agent", row.first().agent().value());
    parts.put("tool", row.first().tool());
    parts.put("system", row.first().target().system());
    parts.put("why", row.first().why());
    parts.put("each", "yes");
    return address(parts);
  }

  /** By which the script on the page knows a row again. */
  public String key(Inbox.Row row) {
    RequestSummary first = row.first();
    if (row.count() == 1) {
      return first.id().toString();
    }
    String kind =
        String.join(
            "\n", first.agent().value(), first.tool(), first.target().system(), first.why());
    return "alike-" + UUID.nameUUIDFromBytes(kind.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> parts() {
    var parts = new LinkedHashMap<String, String>();
    parts.put("q", q);
    parts.put("tier", tier);
    parts.put("agent", agent);
    parts.put("tool", tool);
    parts.put("system", system);
    parts.put("task", task);
    parts.put("why", why);
    parts.put("group", group);
    parts.put("order", order);
    parts.put("each", each);
    return parts;
  }

  private static String address(Map<String, String> parts) {
    var address = UriComponentsBuilder.fromPath("/");
    var values = new LinkedHashMap<String, Object>();
    parts.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            address.queryParam(name, "{" + name + "}");
            values.put(name, value);
          }
        });
    return address.encode().buildAndExpand(values).toUriString();
  }

  private static Optional<String> some(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
