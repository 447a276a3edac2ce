package io.holdpoint.simulation;

import io.holdpoint.model.RequestId;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.simulation.PolicyPair.Policies;
import io.holdpoint.simulation.RecordedInputs.Row;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Decides recorded requests anew, by both policies: one thread reads, the others parse and decide,
 * a few pages ahead of each other, so that memory is bounded however large the requests are.
 */
final class HistoryRun {

  private static final int PAGE = 100;
  private static final int AHEAD = 6;

  private final RecordedInputs inputs;
  private final Policies policies;
  private final List<Judged> judged = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();

  HistoryRun(RecordedInputs inputs, Policies policies) {
    this.inputs = inputs;
    this.policies = policies;
  }

  void over(int last, ExecutorService threads) {
    Deque<Future<List<Judged>>> underWay = new ArrayDeque<>();
    UUID before = null;
    for (int left = last; left > 0; ) {
      List<Row> page = page(before, Math.min(left, PAGE));
      if (page.isEmpty()) {
        break;
      }
      page.forEach(row -> row.waited().ifPresent(waits::add));
      underWay.add(threads.submit(() -> judge(page)));
      if (underWay.size() >= AHEAD) {
        judged.addAll(done(underWay.remove()));
      }
      before = page.getLast().id();
      left -= page.size();
    }
    while (!underWay.isEmpty()) {
      judged.addAll(done(underWay.remove()));
    }
  }

  private List<Row> page(@Nullable UUID before, int limit) {
    return inputs.page(before, limit);
  }

  private List<Judged> judge(List<Row> page) {
    return page.stream().map(this::judge).toList();
  }

  private Judged judge(Row row) {
    DecisionInput input = inputs.original(row);
    Judged.Subject subject =
        new Judged.Subject(
            Optional.of(new RequestId(row.id())),
            0,
            input.agent().id(),
            input.tool(),
            input.target(),
            Optional.of(input.now()),
            row.denied());
    return Comparison.of(
        policies,
        subject,
        policies.published().decide(input, policies.version()),
        policies.draft().decide(input, 0));
  }

  static <T> T done(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the simulation was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    }
  }

  /** Newest first. */
  List<Judged> judged() {
    return judged;
  }

  /** How long people took, where they decided. */
  List<Duration> waits() {
    return waits;
  }
}
