package io.holdpoint.grants;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.GrantDesk;
import io.holdpoint.model.desk.GrantDesk.NewGrant;
import io.holdpoint.platform.SafeText;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/** What a person may ask for in a grant, field by field. */
final class GrantTerms {

  static final int TOOL_CHARS = 200;
  static final int TASK_CHARS = 200;

  /** Characters of each part of the target. */
  static final int TARGET_CHARS = 500;

  static final int WHY_CHARS = 2_000;

  private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9._/:-]+");

  private GrantTerms() {}

  /**
   * The grant in its canonical form.
   *
   * @throws BadInputException naming the field, the value and what was expected
   */
  static NewGrant checked(NewGrant grant, Instant now) {
    if (grant.tool().length() > TOOL_CHARS || !TOOL.matcher(grant.tool()).matches()) {
      throw bad(
          "tool",
          SafeText.quote(grant.tool())
              + "; expected the exact name of a tool, 1 to "
              + TOOL_CHARS
              + " letters, digits and . _ - / :");
    }
    grant.task().ifPresent(GrantTerms::task);
    if (grant.uses() < 1 || grant.uses() > GrantDesk.MOST_USES) {
      throw bad("uses", "%d; expected 1 to %d".formatted(grant.uses(), GrantDesk.MOST_USES));
    }
    if (!grant.until().isAfter(now) || grant.until().isAfter(now.plus(GrantDesk.LONGEST))) {
      throw bad(
          "until",
          grant.until()
              + "; expected a time in the future, at most "
              + GrantDesk.LONGEST.toDays()
              + " days from now");
    }
    return new NewGrant(
        grant.agent(),
        grant.task(),
        grant.tool(),
        target(grant.target()),
        BoundRules.checked(grant.bounds()),
        grant.uses(),
        grant.until(),
        prose("why", grant.why()),
        grant.from());
  }

  private static void task(String task) {
    boolean hidden =
        task.codePoints()
            .anyMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    if (task.isEmpty() || task.length() > TASK_CHARS || hidden) {
      throw bad(
          "task",
          SafeText.quote(task)
              + "; expected a task's label, 1 to "
              + TASK_CHARS
              + " characters, or none for every task");
    }
  }

  private static CanonicalJson target(CanonicalJson target) {
    Object value;
    try {
      value = Json.value(target.text());
    } catch (IllegalArgumentException e) {
      throw bad("target", e.getMessage() == null ? "not JSON" : e.getMessage());
    }
    if (!(value instanceof Map<?, ?> parts)) {
      throw bad("target", "expected an object with system, resource and environment");
    }
    parts.forEach(
        (name, part) -> {
          boolean known =
              name.equals("system") || name.equals("resource") || name.equals("environment");
          if (!known || !(part instanceof String text) || text.length() > TARGET_CHARS) {
            throw bad(
                "target",
                SafeText.quote(String.valueOf(name))
                    + "; expected system, resource and environment as texts of at most "
                    + TARGET_CHARS
                    + " characters");
          }
        });
    return new CanonicalJson(Json.canonical(target.text()));
  }

  /**
   * A person's words without the white space around them.
   *
   * @throws BadInputException there are none, too many, or control characters among them
   */
  static String prose(String field, String text) {
    String prose = text.strip();
    if (prose.isEmpty() || prose.length() > WHY_CHARS) {
      throw bad(
          field,
          "%d characters; expected 1 to %d, for those who read it later"
              .formatted(prose.length(), WHY_CHARS));
    }
    if (prose.codePoints().anyMatch(GrantTerms::unreadable)) {
      throw bad(field, "holds control characters; plain text and line breaks are taken");
    }
    return prose;
  }

  private static boolean unreadable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t';
      case Character.SURROGATE -> true; // half a character: no database keeps it
      default -> false;
    };
  }

  static BadInputException bad(String field, String message) {
    return new BadInputException(field, field + ": " + message);
  }

  /** The grant with other words of why. */
  static NewGrant withWhy(NewGrant grant, String why) {
    return new NewGrant(
        grant.agent(),
        grant.task(),
        grant.tool(),
        grant.target(),
        grant.bounds(),
        grant.uses(),
        grant.until(),
        why,
        grant.from());
  }
}
