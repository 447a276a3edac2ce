package io.holdpoint.request.posted;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.platform.SafeText;
import java.util.Optional;

/** What a string of the body may hold. Lengths are counted in UTF-16 code units. */
enum TextRule {
  /** The name of a tool. */
  TOOL(1, Limits.TOOL_CHARS),
  /** The name of a kind of data. */
  LABEL(1, Limits.LABEL_CHARS),
  /** One part of the target. */
  TARGET_PART(0, Limits.TARGET_CHARS),
  TASK(0, Limits.TASK_CHARS),
  /** Prose: lines and tabs are all right. */
  REASON(0, Limits.REASON_CHARS),
  /** Prose on what came of an action. */
  DETAIL(0, Limits.DETAIL_CHARS),
  /** The id of an earlier request; whether there is one is asked of the ledger. */
  PARENT(0, Limits.BODY_BYTES),
  /** The id of an agent; whether there is one is nobody's business. */
  AGENT(1, Limits.BODY_BYTES),
  /** Judged elsewhere, by who knows what it is. */
  ANY(0, Limits.BODY_BYTES);

  /** The same for what is no id, for an id that is not there and for another agent's. */
  static final String NO_SUCH_PARENT =
      "no request of this agent has this id, expected the id of an earlier request of its own, or"
          + " of one that was shared with it";

  private final int least;
  private final int most;

  TextRule(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** What is wrong with the text, and what was expected. */
  Optional<String> faultOf(String text) {
    if (text.length() < least || text.length() > most) {
      return Optional.of(
          "%s has %d characters, expected %d to %d"
              .formatted(SafeText.quote(text), text.length(), least, most));
    }
    return switch (this) {
      case TOOL, LABEL ->
          Limits.IDENTIFIER.matcher(text).matches()
              ? Optional.empty()
              : Optional.of(
                  SafeText.quote(text)
                      + " has other characters, expected "
                      + Limits.IDENTIFIER_WORDS);
      case TARGET_PART, TASK -> hidden(text, false);
      case REASON, DETAIL -> hidden(text, true);
      case ANY -> Optional.empty();
      case AGENT ->
          AgentId.FORM.matcher(text).matches()
              ? Optional.empty()
              : Optional.of(
                  SafeText.quote(text)
                      + " is no agent's id, expected 1 to 64 lower case letters, digits and -");
      case PARENT ->
          RequestId.parse(text).isPresent() ? Optional.empty() : Optional.of(NO_SUCH_PARENT);
    };
  }

  /**
   * Control characters and those that are not seen (directions, zero width) make a text look like
   * another.
   */
  private static Optional<String> hidden(String text, boolean prose) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!isAllowed(c, prose)) {
        return Optional.of(
            SafeText.quote(text)
                + " has the control or invisible character U+%04X, expected visible text"
                    .formatted(c));
      }
      i += Character.charCount(c);
    }
    return Optional.empty();
  }

  private static boolean isAllowed(int c, boolean prose) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> prose && (c == '\n' || c == '\r' || c == '\t');
      // Prose of some scripts and emoji needs the joiners; it never needs the overrides of
      // direction.
      case Character.FORMAT -> prose && (c == 0x200c || c == 0x200d);
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> prose;
      default -> true;
    };
  }
}
