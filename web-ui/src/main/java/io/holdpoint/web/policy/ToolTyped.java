package io.holdpoint.web.policy;

import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.DraftDesk.ToolForm;
import io.holdpoint.model.desk.PolicyDesk.ToolCredential;
import io.holdpoint.model.desk.PolicyDesk.ToolView;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue entry as it stands in its form.
 *
 * @param reversibility a class's name; empty: left open
 * @param arguments YAML or JSON; may be empty
 * @param labels parted by commas or blanks
 * @param audience of the credential that is made for each action; empty: none is made
 * @param scope of it, parted by blanks
 * @param back where to go when it is saved: {@code tools} or the draft
 */
public record ToolTyped(
    String match,
    String system,
    String reversibility,
    String labels,
    String arguments,
    @Nullable String audience,
    @Nullable String scope,
    @Nullable String validFor,
    @Nullable String validForUnit,
    String replaces,
    String back) {

  static final List<String> FIELDS =
      List.of(
          "match",
          "system",
          "reversibility",
          "labels",
          "arguments",
          "audience",
          "scope",
          "validFor",
          "credential");

  public ToolTyped {
    reversibility = reversibility == null ? "" : reversibility;
    arguments = arguments == null ? "" : arguments;
    audience = audience == null ? "" : audience;
    scope = scope == null ? "" : scope;
    validFor = validFor == null ? "" : validFor;
    validForUnit = validForUnit == null ? "s" : validForUnit;
    back = back == null ? "" : back;
  }

  /** One that is begun: nothing but what is known of the tool. */
  static ToolTyped begun(String match, String reversibility, String labels, String back) {
    return new ToolTyped(match, "", reversibility, labels, "", "", "", "", "s", "", back);
  }

  static ToolTyped of(ToolView tool, String back) {
    Optional<ToolCredential> credential = tool.credential();
    Period validFor = Period.of(credential.flatMap(ToolCredential::validFor));
    return new ToolTyped(
        tool.match(),
        tool.system(),
        tool.reversibility() == Reversibility.UNCLASSIFIED ? "" : tool.reversibility().wire(),
        String.join(", ", tool.labels().stream().sorted().toList()),
        tool.arguments(),
        credential.map(ToolCredential::audience).orElse(""),
        credential.map(ToolCredential::scope).orElse(""),
        validFor.amount(),
        credential.isPresent() ? validFor.unit() : "s",
        tool.match(),
        back);
  }

  ToolForm form() {
    return new ToolForm(
        match.strip(),
        system.strip(),
        parsed(),
        words(labels),
        Optional.of(arguments),
        Optional.of(
            new ToolCredential(
                typed(audience).strip(),
                String.join(" ", words(typed(scope))),
                new Period(typed(validFor), typed(validForUnit)).iso())));
  }

  private static String typed(@Nullable String text) {
    return text == null ? "" : text;
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
