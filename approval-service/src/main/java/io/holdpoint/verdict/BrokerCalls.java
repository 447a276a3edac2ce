package io.holdpoint.verdict;

import io.holdpoint.model.broker.CredentialBroker;
import io.holdpoint.model.broker.CredentialBroker.Credential;
import io.holdpoint.model.broker.CredentialBroker.CredentialUnavailableException;
import io.holdpoint.model.broker.CredentialBroker.Occasion;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Asks the broker, and waits no longer than the port says: a redemption holds its agent's row
 * meanwhile. What hangs is left to itself on a thread of its own, and is not interrupted, since it
 * may be in the middle of something of ours; of those threads there are so many and no more.
 */
@Component
class BrokerCalls {

  static final int MOST_AT_ONCE = 64;

  private final CredentialBroker broker;
  private final Duration patience;
  private final int mostAtOnce;
  private final ExecutorService threads;

  @Autowired
  BrokerCalls(CredentialBroker broker) {
    this(broker, Duration.ofSeconds(CredentialBroker.PATIENCE_SECONDS), MOST_AT_ONCE);
  }

  BrokerCalls(CredentialBroker broker, Duration patience, int mostAtOnce) {
    this.broker = broker;
    this.patience = patience;
    this.mostAtOnce = mostAtOnce;
    this.threads =
        new ThreadPoolExecutor(
            0,
            mostAtOnce,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("broker-", 0).factory());
  }

  /**
   * @throws CredentialUnavailableException it has none, failed, did not answer in time, or too many
   *     of its calls are under way
   */
  Credential issue(Occasion occasion) {
    Future<Credential> answer = begin(() -> Objects.requireNonNull(broker.issue(occasion)));
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(false); // what it makes later is told to nobody, and ends by itself
      throw new CredentialUnavailableException("the broker did not answer within " + patience, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CredentialUnavailableException none
          ? none
          : new CredentialUnavailableException("the broker failed", e);
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new CredentialUnavailableException("interrupted while the broker was asked", e);
    }
  }

  private Future<Credential> begin(Callable<Credential> call) {
    try {
      return threads.submit(call);
    } catch (RejectedExecutionException e) {
      throw new CredentialUnavailableException(
          mostAtOnce + " calls of the broker are under way, and none has come back", e);
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
