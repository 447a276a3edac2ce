package io.holdpoint.standin;

import java.util.List;
import java.util.Map;

/** Blocks as the text that a reader sees. */
final class Shown {

  private Shown() {}

  static String text(List<Object> blocks) {
    var out = new StringBuilder();
    blocks.forEach(block -> add(Json.object(block), out));
    return out.toString();
  }

  private static void add(Map<String, Object> part, StringBuilder out) {
    switch (Json.string(part.get("type"))) {
      case "button" -> out.append('[').append(Json.string(Json.object(part.get("text")).get("text"))).append("] ");
      case "date" -> out.append(Json.string(part.get("fallback")));
      case "plain_text", "mrkdwn", "text" -> out.append(Json.string(part.get("text")));
      case "link" ->
          out.append(
              part.get("text") == null ? Json.string(part.get("url")) : Json.string(part.get("text")));
      case "emoji" -> out.append(':').append(Json.string(part.get("name"))).append(':');
      default -> {
        for (String name : List.of("text", "label", "fields", "elements", "accessory", "hint")) {
          Object value = part.get(name);
          if (value instanceof Map<?, ?>) {
            add(Json.object(value), out);
          } else {
            Json.list(value).forEach(each -> add(Json.object(each), out));
          }
        }
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
          out.append('\n');
        }
      }
    }
  }
}
