package io.holdpoint.task;

import io.holdpoint.platform.LedgerTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends tasks and withdraws what hangs on them, in one transaction: agents first, then the task,
 * then requests. A task that strays within a decision is over at once with that decision; what
 * others still have pending in it is withdrawn within a second.
 */
@Component
class TaskEnds {

  private static final Logger log = LoggerFactory.getLogger(TaskEnds.class);
  private static final int BATCH = 100;

  private final TaskStore store;
  private final TaskAgents agents;
  private final ApplicationEventPublisher events;
  private final LedgerTime time;
  private final TransactionTemplate transaction;

  TaskEnds(
      TaskStore store,
      TaskAgents agents,
      ApplicationEventPublisher events,
      LedgerTime time,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.agents = agents;
    this.events = events;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** May be done again: the first end stands. */
  void end(OpenTask known, String why, String by) {
    transaction.executeWithoutResult(
        status -> {
          agents.hold(known.agents());
          var task = store.lock(List.of(known.id)).get(known.id);
          if (task == null) {
            return;
          }
          task.end(why, by, time.now());
          store.save(List.of(task));
          events.publishEvent(
              new TaskEnded(
                  task.id,
                  task.agents(),
                  String.valueOf(task.endedWhy),
                  String.valueOf(task.endedBy).startsWith("agent:")));
          store.withdrawn(task.id);
        });
  }

  @Scheduled(fixedDelay = 1_000)
  void sweep() {
    try {
      for (var task : store.toWithdraw(time.now(), BATCH)) {
        end(task, "its time is over", "system");
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("tasks that are over cannot be withdrawn yet: {}", e.getMessage());
    }
  }
}
