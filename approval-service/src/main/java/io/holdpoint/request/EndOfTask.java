package io.holdpoint.request;

import io.holdpoint.audit.Actor;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.task.TaskAgents;
import io.holdpoint.task.TaskEnded;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is pending in a task that is over is withdrawn with it. */
@Component
class EndOfTask implements TaskAgents {

  private final StoredRequests requests;
  private final Settlement settlement;
  private final AgentHistories histories;

  EndOfTask(StoredRequests requests, Settlement settlement, AgentHistories histories) {
    this.requests = requests;
    this.settlement = settlement;
    this.histories = histories;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void hold(Set<AgentId> agents) {
    agents.stream()
        .sorted(java.util.Comparator.comparing(AgentId::value))
        .forEach(agent -> histories.lockKnown(Optional.of(agent)));
  }

  /** In the transaction that ends the task. */
  @EventListener
  void ended(TaskEnded event) {
    var verdict =
        event.byItsAgent()
            ? new Verdict(RequestStatus.CANCELLED, Basis.AGENT, "its task was ended")
            : new Verdict(RequestStatus.DENIED, Basis.SYSTEM, "its task is over: " + event.why());
    for (var agent : event.agents()) {
      for (var id : requests.pendingOfTask(agent.value(), event.task())) {
        settlement.settle(new RequestId(id), verdict, new Actor.BySystem());
      }
    }
  }
}
