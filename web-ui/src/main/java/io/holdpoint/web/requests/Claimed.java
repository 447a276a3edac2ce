package io.holdpoint.web.requests;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.digest.JsonText;
import io.holdpoint.model.text.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of the circumstances, with what it says stands there before and after set
 * apart as a difference. All of it is the agent's word.
 *
 * @param claims whether it says anything of before or after
 * @param difference line by line; empty when nothing differs
 * @param more lines of it that are too many to be shown
 * @param rest what else it says, {@code {}} when nothing
 */
record Claimed(boolean claims, List<DiffLine> difference, int more, CanonicalJson rest) {

  /** Lines of a difference that a page shows. */
  static final int MOST_LINES = 2_000;

  static Claimed of(CanonicalJson context) {
    Map<String, @Nullable Object> all = JsonText.object(context.text());
    if (!all.containsKey("before") && !all.containsKey("after")) {
      return new Claimed(false, List.of(), 0, context);
    }
    List<DiffLine> lines = JsonLines.difference(lines(all.get("before")), lines(all.get("after")));
    all.remove("before");
    all.remove("after");
    return new Claimed(
        true,
        lines.stream().limit(MOST_LINES).toList(),
        Math.max(0, lines.size() - MOST_LINES),
        CanonicalForm.of(all));
  }

  /** A text by its own lines, anything else laid out; nothing has none. */
  private static List<String> lines(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case String text -> text.lines().toList();
      default -> Json.layOut(CanonicalForm.print(value)).lines().toList();
    };
  }
}
