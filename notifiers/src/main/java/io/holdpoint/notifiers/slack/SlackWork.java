package io.holdpoint.notifiers.slack;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done after Slack has its acknowledgement. Bounded: what does not fit is dropped and
 * counted, and the person clicks again; nothing that was promised is lost, for nothing was.
 */
final class SlackWork implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SlackWork.class);
  private static final int THREADS = 8;
  private static final int WAITING = 500;
  private static final Duration LAST = Duration.ofSeconds(10);

  private static final ThreadLocal<@Nullable List<Runnable>> HELD = new ThreadLocal<>();

  private final ThreadPoolExecutor threads;
  private final MeterRegistry meters;

  SlackWork(MeterRegistry meters) {
    this.meters = meters;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("slack-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Gives Slack its answer. */
  interface Answer {
    void give() throws IOException;
  }

  /**
   * What is left for later while Slack is being answered begins when the answer is on its way:
   * Slack shows the last that it hears, and that must not be that something is being done.
   */
  void answering(Answer answer) throws IOException {
    List<Runnable> waiting = new ArrayList<>();
    HELD.set(waiting);
    try {
      answer.give();
    } finally {
      HELD.remove();
      waiting.forEach(Runnable::run);
    }
  }

  void later(String what, Runnable work) {
    List<Runnable> waiting = HELD.get();
    if (waiting == null) {
      begin(what, work);
    } else {
      waiting.add(() -> begin(what, work));
    }
  }

  private void begin(String what, Runnable work) {
    try {
      threads.execute(() -> run(what, work));
    } catch (RejectedExecutionException e) {
      log.warn("Slack: too much at once; {} was dropped, its sender has to try again", what);
      count("dropped");
    }
  }

  private void run(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("Slack: {} failed", what, e);
      count("failed");
    }
  }

  private void count(String outcome) {
    meters.counter("holdpoint.slack.work", "outcome", outcome).increment();
  }

  /** What was begun is finished. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST.toSeconds(), TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
