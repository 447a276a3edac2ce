package io.holdpoint.task;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.platform.SafeText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an agent says of a task that it opens, judged. */
final class TaskWords {

  static final int MOST_PURPOSE = 2_000;
  static final int MOST_REASON = 1_000;
  static final int MOST_LISTED = 100;
  static final int MOST_AGENTS = 20;
  static final int MOST_TOOL = 200;
  static final int MOST_PATH = 500;
  static final int MOST_DIGITS = 30;
  static final int MOST_ACTIONS = 100_000;
  static final int MOST_TARGETS = 1_000;
  static final Duration LONGEST = Duration.ofDays(30);

  private TaskWords() {}

  static Duration lasts(@Nullable Long seconds) {
    if (seconds == null) {
      return Duration.ofDays(1);
    }
    if (seconds < 1 || seconds > LONGEST.toSeconds()) {
      throw bad("expiresIn", seconds + "; expected 1 to " + LONGEST.toSeconds() + " seconds");
    }
    return Duration.ofSeconds(seconds);
  }

  static Terms checked(
      @Nullable String purpose,
      @Nullable Integer actions,
      @Nullable Map<String, BigDecimal> sums,
      @Nullable Integer targets,
      @Nullable List<String> allowedTools,
      @Nullable List<String> agents) {
    String text = purpose == null ? "" : purpose.strip();
    if (text.isEmpty()
        || text.length() > MOST_PURPOSE
        || text.codePoints().anyMatch(TaskWords::odd)) {
      throw bad("purpose", "expected 1 to " + MOST_PURPOSE + " characters of plain text");
    }
    within("budget.actions", actions, MOST_ACTIONS);
    within("budget.targets", targets, MOST_TARGETS);
    Map<String, BigDecimal> bounds = sums(sums == null ? Map.of() : sums);
    List<String> tools = allowedTools;
    if (tools != null) {
      atMost("allowedTools", tools.size(), MOST_LISTED, "tools");
      for (int i = 0; i < tools.size(); i++) {
        if (!isLine(tools.get(i), MOST_TOOL)) {
          throw bad(
              "allowedTools." + i,
              "expected a tool, or a pattern such as crm.*, of 1 to "
                  + MOST_TOOL
                  + " characters on one line");
        }
      }
    }
    List<String> others = agents == null ? List.of() : agents;
    atMost("agents", others.size(), MOST_AGENTS, "agents");
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i) == null || !AgentId.FORM.matcher(others.get(i)).matches()) {
        throw bad("agents." + i, "expected an agent's id");
      }
    }
    return new Terms(text, actions, bounds, targets, tools, others);
  }

  private static Map<String, BigDecimal> sums(Map<String, BigDecimal> posted) {
    atMost("budget.sums", posted.size(), MOST_LISTED, "sums");
    posted.forEach(
        (path, most) -> {
          if (!isLine(path, MOST_PATH)) {
            throw bad(
                "budget.sums",
                "expected paths of arguments, each of 1 to "
                    + MOST_PATH
                    + " characters on one line");
          }
          if (most == null
              || most.signum() < 0
              || most.precision() - most.scale() > MOST_DIGITS
              || most.scale() > MOST_DIGITS) {
            throw new BadInputException(
                "/budget/sums/" + path.replace("~", "~0").replace("/", "~1"),
                "budget.sums: "
                    + SafeText.quote(path)
                    + ": expected a number from 0, of at most "
                    + MOST_DIGITS
                    + " digits before and after its point");
          }
        });
    return posted;
  }

  private static void atMost(String field, int listed, int most, String what) {
    if (listed > most) {
      throw bad(field, listed + "; expected at most " + most + " " + what);
    }
  }

  private static boolean isLine(@Nullable String text, int most) {
    return text != null
        && !text.isBlank()
        && text.length() <= most
        && text.codePoints().noneMatch(c -> odd(c) || c == '\n' || c == '\t');
  }

  /** Why a person ends a task; may be empty. */
  static String reason(String posted) {
    String text = posted.strip();
    if (text.length() > MOST_REASON || text.codePoints().anyMatch(TaskWords::odd)) {
      throw bad(
          "reason",
          text.length() + " characters; expected at most " + MOST_REASON + " of plain text");
    }
    return text;
  }

  private static void within(String field, @Nullable Integer number, int most) {
    if (number != null && (number < 0 || number > most)) {
      throw bad(field, number + "; expected 0 to " + most);
    }
  }

  private static boolean odd(int c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t')
        || Character.getType(c) == Character.SURROGATE;
  }

  private static BadInputException bad(String field, String message) {
    return new BadInputException(field, field + ": " + message);
  }
}
