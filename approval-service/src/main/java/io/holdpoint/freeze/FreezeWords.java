package io.holdpoint.freeze;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.FreezeDesk.NewFreeze;
import io.holdpoint.platform.SafeText;

/** What an admin writes of a freeze, judged. */
final class FreezeWords {

  /** Characters (UTF-16 code units) of a reason. */
  static final int MOST_REASON = 2_000;

  /** Characters of what a freeze is about: those of a target's system, the longest of them. */
  static final int MOST_OF = 500;

  private FreezeWords() {}

  /**
   * The same, without white space around the words.
   *
   * @throws BadInputException naming the field, the value and what was expected
   */
  static NewFreeze checked(NewFreeze freeze) {
    return new NewFreeze(freeze.scope(), of(freeze), reason(freeze.reason()));
  }

  private static String of(NewFreeze freeze) {
    String of = freeze.of().strip();
    String expected =
        switch (freeze.scope()) {
          case ALL -> of.isEmpty() ? "" : "nothing, as everything is frozen";
          case AGENT -> AgentId.FORM.matcher(of).matches() ? "" : "an agent's id";
          case TASK -> isLine(of) ? "" : line("a task");
          case TOOL -> isLine(of) ? "" : line("a tool or a pattern such as crm.*");
          case SYSTEM -> isLine(of) ? "" : line("a system");
        };
    if (!expected.isEmpty()) {
      throw bad("of", SafeText.quote(of) + "; expected " + expected);
    }
    return of;
  }

  private static String line(String what) {
    return what + ", 1 to " + MOST_OF + " characters on one line";
  }

  private static boolean isLine(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_OF
        && text.codePoints().noneMatch(FreezeWords::unreadableInALine);
  }

  private static String reason(String text) {
    String reason = text.strip();
    if (reason.isEmpty() || reason.length() > MOST_REASON) {
      throw bad(
          "reason",
          "%d characters; expected 1 to %d, for everybody whom it stops"
              .formatted(reason.length(), MOST_REASON));
    }
    if (reason.codePoints().anyMatch(FreezeWords::unreadable)) {
      throw bad("reason", "holds control characters; plain text and line breaks are taken");
    }
    return reason;
  }

  private static boolean unreadableInALine(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  private static boolean unreadable(int c) {
    return c != '\n' && c != '\r' && c != '\t' && unreadableInALine(c);
  }

  static BadInputException bad(String field, String message) {
    return new BadInputException(field, field + ": " + message);
  }
}
