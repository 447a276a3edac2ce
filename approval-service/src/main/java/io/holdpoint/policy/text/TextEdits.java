package io.holdpoint.policy.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements in a text, all by the indexes of the text as it was; none may overlap another. */
final class TextEdits {

  private record Edit(int from, int to, String text) {}

  private final List<Edit> edits = new ArrayList<>();

  void replace(int from, int to, String text) {
    edits.add(new Edit(from, to, text));
  }

  void insert(int at, String text) {
    edits.add(new Edit(at, at, text));
  }

  void delete(int from, int to) {
    edits.add(new Edit(from, to, ""));
  }

  /**
   * @throws IllegalStateException two of them overlap
   */
  String applyTo(String text) {
    List<Edit> ordered = new ArrayList<>(edits);
    ordered.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to));
    StringBuilder changed = new StringBuilder(text.length() + 256);
    int at = 0;
    for (Edit edit : ordered) {
      if (edit.from() < at) {
        throw new IllegalStateException("two changes overlap at " + edit.from());
      }
      changed.append(text, at, edit.from()).append(edit.text());
      at = edit.to();
    }
    return changed.append(text, at, text.length()).toString();
  }
}
