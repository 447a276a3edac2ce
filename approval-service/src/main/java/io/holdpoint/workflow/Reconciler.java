package io.holdpoint.workflow;

import io.camunda.client.CamundaClient;
import io.holdpoint.model.RequestId;
import io.holdpoint.notification.Notifications;
import io.holdpoint.notification.Recipients;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds what has gone silent between the ledger and the engine, and mends it: processes that the
 * engine lost are started anew, verdicts that nobody was told are told. Starting anew what still
 * lives does no harm: the engine keeps one instance for a request, and the ledger serves one.
 */
@Component
class Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final String LEASE = "reconciler";
  private static final int BATCH = 500;

  private final Ledger ledger;
  private final ProcessJournal journal;
  private final EngineEpochs epochs;
  private final EngineMessages messages;
  private final Notifications notifications;
  private final WorkflowLease lease;
  private final LedgerTime time;
  private final Pace pace;
  private @Nullable EngineConnection connection;
  private @Nullable ScheduledExecutorService scheduler;

  /**
   * @param every between two rounds
   * @param unbound a pending request that no process has taken up for so long is started anew
   * @param silent a pending request whose process has not been heard of for so long is started anew
   * @param unannounced a verdict that the process has not announced for so long is sent again
   * @param resends so often; then we announce it ourselves
   */
  record Pace(
      Duration every, Duration unbound, Duration silent, Duration unannounced, int resends) {
    static final Pace USUAL =
        new Pace(
            Duration.ofSeconds(15),
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            3);
  }

  Reconciler(
      Ledger ledger,
      ProcessJournal journal,
      EngineEpochs epochs,
      EngineMessages messages,
      Notifications notifications,
      WorkflowLease lease,
      LedgerTime time,
      Pace pace) {
    this.ledger = ledger;
    this.journal = journal;
    this.epochs = epochs;
    this.messages = messages;
    this.notifications = notifications;
    this.lease = lease;
    this.time = time;
    this.pace = pace;
  }

  void start(EngineConnection to) {
    connection = to;
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("reconciler").daemon().factory());
    scheduler = started;
    long every = pace.every().toMillis();
    var unused = started.scheduleWithFixedDelay(this::safely, every, every, TimeUnit.MILLISECONDS);
  }

  void stop() {
    if (scheduler != null) {
      scheduler.shutdownNow();
    }
  }

  private void safely() {
    try {
      Optional<CamundaClient> client =
          Optional.ofNullable(connection).flatMap(EngineConnection::client);
      if (client.isPresent() && lease.hold(LEASE, pace.every().multipliedBy(4))) {
        round(client.get());
      }
    } catch (RuntimeException e) {
      log.warn("Reconciling failed and is tried again: {}", e.toString());
    }
  }

  /** One round; only while the engine is there, or its silence would say nothing. */
  void round(CamundaClient client) {
    afterDataLoss();
    afterSilence();
    afterUnheardVerdicts(client);
  }

  private void afterDataLoss() {
    int epoch = epochs.current();
    for (ProcessJournal.Run run : journal.ofEarlierLives(epoch, BATCH)) {
      Optional<RequestRecord> request = ledger.find(run.request());
      if (request.isPresent() && !request.get().status().isFinal()) {
        log.info("Starting the process of {} anew: the engine has lost it", run.request());
        journal.restarted(run.request(), epoch, time.now());
        ledger.restartProcess(run.request());
      } else {
        announceOurselves(run.request(), request);
      }
    }
  }

  private void afterSilence() {
    Instant now = time.now();
    List<RequestId> quiet = ledger.silentSince(now.minus(pace.unbound()), BATCH);
    for (RequestId id : quiet) {
      Optional<RequestRecord> request = ledger.find(id);
      if (request.isEmpty() || request.get().status().isFinal()) {
        continue;
      }
      Optional<Long> instance = request.get().processInstance();
      boolean silent =
          journal.run(id).map(run -> run.seenAt().isBefore(now.minus(pace.silent()))).orElse(true);
      if (instance.isPresent() && !silent) {
        ledger.bindInstance(id, instance.get()); // waiting as it should; look again later
      } else {
        log.info("Starting the process of {} anew: nothing is heard of it", id);
        journal.restarted(id, epochs.current(), now);
        ledger.restartProcess(id);
      }
    }
  }

  private void afterUnheardVerdicts(CamundaClient client) {
    Instant now = time.now();
    for (ProcessJournal.Run run :
        journal.decidedButUnannounced(now.minus(pace.unannounced()), BATCH)) {
      if (run.verdictsResent() >= pace.resends()) {
        announceOurselves(run.request(), ledger.find(run.request()));
      } else {
        messages.verdict(client, run.request(), "again-" + run.verdictsResent()).join();
        journal.verdictResent(run.request(), now);
      }
    }
  }

  /**
   * Its process will not: every place that showed the request has to show its outcome all the same.
   */
  private void announceOurselves(RequestId id, Optional<RequestRecord> request) {
    if (request.isPresent() && request.get().demand().isPresent()) {
      notifications.tellOutcome(id, Recipients.everyone(request.get().demand().get()));
    }
    journal.announced(id, time.now());
  }
}
