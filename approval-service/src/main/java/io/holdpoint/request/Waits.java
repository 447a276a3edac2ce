package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.DeskEvents.Subscription;
import io.holdpoint.model.desk.NoSuchRequestException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Callers that wait for a verdict. A waiting call holds a socket and a few hundred bytes here: no
 * thread and no database connection.
 *
 * <p>A caller is registered before the status is read, so a verdict that is committed in between is
 * not missed; and whatever wakes it, the request is read anew, so the answer is what the ledger
 * says and not what the waking said.
 */
@Component
class Waits implements SmartLifecycle {

  /** More than these are answered at once, as pending: they ask again. */
  static final int MAX_WAITING = 20_000;

  /** Reads and answers; each thread holds one connection for a moment. */
  private static final int ANSWERING_THREADS = 4;

  /**
   * Read at once. When thousands are woken or out of time in the same second, reading one by one
   * would take longer than they wait.
   */
  private static final int BATCH = 200;

  /**
   * When the server gives a call up. Far beyond any wait: the answer is ours to give, and a late
   * one is better than an error.
   */
  private static final Duration GIVEN_UP = Duration.ofMinutes(10);

  /** Before the web server's own graceful stop, which would otherwise wait for the waiting. */
  private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

  private static final Logger log = LoggerFactory.getLogger(Waits.class);

  private final Ledger ledger;
  private final ChangeFeed feed;
  private final Answers answers;
  private final ConcurrentHashMap<RequestId, List<Waiter>> waiting = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Waiter> ready = new LinkedBlockingQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile ScheduledThreadPoolExecutor timer = timer();
  private volatile ThreadPoolExecutor answering = answering();
  private @Nullable Subscription subscription;
  private volatile boolean open;

  Waits(Ledger ledger, ChangeFeed feed, Answers answers) {
    this.ledger = ledger;
    this.feed = feed;
    this.answers = answers;
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("waits").factory(),
            // While stopping: who comes now is answered at once, and waits for no time to be over.
            new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true); // a woken caller must not stay in the queue for a minute
    return timer;
  }

  private static ThreadPoolExecutor answering() {
    var answering =
        new ThreadPoolExecutor(
            ANSWERING_THREADS,
            ANSWERING_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("answers-", 0).factory(),
            // While stopping: nobody is left unanswered because the pool takes no more.
            (task, pool) -> task.run());
    answering.allowCoreThreadTimeOut(true);
    return answering;
  }

  /** Makes the response to one caller of what the ledger says. */
  @FunctionalInterface
  interface Answering {
    Object answer(RequestStatus now, Answer answer);
  }

  /**
   * An answer that comes when the request is final or the time is over, whichever is first.
   *
   * @param request of an existing request
   * @param atMost 1 second to {@link Limits#WAIT_SECONDS}
   */
  DeferredResult<Object> hold(RequestId request, Duration atMost, Answering answering) {
    Waiter waiter = new Waiter(request, answering);
    count.incrementAndGet();
    waiter.result.onCompletion(() -> leave(waiter));
    waiting.merge(request, List.of(waiter), Waits::joined);
    waiter.timeout = timer.schedule(() -> due(waiter), atMost.toMillis(), TimeUnit.MILLISECONDS);
    try {
      RequestRecord now = ledger.find(request).orElseThrow();
      if (now.status().isFinal() || !open || count.get() > MAX_WAITING) {
        leave(waiter);
        waiter.answer(now.status(), answers.of(now));
      }
      return waiter.result;
    } catch (RuntimeException e) {
      leave(waiter);
      throw e;
    }
  }

  /** Callers that wait now. */
  int waiting() {
    return count.get();
  }

  private void changed(RequestId id, RequestStatus status) {
    if (status.isFinal()) {
      List<Waiter> woken = waiting.remove(id);
      if (woken != null) {
        answerSoon(woken);
      }
    }
  }

  private void due(Waiter waiter) {
    leave(waiter);
    answerSoon(List.of(waiter));
  }

  private void answerSoon(List<Waiter> waiters) {
    ready.addAll(waiters);
    answering.execute(this::answerReady);
  }

  /** Answers everybody who is ready, some at a time; whoever comes later brings another call. */
  private void answerReady() {
    List<Waiter> batch = new ArrayList<>();
    while (ready.drainTo(batch, BATCH) > 0) {
      answerAll(batch);
      batch = new ArrayList<>();
    }
  }

  private void answerAll(List<Waiter> waiters) {
    try {
      Map<RequestId, RequestRecord> now = new HashMap<>();
      var ids = waiters.stream().map(waiter -> waiter.request).distinct().toList();
      ledger.findAll(ids).forEach(request -> now.put(request.id(), request));
      Map<String, Answer> said = new HashMap<>();
      answers.of(List.copyOf(now.values())).forEach(answer -> said.put(answer.id(), answer));
      for (Waiter waiter : waiters) {
        RequestRecord request = now.get(waiter.request);
        Answer answer = said.get(waiter.request.toString());
        if (request == null || answer == null) {
          waiter.fail(new NoSuchRequestException());
        } else {
          waiter.answer(request.status(), answer);
        }
      }
    } catch (RuntimeException e) {
      // The caller gets a problem and asks again; a request is never lost by this.
      waiters.forEach(waiter -> waiter.fail(e));
    } finally {
      waiters.forEach(this::leave);
    }
  }

  private void leave(Waiter waiter) {
    if (!waiter.left.compareAndSet(false, true)) {
      return;
    }
    count.decrementAndGet();
    ScheduledFuture<?> timeout = waiter.timeout;
    if (timeout != null) {
      timeout.cancel(false);
    }
    waiting.computeIfPresent(waiter.request, (id, all) -> without(all, waiter));
  }

  private static List<Waiter> joined(List<Waiter> some, List<Waiter> more) {
    List<Waiter> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  private static @Nullable List<Waiter> without(List<Waiter> all, Waiter one) {
    List<Waiter> rest = all.stream().filter(waiter -> waiter != one).toList();
    return rest.isEmpty() ? null : rest;
  }

  @Override
  public void start() {
    if (timer.isShutdown()) {
      timer = timer();
      answering = answering();
    }
    subscription = feed.subscribe(this::changed);
    open = true;
  }

  /** Answers everybody who waits, as it stands: a stop drops nobody. */
  @Override
  public void stop() {
    open = false;
    int told = waiting.values().stream().mapToInt(List::size).sum();
    waiting.keySet().forEach(this::answerNow);
    answering.shutdown();
    try {
      if (!answering.awaitTermination(20, TimeUnit.SECONDS)) {
        log.warn("stopped before every waiting caller was answered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
    if (subscription != null) {
      subscription.close();
    }
    log.info("answered {} waiting callers before the stop", told);
  }

  private void answerNow(RequestId id) {
    List<Waiter> all = waiting.remove(id);
    if (all != null) {
      answerSoon(all);
    }
  }

  @Override
  public boolean isRunning() {
    return open;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** One waiting call. */
  private static final class Waiter {

    private final RequestId request;
    private final Answering answering;
    private final DeferredResult<Object> result = new DeferredResult<>(GIVEN_UP.toMillis());
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile @Nullable ScheduledFuture<?> timeout;

    Waiter(RequestId request, Answering answering) {
      this.request = request;
      this.answering = answering;
    }

    void answer(RequestStatus now, Answer answer) {
      // False when the caller has gone; there is nobody to tell then.
      result.setResult(answering.answer(now, answer));
    }

    void fail(RuntimeException e) {
      result.setErrorResult(e);
    }
  }
}
