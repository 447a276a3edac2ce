package io.holdpoint.policy.text;

import java.util.ArrayList;
import java.util.List;

/** The lines of a text, by index; each has a line break, and its end is before that. */
record TextLines(String text, String lineBreak) {

  static TextLines of(String text) {
    int first = text.indexOf('\n');
    return new TextLines(text, first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n");
  }

  int start(int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  int end(int at) {
    int end = text.indexOf('\n', at);
    if (end < 0) {
      return text.length();
    }
    return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  /** Where the next line starts; the text's length when this is the last. */
  int next(int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end + 1;
  }

  int column(int at) {
    return at - start(at);
  }

  /** The first index from {@code at} that holds no space or tab. */
  int skipSpaces(int at) {
    int to = at;
    while (to < text.length() && (text.charAt(to) == ' ' || text.charAt(to) == '\t')) {
      to++;
    }
    return to;
  }

  boolean isBlank(int lineStart) {
    return lineStart < text.length() && skipSpaces(lineStart) >= end(lineStart);
  }

  /** Whether the line holds a comment and nothing else. */
  boolean isComment(int lineStart) {
    int first = skipSpaces(lineStart);
    return first < text.length() && text.charAt(first) == '#';
  }

  /** Whether nothing but space stands before it on its line. */
  boolean isFirst(int at) {
    return skipSpaces(start(at)) == at;
  }

  /** The first index from {@code at} that is neither space, line break nor comment. */
  int skipToContent(int at) {
    int to = at;
    while (to < text.length()) {
      char c = text.charAt(to);
      if (c == '#') {
        to = end(to);
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        to++;
      } else {
        return to;
      }
    }
    return to;
  }

  /**
   * The start of the comment lines directly above a line, none of them before {@code bound}; the
   * line's own start where there are none.
   */
  int withCommentsAbove(int lineStart, int bound) {
    int from = lineStart;
    while (from > bound) {
      int above = start(from - 1);
      if (above < bound || !isComment(above)) {
        return from;
      }
      from = above;
    }
    return from;
  }

  /** The comments that have a line of their own, outside of scalars, from {@code from} on. */
  List<String> comments(TextPart root, int from, int to) {
    List<int[]> scalars = new ArrayList<>();
    collect(root, scalars);
    List<String> comments = new ArrayList<>();
    int scalar = 0;
    for (int at = start(from); at < to; at = next(at)) {
      while (scalar < scalars.size() && scalars.get(scalar)[1] <= at) {
        scalar++;
      }
      boolean inside = scalar < scalars.size() && scalars.get(scalar)[0] < at;
      if (!inside && isComment(at)) {
        comments.add(text.substring(at, end(at)).strip());
      }
    }
    return comments;
  }

  private static void collect(TextPart part, List<int[]> scalars) {
    switch (part) {
      case TextPart.Leaf leaf -> scalars.add(new int[] {leaf.from(), leaf.to()});
      case TextPart.Alias alias -> {}
      case TextPart.Items items -> items.parts().forEach(each -> collect(each, scalars));
      case TextPart.Pairs pairs ->
          pairs
              .pairs()
              .forEach(
                  pair -> {
                    collect(pair.key(), scalars);
                    collect(pair.value(), scalars);
                  });
    }
  }
}
