package io.holdpoint.web.policy;

import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.DraftDesk.ToolForm;
import io.holdpoint.model.desk.PolicyDesk.ToolView;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A catalogue entry as it stands in its form.
 *
 * @param reversibility a class's name; empty: left open
 * @param arguments YAML or JSON; may be empty
 * @param labels parted by commas or blanks
 * @param back where to go when it is saved: {@code tools} or the draft
 */
public record ToolTyped(
    String match,
    String system,
    String reversibility,
    String labels,
    String arguments,
    String replaces,
    String back) {

  static final List<String> FIELDS =
      List.of("match", "system", "reversibility", "labels", "arguments");

  public ToolTyped {
    reversibility = reversibility == null ? "" : reversibility;
    arguments = arguments == null ? "" : arguments;
    back = back == null ? "" : back;
  }

  static ToolTyped of(ToolView tool) {
    return new ToolTyped(
        tool.match(),
        tool.system(),
        tool.reversibility() == Reversibility.UNCLASSIFIED ? "" : tool.reversibility().wire(),
        String.join(", ", tool.labels().stream().sorted().toList()),
        tool.arguments(),
        tool.match(),
        "");
  }

  ToolForm form() {
    return new ToolForm(
        match.strip(), system.strip(), parsed(), words(labels), Optional.of(arguments));
  }

  private Optional<Reversibility> parsed() {
    return Arrays.stream(Reversibility.values())
        .filter(r -> r.wire().equals(reversibility) && r != Reversibility.UNCLASSIFIED)
        .findFirst();
  }

  private static Set<String> words(String typed) {
    var words = new LinkedHashSet<String>();
    for (String word : typed.split("[,\\s]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
