package io.holdpoint.notification;

import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.notification.Claims.Claim;
import io.holdpoint.request.RequestChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Delivers what waits, each channel by itself: one that hangs holds up no other. On every instance;
 * the leases keep them apart.
 */
@Component
class DeliveryWorkers implements SmartLifecycle {

  /** Deliveries of one channel that this instance tries at the same time. */
  static final int AT_ONCE = 4;

  private static final Logger log = LoggerFactory.getLogger(DeliveryWorkers.class);
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration STOPPING = Duration.ofSeconds(10);

  private final List<NotificationChannel> channels;
  private final Claims claims;
  private final DeliveryTry tries;
  private final Outcomes outcomes;
  private final Semaphore changed = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();
  private volatile List<Lane> lanes = List.of();
  private volatile boolean running;

  DeliveryWorkers(
      List<NotificationChannel> channels, Claims claims, DeliveryTry tries, Outcomes outcomes) {
    this.channels = List.copyOf(channels);
    this.claims = claims;
    this.tries = tries;
    this.outcomes = outcomes;
  }

  @Override
  public void start() {
    running = true;
    lanes = channels.stream().map(Lane::new).toList();
    lanes.forEach(lane -> begin("deliver-" + lane.channel.name(), lane::run));
    begin("deliver-outcomes", this::watch);
  }

  private void begin(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  @Override
  public void stop() {
    running = false;
    poke();
    changed.release();
    for (Thread thread : threads) {
      try {
        thread.join(STOPPING);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    threads.clear();
    lanes.forEach(lane -> lane.tryers.shutdownNow());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** There may be something to deliver now. */
  void poke() {
    lanes.forEach(lane -> lane.poked.release());
  }

  @EventListener
  void on(RequestChanged change) {
    changed.release();
  }

  /**
   * Looks for what shows less than the ledger says: at once after a change here, else each second.
   */
  private void watch() {
    while (running) {
      try {
        if (outcomes.queueAll() > 0) {
          poke();
        }
      } catch (RuntimeException e) {
        log.warn("Cannot look for outdated messages now; it is tried again: {}", e.toString());
      }
      idle(changed, IDLE.multipliedBy(2));
    }
  }

  private void idle(Semaphore until, Duration atMost) {
    try {
      if (running && until.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        until.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /** One channel's deliveries. */
  private final class Lane {

    private final NotificationChannel channel;
    private final Semaphore poked = new Semaphore(0);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService tryers;

    Lane(NotificationChannel channel) {
      this.channel = channel;
      this.tryers =
          Executors.newFixedThreadPool(
              AT_ONCE, Thread.ofPlatform().daemon().name("delivery-" + channel.name()).factory());
    }

    void run() {
      while (running) {
        boolean some = false;
        try {
          int slots = free.availablePermits();
          List<Claim> claimed = slots == 0 ? List.of() : claims.next(channel, slots);
          claimed.forEach(this::submit);
          some = !claimed.isEmpty();
        } catch (RuntimeException e) {
          log.warn("Deliveries could not be read; they are tried again: {}", e.toString());
        }
        if (!some) {
          idle(poked, IDLE);
        }
      }
      // What is under way is brought to its end, else it would be told twice.
      try {
        if (!free.tryAcquire(AT_ONCE, STOPPING.toMillis() / 2, TimeUnit.MILLISECONDS)) {
          log.info("Stopped while {} was still delivering", channel.name());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void submit(Claim claim) {
      free.acquireUninterruptibly();
      tryers.execute(
          () -> {
            try {
              tries.attempt(channel, claim);
            } catch (RuntimeException e) {
              log.warn("A delivery could not be noted; it is tried again: {}", e.toString());
            } finally {
              free.release();
              poked.release();
            }
          });
    }
  }
}
