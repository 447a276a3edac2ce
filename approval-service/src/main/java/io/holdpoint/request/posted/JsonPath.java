package io.holdpoint.request.posted;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where in a body one is, as a JSON pointer. What a stranger named is cut and made visible. */
public final class JsonPath {

  private static final int SHOWN = 60;

  private final Deque<String> segments = new ArrayDeque<>();

  void enter(String name) {
    segments.addLast(name);
  }

  void leave() {
    segments.removeLast();
  }

  int depth() {
    return segments.size();
  }

  /** The pointer of RFC 6901; {@code ""} is the body itself. */
  String pointer() {
    StringBuilder out = new StringBuilder();
    for (String segment : segments) {
      append(out, segment);
    }
    return out.toString();
  }

  /** The pointer of a member of the object at {@code pointer}. */
  public static String member(String pointer, String name) {
    StringBuilder out = new StringBuilder(pointer);
    append(out, name);
    return out.toString();
  }

  private static void append(StringBuilder out, String segment) {
    out.append('/');
    for (int i = 0; i < segment.length() && i < SHOWN; i++) {
      char c = segment.charAt(i);
      switch (c) {
        case '~' -> out.append("~0");
        case '/' -> out.append("~1");
        default -> {
          if (c >= 0x20 && c < 0x7f) {
            out.append(c);
          } else {
            out.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    if (segment.length() > SHOWN) {
      out.append('…');
    }
  }
}
