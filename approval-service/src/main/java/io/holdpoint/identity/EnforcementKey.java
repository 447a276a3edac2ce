package io.holdpoint.identity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enforcement point's credential {@code hpt_<id>_<secret>}: another form than an agent's, so
 * that neither can be taken for the other.
 */
record EnforcementKey(String point, String whole) {

  static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern FORM =
      Pattern.compile("hpt_([a-z0-9-]{1,64})_[A-Za-z0-9.~+/=-]{32,128}");
  private static final int LENGTH = 43;

  static Optional<EnforcementKey> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new EnforcementKey(matcher.group(1), text))
        : Optional.empty();
  }

  static EnforcementKey random(String point) {
    return new EnforcementKey(point, "hpt_" + point + "_" + Credential.randomText(LENGTH));
  }

  @Override
  public String toString() {
    return "hpt_" + point + "_…";
  }
}
