package io.holdpoint.policy;

/**
 * A pattern of tool names: {@code *} stands for any characters, dots among them; everything else
 * for itself.
 */
record ToolPattern(String text) {

  boolean isLiteral() {
    return text.indexOf('*') < 0;
  }

  /** What every match begins with. */
  String prefix() {
    int star = text.indexOf('*');
    return star < 0 ? text : text.substring(0, star);
  }

  /** What every match ends with. */
  String suffix() {
    return text.substring(text.lastIndexOf('*') + 1);
  }

  /** Takes at most pattern times name steps: the last star alone is ever tried again. */
  boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int retry = 0;
    while (n < name.length()) {
      if (p < text.length() && text.charAt(p) == '*') {
        star = p++;
        retry = n;
      } else if (p < text.length() && text.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (p < text.length() && text.charAt(p) == '*') {
      p++;
    }
    return p == text.length();
  }
}
