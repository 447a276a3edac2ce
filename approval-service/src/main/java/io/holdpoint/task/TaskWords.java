package io.holdpoint.task;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.BadInputException;
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
    Map<String, BigDecimal> bounds = sums == null ? Map.of() : sums;
    if (bounds.size() > MOST_LISTED
        || bounds.entrySet().stream()
            .anyMatch(
                e ->
                    e.getKey().isEmpty()
                        || e.getKey().length() > 500
                        || e.getValue() == null
                        || e.getValue().signum() < 0
                        || e.getValue().precision() - e.getValue().scale() > 30
                        || e.getValue().scale() > 30)) {
      throw bad(
          "budget.sums", "expected at most " + MOST_LISTED + " paths, each with a limit from 0");
    }
    List<String> tools = allowedTools;
    if (tools != null
        && (tools.size() > MOST_LISTED
            || tools.stream().anyMatch(t -> t == null || t.isBlank() || t.length() > 200))) {
      throw bad(
          "allowedTools", "expected at most " + MOST_LISTED + " tools or patterns such as crm.*");
    }
    List<String> others = agents == null ? List.of() : agents;
    if (others.size() > 20
        || others.stream().anyMatch(a -> a == null || !AgentId.FORM.matcher(a).matches())) {
      throw bad("agents", "expected at most 20 ids of agents");
    }
    return new Terms(text, actions, bounds, targets, tools, others);
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
