package io.holdpoint.notifiers.slack;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The parts of Block Kit that we use, as the JSON that goes to Slack. There is no part for markup:
 * text is plain or rich text, in which nothing is interpreted.
 */
final class Blocks {

  /** Slack's limit for a header. */
  static final int HEADER = 150;

  /** Characters of one piece of preformatted text; longer ones are several pieces. */
  private static final int PIECE = 2_900;

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Blocks() {}

  static String json(Object blocks) {
    return JSON.toJson(blocks);
  }

  static int bytes(Object blocks) {
    return json(blocks).getBytes(StandardCharsets.UTF_8).length;
  }

  /** In words that need no markup. */
  static String exact(Instant time) {
    return EXACT.format(time);
  }

  static Map<String, Object> header(String text) {
    return of("type", "header", "text", plain(clip(text, HEADER)));
  }

  static Map<String, Object> plain(String text) {
    return of("type", "plain_text", "text", text, "emoji", false);
  }

  static Map<String, Object> context(String text) {
    return of("type", "context", "elements", List.of(plain(clip(text, 2_000))));
  }

  /** Parts of rich text: {@link #line}, {@link #pre}, {@link #quote}. */
  static Map<String, Object> rich(List<Map<String, Object>> parts) {
    return of("type", "rich_text", "elements", parts);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  static Map<String, Object> line(Map<String, Object>... elements) {
    return line(List.of(elements));
  }

  static Map<String, Object> line(List<Map<String, Object>> elements) {
    return of("type", "rich_text_section", "elements", elements);
  }

  static Map<String, Object> bullets(List<Map<String, Object>> lines) {
    return of("type", "rich_text_list", "style", "bullet", "elements", lines);
  }

  static Map<String, Object> quote(String text) {
    return of("type", "rich_text_quote", "elements", List.of(text(text)));
  }

  /** As many pieces as are needed; each ends with a line where it can. */
  static List<Map<String, Object>> pre(String text) {
    List<Map<String, Object>> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = end(text, from);
      pieces.add(
          of(
              "type",
              "rich_text_preformatted",
              "elements",
              List.of(text(text.substring(from, to)))));
      from = to;
    }
    return pieces;
  }

  private static int end(String text, int from) {
    if (text.length() - from <= PIECE) {
      return text.length();
    }
    int line = text.lastIndexOf('\n', from + PIECE - 1);
    int to = line > from ? line + 1 : from + PIECE;
    return Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
  }

  /** Literal text; Slack takes no empty one. */
  static Map<String, Object> text(String text) {
    return of("type", "text", "text", text.isEmpty() ? " " : text);
  }

  static Map<String, Object> bold(String text) {
    return of("type", "text", "text", text.isEmpty() ? " " : text, "style", of("bold", true));
  }

  /** Literal text that also looks so: in a fixed width, and no client makes a link of it. */
  static Map<String, Object> code(String text) {
    return of("type", "text", "text", text.isEmpty() ? " " : text, "style", of("code", true));
  }

  static Map<String, Object> link(String text, String url) {
    return of("type", "link", "text", text, "url", url);
  }

  /** In the reader's own time zone. */
  static Map<String, Object> date(Instant time) {
    return of(
        "type",
        "date",
        "timestamp",
        time.getEpochSecond(),
        "format",
        "{date_short_pretty} at {time}",
        "fallback",
        exact(time));
  }

  static Map<String, Object> actions(String id, List<Map<String, Object>> buttons) {
    return of("type", "actions", "block_id", id, "elements", buttons);
  }

  static Map<String, Object> button(String action, String text, String value) {
    return of("type", "button", "action_id", action, "text", plain(text), "value", value);
  }

  static Map<String, Object> linkButton(String action, String text, String url) {
    return of("type", "button", "action_id", action, "text", plain(text), "url", url);
  }

  static Map<String, Object> of(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** At most so many characters, the last of them an ellipsis when something was cut. */
  static String clip(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int to = most - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to) + "…";
  }
}
