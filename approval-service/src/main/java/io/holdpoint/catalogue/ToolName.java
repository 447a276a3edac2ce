package io.holdpoint.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A tool's name taken apart: {@code mcp__github__get_issue} is the path [github] and the words
 * [get, issue]; so are {@code github/getIssue} and {@code github.get-issue}.
 *
 * @param path the words of what stands before the last separator: server, system, resource
 * @param words the words of the last part, in lower case, without version numbers at its end
 */
record ToolName(List<String> path, List<String> words) {

  private static final Pattern PARTS = Pattern.compile("__+|[./:]+");
  private static final Pattern GAPS = Pattern.compile("[_\\-]+");
  private static final Pattern CAMEL =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final Pattern VERSION = Pattern.compile("v?[0-9]+");

  /**
   * @param name as posted: letters, digits and . _ - / :
   */
  static ToolName of(String name) {
    List<List<String>> parts = new ArrayList<>();
    for (String part : PARTS.split(name)) {
      List<String> words = words(part);
      if (!words.isEmpty()) {
        parts.add(words);
      }
    }
    while (parts.size() > 1 && VERSION.matcher(String.join("", parts.getLast())).matches()) {
      parts.removeLast();
    }
    if (parts.isEmpty()) {
      return new ToolName(List.of(), List.of());
    }
    List<String> last = new ArrayList<>(parts.removeLast());
    while (last.size() > 1 && VERSION.matcher(last.getLast()).matches()) {
      last.removeLast();
    }
    if (!parts.isEmpty() && parts.getFirst().equals(List.of("mcp"))) {
      parts.removeFirst();
    }
    return new ToolName(parts.stream().flatMap(List::stream).toList(), List.copyOf(last));
  }

  private static List<String> words(String part) {
    List<String> words = new ArrayList<>();
    for (String piece : GAPS.split(part)) {
      for (String word : CAMEL.split(piece)) {
        if (!word.isEmpty()) {
          words.add(word.toLowerCase(Locale.ROOT));
        }
      }
    }
    return words;
  }

  /** The words of an argument's name, taken apart in the same way. */
  static List<String> wordsOf(String name) {
    ToolName taken = of(name);
    List<String> words = new ArrayList<>(taken.path());
    words.addAll(taken.words());
    return words;
  }

  /** All words, the path's first. */
  List<String> all() {
    List<String> all = new ArrayList<>(path);
    all.addAll(words);
    return all;
  }
}
