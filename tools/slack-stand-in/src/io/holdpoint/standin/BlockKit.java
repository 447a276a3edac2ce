package io.holdpoint.standin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Slack's limits for blocks and views, as its reference documents them, and at least as strict: what
 * is not known here is a fault. All faults are told, each with where it is.
 */
final class BlockKit {

  /**
   * Characters of all blocks of a message as JSON. Slack documents no number and answers {@code
   * msg_blocks_too_long}; messages with about 12,000 are known to be refused.
   */
  static final int MESSAGE_CHARACTERS = 12_000;

  private static final Set<String> IN_MESSAGES =
      Set.of("actions", "context", "divider", "header", "image", "rich_text", "section");
  private static final Set<String> IN_MODALS =
      Set.of("actions", "context", "divider", "header", "image", "input", "rich_text", "section");

  private final List<String> faults = new ArrayList<>();
  private final Set<String> blockIds = new HashSet<>();
  private final Set<String> actionIds = new HashSet<>();

  private BlockKit() {}

  static List<String> faultsOfMessage(List<Object> blocks) {
    var kit = new BlockKit();
    if (blocks.size() > 50) {
      kit.fault("blocks", blocks.size() + " blocks, at most 50");
    }
    kit.blocks(blocks, IN_MESSAGES);
    int length = Json.write(blocks).length();
    if (length > MESSAGE_CHARACTERS) {
      kit.fault("blocks", "msg_blocks_too_long: " + length);
    }
    return kit.faults;
  }

  static List<String> faultsOfView(Map<String, Object> view) {
    var kit = new BlockKit();
    kit.known(
        "view",
        view,
        "type",
        "title",
        "blocks",
        "submit",
        "close",
        "private_metadata",
        "callback_id",
        "clear_on_close",
        "notify_on_close",
        "external_id",
        "submit_disabled");
    if (!"modal".equals(view.get("type"))) {
      kit.fault("view/type", "expected modal");
    }
    kit.plain("view/title", view.get("title"), 24);
    kit.plainIfThere("view/submit", view.get("submit"), 24);
    kit.plainIfThere("view/close", view.get("close"), 24);
    kit.length("view/private_metadata", view.get("private_metadata"), 0, 3_000);
    kit.length("view/callback_id", view.get("callback_id"), 0, 255);
    var blocks = Json.list(view.get("blocks"));
    if (blocks.size() > 100) {
      kit.fault("view/blocks", blocks.size() + " blocks, at most 100");
    }
    kit.blocks(blocks, IN_MODALS);
    boolean inputs = blocks.stream().anyMatch(b -> "input".equals(Json.object(b).get("type")));
    if (inputs && view.get("submit") == null) {
      kit.fault("view/submit", "required with input blocks");
    }
    if (Json.write(view).length() > 250_000) {
      kit.fault("view", "more than 250 KB");
    }
    return kit.faults;
  }

  /** Text beside blocks: what notifications show. */
  static List<String> faultsOfText(String text) {
    var kit = new BlockKit();
    kit.harmless("text", text);
    if (text.length() > 4_000) {
      kit.fault("text", text.length() + " characters; beyond 4,000 Slack cuts it into several messages");
    }
    return kit.faults;
  }

  private void blocks(List<Object> blocks, Set<String> allowed) {
    if (blocks.isEmpty()) {
      fault("blocks", "none");
    }
    for (int i = 0; i < blocks.size(); i++) {
      String at = "blocks/" + i;
      if (!(blocks.get(i) instanceof Map<?, ?>)) {
        fault(at, "no object");
        continue;
      }
      block(at, Json.object(blocks.get(i)), allowed);
    }
  }

  private void block(String at, Map<String, Object> block, Set<String> allowed) {
    String type = Json.string(block.get("type"));
    if (!allowed.contains(type)) {
      fault(at + "/type", "'" + type + "' does not belong here");
      return;
    }
    length(at + "/block_id", block.get("block_id"), 1, 255);
    if (block.get("block_id") != null && !blockIds.add(Json.string(block.get("block_id")))) {
      fault(at + "/block_id", "twice: " + block.get("block_id"));
    }
    switch (type) {
      case "header" -> {
        known(at, block, "type", "block_id", "text");
        plain(at + "/text", block.get("text"), 150);
      }
      case "divider" -> known(at, block, "type", "block_id");
      case "section" -> section(at, block);
      case "context" -> {
        known(at, block, "type", "block_id", "elements");
        each(at, block, 1, 10, this::contextElement);
      }
      case "actions" -> {
        known(at, block, "type", "block_id", "elements");
        each(at, block, 1, 25, this::button);
      }
      case "input" -> input(at, block);
      case "rich_text" -> {
        known(at, block, "type", "block_id", "elements");
        each(at, block, 1, Integer.MAX_VALUE, this::richPart);
      }
      default -> fault(at, "not known to the stand-in");
    }
  }

