package io.holdpoint.request;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.DeskEvents;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells of changes once they are committed. On a thread of its own: the one that committed still
 * holds its connection, and no listener may spoil an answer that is already true.
 */
@Component
class CommittedChanges implements ChangeFeed, DeskEvents, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(CommittedChanges.class);

  private final CopyOnWriteArrayList<ChangeFeed.Listener> listeners = new CopyOnWriteArrayList<>();
  private final ExecutorService teller =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("changes").factory());
  private final ApplicationEventPublisher events;

  /** What was told lately, so that the poll does not tell it again; the poll forgets the old. */
  private final Map<RequestId, Instant> told = new ConcurrentHashMap<>();

  CommittedChanges(ApplicationEventPublisher events) {
    this.events = events;
  }

  @Override
  public Subscription subscribe(ChangeFeed.Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public Subscription subscribe(DeskEvents.Listener listener) {
    return subscribe((RequestId id, RequestStatus status) -> listener.changed(id));
  }

  /** Tells after the commit of the transaction that is under way; nothing when it rolls back. */
  void afterCommit(RequestId id, RequestStatus status, Instant changedAt) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            told.put(id, changedAt);
            tell(
                () -> {
                  toListeners(id, status);
                  events.publishEvent(new RequestChanged(id, status));
                });
          }
        });
  }

  /** Tells what another instance has committed, unless it was told already. */
  void seen(RequestId id, RequestStatus status, Instant changedAt) {
    if (!changedAt.equals(told.put(id, changedAt))) {
      tell(() -> toListeners(id, status));
    }
  }

  void forgetBefore(Instant time) {
    told.values().removeIf(changedAt -> changedAt.isBefore(time));
  }

  @Override
  public void destroy() {
    teller.shutdownNow();
  }

  private void toListeners(RequestId id, RequestStatus status) {
    for (var listener : listeners) {
      try {
        listener.changed(id, status);
      } catch (RuntimeException e) {
        log.warn("a listener failed on the change of request {}", id, e);
      }
    }
  }

  private void tell(Runnable telling) {
    try {
      teller.execute(
          () -> {
            try {
              telling.run();
            } catch (RuntimeException e) {
              log.warn("a change could not be told", e);
            }
          });
    } catch (RejectedExecutionException e) {
      log.debug("stopping; a change is not told any more", e);
    }
  }
}
