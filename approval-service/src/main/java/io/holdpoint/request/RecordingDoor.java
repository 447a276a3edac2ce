package io.holdpoint.request;

import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.request.Recording.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one door through which requests come into the ledger. Those that arrive while others are
 * being written share the next transaction and its commit: the caller who finds the door free
 * writes for all who wait, on its own thread; everybody goes on once their own is committed.
 *
 * <p>Nobody at the door waits for an agent that is locked elsewhere (by a review, by another
 * instance): the requests of such an agent step aside and are written together on the thread of the
 * first of them. However many they are, one of these threads at a time holds a connection.
 */
@Component
class RecordingDoor {

  /** So many share one transaction at most. */
  static final int BATCH = 64;

  /** A policy that is published while a request is decided makes the decision void. */
  private static final int TRIES = 5;

  private static final int STRIPES = 64;

  private static final Logger log = LoggerFactory.getLogger(RecordingDoor.class);

  private final Recording recording;
  private final PolicyEngine policy;
  private final TransactionTemplate transaction;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final Semaphore free = new Semaphore(1);

  /** By agents; to be had before a connection to wait with for an agent's row. */
  private final Semaphore[] patient =
      IntStream.range(0, STRIPES).mapToObj(i -> new Semaphore(1, true)).toArray(Semaphore[]::new);

  RecordingDoor(Recording recording, PolicyEngine policy, PlatformTransactionManager transactions) {
    this.recording = recording;
    this.policy = policy;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** One caller with its request. */
  private static final class Waiting {

    private final NewRequest request;
    private final Thread thread = Thread.currentThread();
    private volatile @Nullable Outcome outcome;

    /** What this caller is to write on its own thread, itself included. */
    private volatile List<Waiting> aside = List.of();

    Waiting(NewRequest request) {
      this.request = request;
    }

    void done(Outcome outcome) {
      this.outcome = outcome;
      LockSupport.unpark(thread);
    }

    void write(List<Waiting> some) {
      aside = some;
      LockSupport.unpark(thread);
    }
  }

  /**
   * Decides a request and writes it. On return it is committed.
   *
   * @throws IllegalStateException called within a transaction: what is decided there could still be
   *     rolled back after it was acknowledged
   */
  RequestRecord take(NewRequest request) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("requests are recorded in a transaction of the ledger's own");
    }
    return switch (outcome(new Waiting(request))) {
      case Outcome.Kept(var kept) -> kept;
      case Outcome.Refused(var why) -> throw why;
      case Outcome.Busy() ->
          throw new IllegalStateException("nobody wrote request " + request.id());
    };
  }

  private Outcome outcome(Waiting me) {
    queue.add(me);
    boolean interrupted = false;
    try {
      Outcome outcome;
      while ((outcome = me.outcome) == null) {
        List<Waiting> aside = me.aside;
        if (!aside.isEmpty()) {
          me.aside = List.of();
          writeInTurn(aside);
        } else if (free.tryAcquire()) {
          serve();
        } else {
          LockSupport.park(this);
          // What was begun has to be known: an interrupted caller waits all the same.
          interrupted |= Thread.interrupted();
        }
      }
      return outcome;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Writes for those who wait, and leaves the door to the next of them. */
  private void serve() {
    try {
      var batch = new ArrayList<Waiting>();
      Waiting next;
      while (batch.size() < BATCH && (next = queue.poll()) != null) {
        batch.add(next);
      }
      if (!batch.isEmpty()) {
        write(batch, false);
      }
    } finally {
      free.release();
      Waiting next = queue.peek();
      if (next != null) {
        LockSupport.unpark(next.thread);
      }
    }
  }

  /** Those of one agent, which may be locked elsewhere for long. */
  private void writeInTurn(List<Waiting> aside) {
    int agent = aside.getFirst().request.agent().id().hashCode();
    Semaphore turn = patient[Math.floorMod(agent, STRIPES)];
    turn.acquireUninterruptibly();
    try {
      write(aside, true);
    } finally {
      turn.release();
    }
  }

  /** Gives each of them an outcome, or something to do; throws nothing. */
  private void write(List<Waiting> batch, boolean patient) {
    try {
      List<Outcome> outcomes =
          written(batch.stream().map(waiting -> waiting.request).toList(), patient);
      Map<String, List<Waiting>> aside = new LinkedHashMap<>();
      for (int i = 0; i < batch.size(); i++) {
        Waiting waiting = batch.get(i);
        switch (outcomes.get(i)) {
          case Outcome.Busy() ->
              aside
                  .computeIfAbsent(waiting.request.agent().id().value(), a -> new ArrayList<>())
                  .add(waiting);
          case Outcome outcome -> waiting.done(outcome);
        }
      }
      aside.values().forEach(some -> some.getFirst().write(some));
    } catch (RuntimeException | Error e) {
      failed(batch, e);
    }
  }

  /** One that cannot be written must not take the others along. */
  private static void failed(List<Waiting> batch, Throwable e) {
    boolean ofAll =
        e instanceof Error
            || e instanceof TransactionException
            || e instanceof DataAccessResourceFailureException
            || e instanceof PolicyChangedException;
    if (batch.size() > 1 && !ofAll) {
      log.warn("{} requests could not be written together, now each for itself", batch.size(), e);
      batch.forEach(each -> each.write(List.of(each)));
    } else {
      var why =
          e instanceof RuntimeException known
              ? known
              : new IllegalStateException("a request could not be written", e);
      batch.forEach(each -> each.done(new Outcome.Refused(why)));
    }
  }

  private List<Outcome> written(List<NewRequest> requests, boolean patient) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Objects.requireNonNull(
            transaction.execute(status -> recording.write(requests, patient)));
      } catch (UnknownAgentsException e) {
        transaction.executeWithoutResult(status -> recording.bringIn(e.agents()));
      } catch (PolicyChangedException e) {
        if (attempt == TRIES) {
          throw e;
        }
        log.info("decided anew, try {}: {}", attempt, e.getMessage());
        policy.refresh();
      }
    }
  }
}