  private void section(String at, Map<String, Object> block) {
    known(at, block, "type", "block_id", "text", "fields", "accessory", "expand");
    var fields = Json.list(block.get("fields"));
    if (block.get("text") == null && fields.isEmpty()) {
      fault(at, "neither text nor fields");
    }
    if (block.get("text") != null) {
      text(at + "/text", block.get("text"), 3_000);
    }
    if (fields.size() > 10) {
      fault(at + "/fields", fields.size() + ", at most 10");
    }
    for (int i = 0; i < fields.size(); i++) {
      text(at + "/fields/" + i, fields.get(i), 2_000);
    }
    if (block.get("accessory") != null) {
      button(at + "/accessory", Json.object(block.get("accessory")));
    }
  }

  private void contextElement(String at, Map<String, Object> element) {
    text(at, element, 3_000);
  }

  private void button(String at, Map<String, Object> button) {
    if (!"button".equals(button.get("type"))) {
      fault(at + "/type", "the stand-in knows buttons only");
      return;
    }
    known(
        at,
        button,
        "type",
        "text",
        "action_id",
        "url",
        "value",
        "style",
        "confirm",
        "accessibility_label");
    plain(at + "/text", button.get("text"), 75);
    length(at + "/value", button.get("value"), 1, 2_000);
    length(at + "/accessibility_label", button.get("accessibility_label"), 1, 75);
    length(at + "/url", button.get("url"), 1, 3_000);
    if (button.get("url") != null && !Json.string(button.get("url")).matches("https?://.*")) {
      fault(at + "/url", "no address: " + button.get("url"));
    }
    if (button.get("style") != null && !Set.of("primary", "danger").contains(button.get("style"))) {
      fault(at + "/style", "expected primary or danger");
    }
    actionId(at, button);
  }

  private void actionId(String at, Map<String, Object> element) {
    if (Json.string(element.get("action_id")).isEmpty()) {
      fault(at + "/action_id", "missing");
    }
    length(at + "/action_id", element.get("action_id"), 1, 255);
    if (!actionIds.add(Json.string(element.get("action_id")))) {
      fault(at + "/action_id", "twice: " + element.get("action_id"));
    }
  }

  private void input(String at, Map<String, Object> block) {
    known(at, block, "type", "block_id", "label", "element", "hint", "optional", "dispatch_action");
    plain(at + "/label", block.get("label"), 2_000);
    plainIfThere(at + "/hint", block.get("hint"), 2_000);
    var element = Json.object(block.get("element"));
    if (!"plain_text_input".equals(element.get("type"))) {
      fault(at + "/element", "the stand-in knows plain_text_input only");
      return;
    }
    known(
        at + "/element",
        element,
        "type",
        "action_id",
        "initial_value",
        "multiline",
        "min_length",
        "max_length",
        "placeholder",
        "focus_on_load",
        "dispatch_action_config");
    actionId(at + "/element", element);
    plainIfThere(at + "/element/placeholder", element.get("placeholder"), 150);
    number(at + "/element/min_length", element.get("min_length"), 0, 3_000);
    number(at + "/element/max_length", element.get("max_length"), 1, 3_000);
  }

  private void richPart(String at, Map<String, Object> part) {
    switch (Json.string(part.get("type"))) {
      case "rich_text_section" -> {
        known(at, part, "type", "elements");
        each(at, part, 1, Integer.MAX_VALUE, this::richElement);
      }
      case "rich_text_quote" -> {
        known(at, part, "type", "elements", "border");
        each(at, part, 1, Integer.MAX_VALUE, this::richElement);
      }
      case "rich_text_preformatted" -> {
        known(at, part, "type", "elements", "border", "language");
        each(
            at,
            part,
            1,
            Integer.MAX_VALUE,
            (where, element) -> {
              richElement(where, element);
              if (!Set.of("text", "link").contains(Json.string(element.get("type")))
                  || element.get("style") != null) {
                fault(where, "preformatted text holds plain text and links only");
              }
            });
      }
      case "rich_text_list" -> {
        known(at, part, "type", "elements", "style", "indent", "offset", "border");
        if (!Set.of("bullet", "ordered").contains(Json.string(part.get("style")))) {
          fault(at + "/style", "expected bullet or ordered");
        }
        each(at, part, 1, Integer.MAX_VALUE, this::richPart);
      }
      default -> fault(at + "/type", "unknown: " + part.get("type"));
    }
  }

