package io.holdpoint.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs things at the same moment, each on a thread of its own. */
public final class Together {

  private Together() {}

  /** All have to succeed. */
  public static void run(Runnable... tasks) {
    for (var failure : tolerant(tasks)) {
      throw new AssertionError("one of the tasks failed", failure);
    }
  }

  /** Returns what was thrown. */
  public static List<Throwable> tolerant(Runnable... tasks) {
    var failures = new ArrayList<Throwable>();
    var start = new CyclicBarrier(tasks.length);
    try (var threads = Executors.newFixedThreadPool(tasks.length)) {
      var running = new ArrayList<Future<?>>();
      for (var task : tasks) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  task.run();
                  return null;
                }));
      }
      for (var one : running) {
        try {
          one.get();
        } catch (ExecutionException e) {
          failures.add(e.getCause() == null ? e : e.getCause());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return failures;
  }
}
