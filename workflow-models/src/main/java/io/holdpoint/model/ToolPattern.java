package io.holdpoint.model;

/**
 * A pattern of tool names: {@code *} stands for any characters, dots among them; everything else
 * for itself.
 */
public record ToolPattern(String text) {

  public boolean isLiteral() {
    return text.indexOf('*') < 0;
  }

  /** What every match begins with. */
  public String prefix() {
    int star = text.indexOf('*');
    return star < 0 ? text : text.substring(0, star);
  }

  /** What every match ends with. */
  public String suffix() {
    return text.substring(text.lastIndexOf('*') + 1);
  }

  /** Takes at most pattern times name steps: the last star alone is ever tried again. */
  public boolean matches(String name) {
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

  /** Whether it matches whatever the other one matches. */
  public boolean covers(ToolPattern other) {
    return matches(other.text); // what takes a star as a character takes all that it stands for
  }

  /** Whether some name matches both. */
  public boolean meets(ToolPattern other) {
    String mine = text;
    String its = other.text;
    boolean[][] meets = new boolean[mine.length() + 1][its.length() + 1];
    for (int i = mine.length(); i >= 0; i--) {
      for (int j = its.length(); j >= 0; j--) {
        meets[i][j] = meets(mine, i, its, j, meets);
      }
    }
    return meets[0][0];
  }

  private static boolean meets(String one, int i, String other, int j, boolean[][] rest) {
    boolean star = i < one.length() && one.charAt(i) == '*';
    boolean itsStar = j < other.length() && other.charAt(j) == '*';
    if (i == one.length() && j == other.length()) {
      return true;
    }
    if (star && (rest[i + 1][j] || (j < other.length() && rest[i][j + 1]))) {
      return true;
    }
    if (itsStar && (rest[i][j + 1] || (i < one.length() && rest[i + 1][j]))) {
      return true;
    }
    return i < one.length()
        && j < other.length()
        && !star
        && !itsStar
        && one.charAt(i) == other.charAt(j)
        && rest[i + 1][j + 1];
  }
}
