package io.holdpoint.policy;

import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.PolicyDesk.DiffLine.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The difference of two texts, line by line: a shortest one (Myers, 1986), unless the texts differ
 * so much that it would be of no use to a reader; then what differs is shown as replaced.
 */
public final class LineDiff {

  /** Same lines shown around each change. */
  private static final int AROUND = 3;

  /** Added and removed lines up to which the shortest difference is looked for. */
  private static final int MOST_STEPS = 1_000;

  /** Lines of one difference; the rest is counted. */
  public static final int MOST_LINES = 4_000;

  private final String[] before;
  private final String[] after;
  private final List<DiffLine> lines = new ArrayList<>();

  private LineDiff(String before, String after) {
    this.before = split(before);
    this.after = split(after);
  }

  private static String[] split(String text) {
    if (text.isEmpty()) {
      return new String[0];
    }
    String[] parts = text.split("\n", -1);
    return text.endsWith("\n") ? Arrays.copyOf(parts, parts.length - 1) : parts;
  }

  /** Empty when no line differs; at most {@link #MOST_LINES} and one that counts the rest. */
  public static List<DiffLine> between(String before, String after) {
    return before.equals(after) ? List.of() : new LineDiff(before, after).shortened();
  }

  /** Such as {@code +3 −1 lines}. */
  public static String inShort(String before, String after) {
    List<DiffLine> whole = new LineDiff(before, after).whole();
    return "+" + count(whole, Kind.ADDED) + " −" + count(whole, Kind.REMOVED) + " lines";
  }

  private static long count(List<DiffLine> lines, Kind kind) {
    return lines.stream().filter(line -> line.kind() == kind).count();
  }

  private List<DiffLine> whole() {
    int head = 0;
    int least = Math.min(before.length, after.length);
    while (head < least && before[head].equals(after[head])) {
      head++;
    }
    int tail = 0;
    while (tail < least - head
        && before[before.length - 1 - tail].equals(after[after.length - 1 - tail])) {
      tail++;
    }
    same(0, 0, head);
    middle(head, before.length - tail, head, after.length - tail);
    same(before.length - tail, after.length - tail, tail);
    return lines;
  }

  private void same(int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      lines.add(new DiffLine(Kind.SAME, from + i + 1, to + i + 1, before[from + i]));
    }
  }

  private void middle(int fromX, int toX, int fromY, int toY) {
    List<int[]> steps = new ArrayList<>();
    if (!search(fromX, toX, fromY, toY, steps)) {
      replaced(fromX, toX, fromY, toY);
      return;
    }
    // Back from the end: each step is one removed or added line and the same lines after it.
    List<DiffLine> backwards = new ArrayList<>();
    int x = toX - fromX;
    int y = toY - fromY;
    for (int d = steps.size() - 1; d > 0; d--) {
      int[] reached = steps.get(d - 1);
      int k = x - y;
      boolean down = k == -d || (k != d && at(reached, k - 1) < at(reached, k + 1));
      int was = down ? at(reached, k + 1) : at(reached, k - 1);
      int startX = down ? was : was + 1;
      for (; x > startX; x--, y--) {
        backwards.add(sameAt(fromX + x - 1, fromY + y - 1));
      }
      if (down) {
        y--;
        backwards.add(new DiffLine(Kind.ADDED, 0, fromY + y + 1, after[fromY + y]));
      } else {
        x--;
        backwards.add(new DiffLine(Kind.REMOVED, fromX + x + 1, 0, before[fromX + x]));
      }
    }
    for (; x > 0; x--, y--) {
      backwards.add(sameAt(fromX + x - 1, fromY + y - 1));
    }
    lines.addAll(backwards.reversed());
  }

  private DiffLine sameAt(int x, int y) {
    return new DiffLine(Kind.SAME, x + 1, y + 1, before[x]);
  }

  /** How far each diagonal gets with d changes, kept for every d; false when that is too many. */
  private boolean search(int fromX, int toX, int fromY, int toY, List<int[]> steps) {
    int width = toX - fromX;
    int height = toY - fromY;
    int[] reached = new int[2 * MOST_STEPS + 3];
    int middle = MOST_STEPS + 1;
    for (int d = 0; d <= Math.min(MOST_STEPS, width + height); d++) {
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && reached[middle + k - 1] < reached[middle + k + 1]);
        int x = down ? reached[middle + k + 1] : reached[middle + k - 1] + 1;
        int y = x - k;
        while (x < width && y < height && before[fromX + x].equals(after[fromY + y])) {
          x++;
          y++;
        }
        reached[middle + k] = x;
        if (x >= width && y >= height) {
          steps.add(Arrays.copyOfRange(reached, middle - d, middle + d + 1));
          return true;
        }
      }
      steps.add(Arrays.copyOfRange(reached, middle - d, middle + d + 1));
    }
    return false;
  }

  /** The diagonal {@code k} in what was kept of a step: it goes from -d to d. */
  private static int at(int[] reached, int k) {
    int place = reached.length / 2 + k;
    return place < 0 || place >= reached.length ? -1 : reached[place];
  }

  private void replaced(int fromX, int toX, int fromY, int toY) {
    for (int x = fromX; x < toX; x++) {
      lines.add(new DiffLine(Kind.REMOVED, x + 1, 0, before[x]));
    }
    for (int y = fromY; y < toY; y++) {
      lines.add(new DiffLine(Kind.ADDED, 0, y + 1, after[y]));
    }
  }

  /** Only what changed and {@link #AROUND} lines about it. */
  private List<DiffLine> shortened() {
    List<DiffLine> whole = whole();
    boolean[] shown = new boolean[whole.size()];
    for (int i = 0; i < shown.length; i++) {
      if (whole.get(i).kind() != Kind.SAME) {
        Arrays.fill(shown, Math.max(0, i - AROUND), Math.min(shown.length, i + AROUND + 1), true);
      }
    }
    List<DiffLine> some = new ArrayList<>();
    int skipped = 0;
    for (int i = 0; i < shown.length && some.size() < MOST_LINES; i++) {
      if (shown[i]) {
        some.add(whole.get(i));
      } else {
        skipped++;
        boolean last = i + 1 == shown.length || shown[i + 1];
        if (last) {
          DiffLine first = whole.get(i - skipped + 1);
          some.add(skipped(first, skipped + (skipped == 1 ? " line" : " lines") + " the same"));
          skipped = 0;
        }
      }
      if (some.size() == MOST_LINES && i + 1 < shown.length) {
        some.add(skipped(whole.get(i + 1), (shown.length - i - 1) + " more lines"));
      }
    }
    return List.copyOf(some);
  }

  private static DiffLine skipped(DiffLine first, String what) {
    return new DiffLine(Kind.SKIPPED, first.before(), first.after(), what);
  }
}
