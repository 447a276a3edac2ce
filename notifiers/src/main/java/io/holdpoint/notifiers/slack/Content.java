package io.holdpoint.notifiers.slack;

import java.util.List;

/**
 * A message.
 *
 * @param text what notifications show, in Slack's markup: escaped
 */
record Content(String text, List<Object> blocks) {

  /** Characters of a notification's text; Slack cuts beyond 4,000 into several messages. */
  private static final int TEXT = 500;

  Content {
    blocks = List.copyOf(blocks);
  }

  static Content of(String text, List<Object> blocks) {
    return new Content(escape(Blocks.clip(text, TEXT)), blocks);
  }

  /** Text in which Slack finds no mention and no link. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
