package io.holdpoint.verdict;

import io.holdpoint.task.Tasks;
import io.holdpoint.verdict.Refusal.Code;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What was approved in a task ends with it. */
@Component
class EndedTaskStop implements Stop {

  private final Tasks tasks;

  EndedTaskStop(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Optional<Refusal> stops(Subject subject) {
    return tasks
        .endedWhy(subject.task())
        .map(why -> new Refusal(Code.REVOKED, "The task is over: " + why + "."));
  }
}
