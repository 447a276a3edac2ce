package io.holdpoint.simulation;

import io.holdpoint.policy.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was done within a length of time, in parts of it: adding is quick, and only when a part ends
 * are the others summed again. It reaches back up to one part too far and counts a target once a
 * part, which errs to the strict side.
 */
final class PastWindow {

  private static final class Part {
    private final long number;
    private History history = History.NONE;
    private final Set<String> targets = new HashSet<>();

    private Part(long number) {
      this.number = number;
    }
  }

  private final long length;
  private final int parts;
  private final Deque<Part> kept = new ArrayDeque<>();
  private History earlier = History.NONE;

  PastWindow(Duration length, int parts) {
    this.length = length.toMillis() / parts;
    this.parts = parts;
  }

  /** What was done before an action at that time on that target. */
  History before(Instant at, String target) {
    roll(at);
    boolean seen = kept.stream().anyMatch(part -> part.targets.contains(target));
    return asked(kept.isEmpty() ? earlier : earlier.and(kept.getLast().history), seen);
  }

  /**
   * @param target {@code ""} where it does not count
   */
  void add(Instant at, History alone, String target) {
    roll(at);
    Part part = kept.getLast();
    boolean again = !target.isEmpty() && !part.targets.add(target);
    part.history = part.history.and(again ? withoutTarget(alone) : alone);
  }

  /** Lines that are out of order count in the part that is the newest. */
  private void roll(Instant at) {
    long number = Math.floorDiv(at.toEpochMilli(), length);
    if (!kept.isEmpty() && number <= kept.getLast().number) {
      return;
    }
    kept.addLast(new Part(number));
    while (kept.getFirst().number < number - parts) {
      kept.removeFirst();
    }
    earlier = History.NONE;
    for (Part part : kept) {
      earlier = earlier.and(part.history);
    }
  }

  static History asked(History history, boolean targetSeen) {
    return history.targetSeen() == targetSeen
        ? history
        : new History(
            history.requests(),
            history.denied(),
            history.dataTouched(),
            history.labelsLost(),
            history.worst(),
            targetSeen,
            history.entries());
  }

  static History withoutTarget(History alone) {
    List<History.Entry> entries =
        alone.entries().stream()
            .map(
                entry ->
                    new History.Entry(
                        entry.tool(),
                        entry.system(),
                        entry.count(),
                        entry.denied(),
                        0,
                        entry.sums()))
            .toList();
    return new History(
        alone.requests(),
        alone.denied(),
        alone.dataTouched(),
        alone.labelsLost(),
        alone.worst(),
        alone.targetSeen(),
        entries);
  }
}
