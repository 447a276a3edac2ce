package io.holdpoint.policy;

import dev.cel.common.CelIssue;
import dev.cel.common.types.CelType;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what is wrong with a condition, in this project's words and at its place in the document.
 */
final class ConditionRemarks {

  private static final Pattern NO_FIELD = Pattern.compile("undefined field '([^']*)'");
  private static final Pattern NO_NAME = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern NOT_BOOLEAN =
      Pattern.compile("expected type 'bool' but found '(.*)'");
  private static final Pattern LAST_WORD = Pattern.compile("(\\w+)\\s*\\)?$");
  private static final Pattern IS_CALL = Pattern.compile("^\\w*\\s*\\(");

  private ConditionRemarks() {}

  static Remark at(String where, ConditionText when, int offset, String message) {
    return new Remark(where, ScalarPositions.locate(when.source(), offset), "when: " + message);
  }

  static Remark tooDeep(String where, ConditionText when) {
    return at(
        where,
        when,
        0,
        "nested too deeply (expected at most " + PolicyLimits.CONDITION_DEPTH + " levels)");
  }

  static Remark tooManyMacros(String where, ConditionText when, int macros) {
    return at(
        where,
        when,
        0,
        macros
            + " of all, exists, exists_one, map and filter inside one another (expected at most "
            + PolicyLimits.NESTED_MACROS
            + ")");
  }

  static Remark unasked(String where, ConditionText when, int offset, String path) {
    return at(
        where,
        when,
        offset,
        path
            + " may be missing, and the condition then fails (expected has("
            + path
            + ") before it)");
  }

  static Remark of(String where, ConditionText when, CelIssue issue) {
    int offset = ConditionCompiler.offset(when.text(), issue);
    String raw = issue.getMessage().strip();
    Matcher field = NO_FIELD.matcher(raw);
    if (field.find()) {
      return at(where, when, offset, unknownField(when.text(), offset, field.group(1)));
    }
    Matcher name = NO_NAME.matcher(raw);
    if (name.matches()) {
      return at(where, when, offset, unknownName(when.text(), offset, name.group(1)));
    }
    Matcher type = NOT_BOOLEAN.matcher(raw);
    if (type.matches()) {
      return at(where, when, offset, "gives " + type.group(1) + " (expected true or false)");
    }
    if (raw.contains("recursion limit")) {
      return tooDeep(where, when);
    }
    return at(where, when, offset, "does not compile: " + raw.replaceAll("\\s+", " "));
  }

  private static String unknownField(String text, int offset, String field) {
    String before = text.substring(0, text.offsetByCodePoints(0, offset));
    Matcher variable = LAST_WORD.matcher(before);
    Map<String, CelType> fields =
        variable.find() ? ConditionTypes.fieldsOf(variable.group(1)).orElse(null) : null;
    return fields == null
        ? "unknown field: " + field
        : Fields.unknown("field", variable.group(1) + "." + field, new TreeSet<>(fields.keySet()));
  }

  private static String unknownName(String text, int offset, String name) {
    String after = text.substring(text.offsetByCodePoints(0, offset));
    if (IS_CALL.matcher(after).find()) {
      return "unknown function: "
          + name
          + " (expected one of CEL's standard functions, or "
          + String.join(", ", HistoryFunctions.NAMES)
          + " of a history)";
    }
    TreeSet<String> variables = new TreeSet<>(ConditionTypes.FIELDS.keySet());
    variables.add(ConditionTypes.NOW);
    return Fields.unknown("variable", name, variables);
  }
}