  private void richElement(String at, Map<String, Object> element) {
    switch (Json.string(element.get("type"))) {
      case "text" -> {
        known(at, element, "type", "text", "style");
        length(at + "/text", element.get("text"), 1, Integer.MAX_VALUE);
        harmless(at + "/text", element.get("text"));
        if (!(element.get("text") instanceof String)) {
          fault(at + "/text", "missing");
        }
      }
      case "link" -> {
        known(at, element, "type", "url", "text", "unsafe", "style");
        length(at + "/url", element.get("url"), 1, 3_000);
        if (!Json.string(element.get("url")).matches("https?://.*")) {
          fault(at + "/url", "no address");
        }
        if (element.get("text") != null) {
          harmless(at + "/text", element.get("text"));
        }
      }
      case "date" -> {
        known(at, element, "type", "timestamp", "format", "url", "fallback", "style");
        if (!(element.get("timestamp") instanceof Long)) {
          fault(at + "/timestamp", "expected whole seconds");
        }
        if (!Json.string(element.get("format")).contains("{")) {
          fault(at + "/format", "no token in it");
        }
      }
      case "emoji" -> known(at, element, "type", "name", "unicode", "skin_tone", "style");
      case "user", "usergroup", "channel", "broadcast", "team" ->
          known(at, element, "type", "user_id", "usergroup_id", "channel_id", "range", "team_id", "style");
      default -> fault(at + "/type", "unknown: " + element.get("type"));
    }
    if (element.get("style") != null) {
      known(at + "/style", Json.object(element.get("style")), "bold", "italic", "strike", "code");
    }
  }

  private interface Part {
    void check(String at, Map<String, Object> part);
  }

  private void each(String at, Map<String, Object> block, int least, int most, Part part) {
    var elements = Json.list(block.get("elements"));
    if (elements.size() < least || elements.size() > most) {
      fault(at + "/elements", elements.size() + ", expected " + least + " to " + most);
    }
    for (int i = 0; i < elements.size(); i++) {
      part.check(at + "/elements/" + i, Json.object(elements.get(i)));
    }
  }

  private void text(String at, Object value, int most) {
    var text = Json.object(value);
    if ("mrkdwn".equals(text.get("type"))) {
      known(at, text, "type", "text", "verbatim");
      length(at + "/text", text.get("text"), 1, most);
      harmless(at + "/text", text.get("text"));
    } else {
      plain(at, value, most);
    }
  }

  private void plainIfThere(String at, Object value, int most) {
    if (value != null) {
      plain(at, value, most);
    }
  }

  private void plain(String at, Object value, int most) {
    var text = Json.object(value);
    if (!"plain_text".equals(text.get("type"))) {
      fault(at, "expected plain_text");
      return;
    }
    known(at, text, "type", "text", "emoji");
    if (!(text.get("text") instanceof String)) {
      fault(at + "/text", "missing");
    }
    length(at + "/text", text.get("text"), 1, most);
    harmless(at + "/text", text.get("text"));
  }

  /** Characters that are not to reach a reader, whatever Slack would do with them. */
  private void harmless(String at, Object value) {
    Json.string(value)
        .codePoints()
        .filter(c -> c != '\n' && c != '\t' && (c < 0x20 || c == 0x7F || Character.getType(c) == Character.SURROGATE))
        .findFirst()
        .ifPresent(c -> fault(at, "holds the character " + Integer.toHexString(c)));
  }

  private void number(String at, Object value, long least, long most) {
    if (value != null && !(value instanceof Long n && n >= least && n <= most)) {
      fault(at, value + ", expected " + least + " to " + most);
    }
  }

  private void length(String at, Object value, int least, int most) {
    if (value == null) {
      return;
    }
    if (!(value instanceof String text)) {
      fault(at, "no text");
    } else if (text.length() < least || text.length() > most) {
      fault(at, text.length() + " characters, expected " + least + " to " + most);
    }
  }

  private void known(String at, Map<String, Object> object, String... names) {
    var unknown = new TreeSet<>(object.keySet());
    unknown.removeAll(Set.of(names));
    if (!unknown.isEmpty()) {
      fault(at, "unknown: " + unknown);
    }
  }

  private void fault(String at, String what) {
    faults.add(at + ": " + what);
  }
}
