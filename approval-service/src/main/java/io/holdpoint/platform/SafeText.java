package io.holdpoint.platform;

/**
 * Makes text of strangers fit to be shown in messages, headers and logs: printable ASCII only, and
 * short.
 */
public final class SafeText {

  /** Characters of the original that are shown at most. */
  public static final int MAX_SHOWN = 60;

  private SafeText() {}

  /**
   * The text in double quotes, cut after {@link #MAX_SHOWN} characters; everything but printable
   * ASCII becomes {@code \}{@code uXXXX}, so that what looks alike or hides does so no more.
   */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_SHOWN) + 16).append('"');
    for (int i = 0; i < text.length() && i < MAX_SHOWN; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= 0x20 && c < 0x7f) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    out.append('"');
    if (text.length() > MAX_SHOWN) {
      out.append("… (").append(text.length()).append(" characters)");
    }
    return out.toString();
  }
}
