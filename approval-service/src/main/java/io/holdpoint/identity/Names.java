package io.holdpoint.identity;

import io.holdpoint.model.desk.BadInputException;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms of what administrators type. Each check names the field, the value and the form. */
final class Names {

  static final int MOST = 32;
  static final int DISPLAY_NAME_MAX = 100;

  private static final Pattern GROUP = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9._:/-]{0,63}");
  private static final Pattern ALLOWED_IN_NAME =
      Pattern.compile("[^\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Cn}]*");

  private Names() {}

  static void checkGroups(Set<String> groups) {
    check("groups", groups, GROUP, "1 to 64 of a-z, 0-9 and '-'");
  }

  static void checkLabels(String field, Set<String> labels) {
    check(field, labels, LABEL, "1 to 64 of a-z, 0-9 and . _ : / -, first a letter or digit");
  }

  static String checkDisplayName(String name) {
    return checkShown("displayName", "display name", name, DISPLAY_NAME_MAX);
  }

  /**
   * A name that people read.
   *
   * @param what how a message calls it
   * @return without space around it
   */
  static String checkShown(String field, String what, String name, int most) {
    String stripped = name.strip();
    if (stripped.isEmpty() || stripped.length() > most) {
      throw new BadInputException(
          field, "%s: %d characters; expected 1 to %d".formatted(what, stripped.length(), most));
    }
    if (!ALLOWED_IN_NAME.matcher(stripped).matches()) {
      throw new BadInputException(
          field, what + ": holds a control or invisible character; expected none");
    }
    return stripped;
  }

  private static void check(String field, Set<String> names, Pattern form, String expected) {
    if (names.size() > MOST) {
      throw new BadInputException(
          field, "%s: %d names; expected at most %d".formatted(field, names.size(), MOST));
    }
    for (String name : names) {
      if (!form.matcher(name).matches()) {
        throw new BadInputException(
            field, "%s: '%s' is no name; expected %s".formatted(field, shown(name), expected));
      }
    }
  }

  /** What was typed, short and without what could harm where it is shown. */
  static String shown(String typed) {
    String safe = typed.replaceAll("[^\\x20-\\x7e]", "?");
    return safe.length() <= 40 ? safe : safe.substring(0, 40) + "…";
  }
}
