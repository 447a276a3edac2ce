package io.holdpoint.notifiers.slack;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

  void later(String what, Runnable work) {
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
