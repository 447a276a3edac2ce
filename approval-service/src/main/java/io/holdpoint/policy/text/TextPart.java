package io.holdpoint.policy.text;

import java.util.List;
import java.util.Optional;

/**
 * A part of a YAML text by where it stands, for changing the text in that place only. {@code from}
 * is the index of its first character, {@code to} the one after its last; comments around it and
 * the dash before it are not in it.
 */
sealed interface TextPart {

  int from();

  int to();

  /**
   * Whether an anchor or an alias stands in it, so that other places depend on it or it on them.
   */
  boolean tied();

  /** A scalar. */
  record Leaf(int from, int to, String text, boolean anchored) implements TextPart {
    @Override
    public boolean tied() {
      return anchored;
    }
  }

  /** A use of what is written elsewhere. */
  record Alias(int from, int to) implements TextPart {
    @Override
    public boolean tied() {
      return true;
    }
  }

  /**
   * A list.
   *
   * @param flow in brackets, not by dashes
   */
  record Items(int from, int to, boolean flow, List<TextPart> parts, boolean anchored)
      implements TextPart {
    @Override
    public boolean tied() {
      return anchored || parts.stream().anyMatch(TextPart::tied);
    }
  }

  /**
   * A mapping.
   *
   * @param flow in braces, not by lines
   */
  record Pairs(int from, int to, boolean flow, List<Pair> pairs, boolean anchored)
      implements TextPart {
    @Override
    public boolean tied() {
      return anchored || pairs.stream().anyMatch(pair -> pair.key().tied() || pair.value().tied());
    }

    Optional<Pair> pair(String key) {
      return pairs.stream().filter(pair -> pair.key().text().equals(key)).findFirst();
    }

    /** The text of a key's value, where that is a scalar. */
    Optional<String> text(String key) {
      return pair(key)
          .map(Pair::value)
          .flatMap(
              value -> value instanceof Leaf leaf ? Optional.of(leaf.text()) : Optional.empty());
    }
  }

  /** A key with its value. */
  record Pair(Leaf key, TextPart value) {
    int from() {
      return key.from();
    }

    int to() {
      return Math.max(key.to(), value.to());
    }
  }
}
