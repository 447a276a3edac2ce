package io.holdpoint.workflow;

import io.camunda.client.CamundaClient;
import io.grpc.Status;
import io.holdpoint.request.Outbox;
import io.holdpoint.request.RequestChanged;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the engine what the ledger has written down for it, in order per request, at least once. An
 * engine that is away leaves the messages where they are; no verdict waits for any of this.
 */
@Component
class OutboxRelay {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int BATCH = 50;
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MAX_ERROR = 500;

  private final Outbox outbox;
  private final EngineMessages messages;
  private final Semaphore poked = new Semaphore(0);
  private @Nullable EngineConnection connection;
  private @Nullable Thread thread;
  private volatile boolean stopping;

  OutboxRelay(Outbox outbox, EngineMessages messages) {
    this.outbox = outbox;
    this.messages = messages;
  }

  void start(EngineConnection to) {
    connection = to;
    Thread started = new Thread(this::run, "outbox-relay");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  void stop() {
    stopping = true;
    poke();
    Thread running = thread;
    if (running != null) {
      try {
        running.join(15_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @EventListener
  void on(RequestChanged change) {
    poke();
  }

  /** There may be something to tell now. */
  void poke() {
    poked.release();
  }

  private void run() {
    while (!stopping) {
      boolean more = false;
      try {
        more = drainOnce();
      } catch (RuntimeException e) {
        log.warn("The outbox could not be read; it is tried again: {}", e.toString());
      }
      if (!more && !stopping) {
        idle();
      }
    }
  }

  private void idle() {
    try {
      if (poked.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
        poked.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  /** True when there may be more right now. */
  private boolean drainOnce() {
    Optional<CamundaClient> client =
        Optional.ofNullable(connection).flatMap(EngineConnection::client);
    if (client.isEmpty()) {
      return false;
    }
    List<Outbox.Message> claimed = outbox.claim(BATCH, LEASE);
    List<CompletableFuture<Boolean>> told =
        claimed.stream().map(message -> tell(client.get(), message)).toList();
    boolean allTaken = told.stream().map(CompletableFuture::join).reduce(true, Boolean::logicalAnd);
    // What follows for one of these requests can be claimed at once, unless the engine asked for a
    // pause.
    return allTaken && !claimed.isEmpty();
  }

  /** Whether the engine took it. */
  private CompletableFuture<Boolean> tell(CamundaClient client, Outbox.Message message) {
    CompletableFuture<Void> sent;
    try {
      sent = messages.send(client, message);
    } catch (RuntimeException e) {
      sent = CompletableFuture.failedFuture(e);
    }
    return sent.handle(
        (ok, error) -> {
          settle(message, error);
          return error == null;
        });
  }

  private void settle(Outbox.Message message, @Nullable Throwable error) {
    try {
      if (error == null) {
        outbox.done(message.id());
      } else {
        Throwable cause =
            error instanceof CompletionException && error.getCause() != null
                ? error.getCause()
                : error;
        if (!expected(cause)) {
          log.warn("A message of kind {} was not taken by the engine", message.kind(), cause);
        }
        outbox.retry(
            message.id(), pause(message.attempts()), shorten(String.valueOf(cause.getMessage())));
      }
    } catch (RuntimeException e) {
      log.warn("The outbox could not be updated; the message is told again: {}", e.toString());
    }
  }

  /** Under load or away: what engines do. */
  private static boolean expected(Throwable error) {
    // The client gives its own exception or the transport's; the status is in either, or in a
    // cause.
    return switch (Status.fromThrowable(error).getCode()) {
      case RESOURCE_EXHAUSTED, UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> true;
      default -> false;
    };
  }

  static Duration pause(int attempts) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(attempts, 0), 6));
    return ApprovalJobs.jittered(doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
  }

  private static String shorten(String error) {
    return error.length() > MAX_ERROR ? error.substring(0, MAX_ERROR) : error;
  }
}
