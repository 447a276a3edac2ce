package io.holdpoint.web.policy;

import io.holdpoint.model.desk.DraftDesk.RuleForm;
import io.holdpoint.model.desk.PolicyDesk.RuleView;
import java.util.ArrayList;
import java.util.List;

/** A rule as it stands in its form: what was typed, whether it can be taken or not. */
public record RuleTyped(
    String name, String tier, String tools, String when, boolean enabled, String replaces) {

  static final List<String> FIELDS = List.of("name", "tier", "tools", "when");

  static RuleTyped of(RuleView rule) {
    return new RuleTyped(
        rule.name(),
        rule.tier(),
        String.join("\n", rule.tools()),
        rule.when(),
        rule.enabled(),
        rule.name());
  }

  RuleForm form() {
    return new RuleForm(name.strip(), tier, patterns(), unixLines(when).strip(), enabled);
  }

  private List<String> patterns() {
    return tools.lines().map(String::strip).filter(t -> !t.isEmpty()).toList();
  }

  /** Browsers send CRLF; faults count the lines of the text that the person sees. */
  static String unixLines(String text) {
    return text.replace("\r\n", "\n");
  }

  /** With one more pattern, unless it is there. */
  RuleTyped withTool(String pattern) {
    var all = new ArrayList<>(patterns());
    if (!pattern.isBlank() && !all.contains(pattern.strip())) {
      all.add(pattern.strip());
    }
    return new RuleTyped(name, tier, String.join("\n", all), when, enabled, replaces);
  }

  /** With the target asked for as well; what is blank is not asked for. */
  RuleTyped withTarget(String system, String environment, String resource) {
    var parts = new ArrayList<String>();
    String before = unixLines(when).strip();
    if (!before.isEmpty()) {
      parts.add(before.contains("||") || before.contains("?") ? "(" + before + ")" : before);
    }
    addEquals(parts, "target.system", system);
    addEquals(parts, "target.environment", environment);
    if (resource.strip().endsWith("*")) {
      String start = resource.strip().substring(0, resource.strip().length() - 1);
      parts.add("target.resource.startsWith(" + literal(start) + ")");
    } else {
      addEquals(parts, "target.resource", resource);
    }
    return new RuleTyped(name, tier, tools, String.join(" && ", parts), enabled, replaces);
  }

  private static void addEquals(List<String> parts, String path, String value) {
    if (!value.isBlank()) {
      parts.add(path + " == " + literal(value.strip()));
    }
  }

  /** A text as CEL writes it. */
  static String literal(String text) {
    var out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (Character.isISOControl(c)) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('"').toString();
  }
}
