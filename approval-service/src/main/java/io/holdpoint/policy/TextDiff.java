package io.holdpoint.policy;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import io.holdpoint.model.desk.PolicyDesk.DiffLine;
import io.holdpoint.model.desk.PolicyDesk.DiffLine.Kind;
import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, line by line. */
public final class TextDiff {

  /** So many lines that are the same are shown around each change; the rest is skipped. */
  public static final int CONTEXT = 3;

  /**
   * Texts that differ over more lines than this are shown as all gone and all new: the search for
   * what they share takes a time that grows with its square.
   */
  public static final int MOST_LINES = 10_000;

  /** Lines that are gone, and those that stand in their place; from inclusive, to exclusive. */
  private record Block(int from, int to, int newFrom, int newTo) {}

  private final List<String> before;
  private final List<String> after;
  private final List<DiffLine> lines = new ArrayList<>();

  private TextDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /** From {@code before} to {@code after}; empty where the lines are the same. */
  public static List<DiffLine> lines(String before, String after) {
    TextDiff diff = new TextDiff(before.lines().toList(), after.lines().toList());
    diff.run();
    return List.copyOf(diff.lines);
  }

  private void run() {
    int head = 0;
    int shorter = Math.min(before.size(), after.size());
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<String> old = before.subList(head, before.size() - tail);
    List<String> now = after.subList(head, after.size() - tail);
    if (old.isEmpty() && now.isEmpty()) {
      return;
    }
    List<Block> blocks =
        old.size() + now.size() > MOST_LINES
            ? List.of(new Block(head, head + old.size(), head, head + now.size()))
            : blocks(old, now, head);
    int from = 0;
    int shift = 0;
    for (Block block : blocks) {
      same(from, block.from(), shift);
      change(block);
      from = block.to();
      shift = block.newTo() - from;
    }
    same(from, before.size(), shift);
  }

  /** The changes in order, those that touch taken together. */
  private static List<Block> blocks(List<String> old, List<String> now, int head) {
    List<Block> blocks = new ArrayList<>();
    for (AbstractDelta<String> delta :
        DiffUtils.diff(old, now, new MyersDiffWithLinearSpace<String>(), null).getDeltas()) {
      int from = head + delta.getSource().getPosition();
      int to = from + delta.getSource().size();
      int newFrom = head + delta.getTarget().getPosition();
      int newTo = newFrom + delta.getTarget().size();
      if (!blocks.isEmpty() && blocks.getLast().to() == from) {
        Block last = blocks.removeLast();
        blocks.add(new Block(last.from(), to, last.newFrom(), newTo));
      } else {
        blocks.add(new Block(from, to, newFrom, newTo));
      }
    }
    return blocks;
  }

  private void change(Block block) {
    for (int i = block.from(); i < block.to(); i++) {
      lines.add(new DiffLine(Kind.REMOVED, i + 1, 0, before.get(i)));
    }
    for (int i = block.newFrom(); i < block.newTo(); i++) {
      lines.add(new DiffLine(Kind.ADDED, 0, i + 1, after.get(i)));
    }
  }

  /**
   * Lines that are the same, as far as they are near a change.
   *
   * @param shift from a line's number before to its number after
   */
  private void same(int from, int to, int shift) {
    int shownFirst = lines.isEmpty() ? from : Math.min(to, from + CONTEXT);
    int shownLast = to == before.size() ? to : Math.max(shownFirst, to - CONTEXT);
    if (shownLast - shownFirst == 1) {
      shownLast = shownFirst; // a line skipped would take a line, too
    }
    for (int i = from; i < shownFirst; i++) {
      lines.add(new DiffLine(Kind.SAME, i + 1, i + 1 + shift, before.get(i)));
    }
    if (shownFirst < shownLast) {
      int skipped = shownLast - shownFirst;
      lines.add(new DiffLine(Kind.SKIPPED, 0, 0, skipped + " lines"));
    }
    for (int i = shownLast; i < to; i++) {
      lines.add(new DiffLine(Kind.SAME, i + 1, i + 1 + shift, before.get(i)));
    }
  }
}
