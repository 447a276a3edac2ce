package io.holdpoint.request.secrets;

import java.util.regex.Pattern;

/**
 * What is shown in a secret's place: {@code [masked 5e1f0a9c3b2d4411]}. The digits are a keyed
 * hash, so that a reader sees where an agent sent the same secret again, and nothing else.
 */
final class Mask {

  private static final String BEGIN = "[masked ";
  private static final Pattern FORM = Pattern.compile("\\[masked [0-9a-f]{16}]");

  private Mask() {}

  static String of(String fingerprint) {
    return BEGIN + fingerprint + "]";
  }

  /** Whether the text has what looks like a mask in it. */
  static boolean isIn(String text) {
    return text.contains(BEGIN);
  }

  /** Replaces what an agent wrote to look like a mask: it must not pass for one. */
  static Pattern form() {
    return FORM;
  }
}
