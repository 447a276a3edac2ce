package io.holdpoint.web.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * As much of a long list as a page can show, each entry with its place in the whole list.
 *
 * @param all how many there are
 * @param matching how many of them hold what was looked for
 */
public record Listing<T>(List<Placed<T>> shown, int all, int matching) {

  static final int MOST_SHOWN = 200;

  /** One entry and its place, from 0. */
  public record Placed<T>(int index, T item, boolean first, boolean last) {}

  /**
   * @param wanted what an entry's text must hold, upper or lower case; empty: everything
   */
  static <T> Listing<T> of(List<T> list, String wanted, Function<T, String> text) {
    String needle = wanted.strip().toLowerCase(Locale.ROOT);
    var shown = new ArrayList<Placed<T>>();
    int matching = 0;
    for (int i = 0; i < list.size(); i++) {
      T item = list.get(i);
      if (needle.isEmpty() || text.apply(item).toLowerCase(Locale.ROOT).contains(needle)) {
        matching++;
        if (shown.size() < MOST_SHOWN) {
          shown.add(new Placed<>(i, item, i == 0, i == list.size() - 1));
        }
      }
    }
    return new Listing<>(shown, list.size(), matching);
  }

  public boolean cut() {
    return matching > shown.size();
  }
}
