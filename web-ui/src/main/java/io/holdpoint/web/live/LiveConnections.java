package io.holdpoint.web.live;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.DeskEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open pages that want to hear of changes. An event carries no content, so nothing leaks to a
 * reader who lost a right since: the page reads itself anew, with all checks. An open connection
 * holds no thread; writes go through one virtual thread per connection and tick, so that one
 * stalled phone delays nobody. Changes within a tick are told once.
 */
@Component
public class LiveConnections implements SmartLifecycle {

  /** Open pages per instance; beyond it a page still works, by reload. */
  static final int MOST = 2_000;

  static final int MOST_PER_PERSON = 20;
  static final Duration TICK = Duration.ofMillis(150);

  /** Often enough that pages which were left do not count long against a person's twenty. */
  static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** After it the browser connects anew, and so its session is checked anew. */
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final Logger log = LoggerFactory.getLogger(LiveConnections.class);

  private final ObjectProvider<DeskEvents> events;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<PersonId, AtomicInteger> perPerson = new ConcurrentHashMap<>();

  /** Starts at the clock, so that a page rendered before a restart reads itself anew after it. */
  private final AtomicLong revision = new AtomicLong(System.nanoTime());

  private volatile @Nullable Running running;

  LiveConnections(ObjectProvider<DeskEvents> events) {
    this.events = events;
  }

  /** What is there while the application runs. */
  private record Running(
      ScheduledExecutorService ticks,
      ExecutorService writes,
      DeskEvents.@Nullable Subscription subscription) {}

  /** Grows with every change. A page remembers it, so that what it missed can be told. */
  public long revision() {
    return revision.get();
  }

  /**
   * Opens a stream of {@code changed} events.
   *
   * @param since the revision that the page was made at
   * @param concerns which requests matter to the page
   * @return empty when too many are open
   */
  Optional<SseEmitter> connect(PersonId who, long since, Predicate<RequestId> concerns) {
    if (open.size() >= MOST) {
      log.warn("{} pages are connected; more must be reloaded by hand", MOST);
      return Optional.empty();
    }
    AtomicInteger mine = perPerson.computeIfAbsent(who, p -> new AtomicInteger());
    if (mine.incrementAndGet() > MOST_PER_PERSON) {
      mine.decrementAndGet();
      return Optional.empty();
    }
    var emitter = new SseEmitter(LIFETIME.toMillis());
    var connection = new Connection(who, emitter, concerns);
    emitter.onCompletion(() -> forget(connection));
    emitter.onTimeout(emitter::complete);
    emitter.onError(e -> forget(connection));
    open.add(connection);
    connection.greet = true;
    connection.dirty = since != revision.get();
    return Optional.of(emitter);
  }

  int size() {
    return open.size();
  }

  private void forget(Connection connection) {
    if (open.remove(connection)) {
      perPerson.computeIfPresent(
          connection.who, (who, count) -> count.decrementAndGet() <= 0 ? null : count);
    }
  }

  private void changed(RequestId id) {
    revision.incrementAndGet();
    for (Connection connection : open) {
      if (connection.concerns.test(id)) {
        connection.dirty = true;
      }
    }
  }

  private void tick(ExecutorService writes) {
    long now = System.nanoTime();
    for (Connection connection : open) {
      if (connection.wantsWrite(now) && connection.writing.compareAndSet(false, true)) {
        writes.execute(() -> write(connection));
      }
    }
  }

  private void write(Connection connection) {
    try {
      boolean tell = connection.dirty;
      connection.dirty = false;
      connection.greet = false;
      connection.lastWrite = System.nanoTime();
      connection.emitter.send(
          tell
              ? SseEmitter.event().name("changed").data("")
              : SseEmitter.event().comment("still here"));
    } catch (IOException | IllegalStateException e) {
      forget(connection); // the page is gone
    } finally {
      connection.writing.set(false);
    }
  }

  @Override
  public void start() {
    var ticks =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-pages").factory());
    var writes =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("live-page-", 0).factory());
    DeskEvents source = events.getIfAvailable();
    running = new Running(ticks, writes, source == null ? null : source.subscribe(this::changed));
    var ticking =
        ticks.scheduleWithFixedDelay(
            () -> tick(writes), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    log.debug("Live pages are served: {}", !ticking.isDone());
  }

  /** Comes before the web server waits for its requests to end: open streams would never end. */
  @Override
  public void stop() {
    Running was = running;
    running = null;
    if (was == null) {
      return;
    }
    if (was.subscription() != null) {
      was.subscription().close();
    }
    was.ticks().shutdownNow();
    for (Connection connection : open) {
      connection.emitter.complete();
    }
    was.writes().shutdown();
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  private static final class Connection {
    final PersonId who;
    final SseEmitter emitter;
    final Predicate<RequestId> concerns;
    final AtomicBoolean writing = new AtomicBoolean();
    volatile boolean dirty;
    volatile boolean greet;
    volatile long lastWrite = System.nanoTime();

    Connection(PersonId who, SseEmitter emitter, Predicate<RequestId> concerns) {
      this.who = who;
      this.emitter = emitter;
      this.concerns = concerns;
    }

    boolean wantsWrite(long now) {
      return dirty || greet || now - lastWrite > HEARTBEAT.toNanos();
    }
  }
}
