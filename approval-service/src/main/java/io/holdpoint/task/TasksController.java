package io.holdpoint.task;

import com.github.f4b6a3.uuid.UuidCreator;
import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.platform.LedgerTime;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tasks over HTTP: agents open and end them, people read them, admins end them. */
@RestController
@RequestMapping(path = "/v1/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
class TasksController {

  private static final int PAGE = 50;

  private final TaskStore store;
  private final TaskEnds ends;
  private final Directory directory;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final TransactionTemplate transaction;

  TasksController(
      TaskStore store,
      TaskEnds ends,
      Directory directory,
      AuditTrail audit,
      LedgerTime time,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.ends = ends;
    this.directory = directory;
    this.audit = audit;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
  }

  record BudgetBody(
      @Nullable Integer actions,
      @Nullable Map<String, BigDecimal> sums,
      @Nullable Integer targets) {}

  record NewTaskBody(
      @Nullable String purpose,
      @Nullable BudgetBody budget,
      @Nullable List<String> allowedTools,
      @Nullable List<String> agents,
      @Nullable Long expiresIn) {}

  record UsedAnswer(int actions, Map<String, BigDecimal> sums, int targets, int strikes) {}

  record TaskAnswer(
      String id,
      String agent,
      String owner,
      String purpose,
      BudgetBody budget,
      @Nullable List<String> allowedTools,
      List<String> agents,
      UsedAnswer used,
      Instant openedAt,
      Instant expiresAt,
      @Nullable Instant endedAt,
      @Nullable String endedWhy) {

    static TaskAnswer of(OpenTask task) {
      var terms = task.terms;
      return new TaskAnswer(
          task.id,
          task.agent.value(),
          task.owner.value(),
          terms.purpose(),
          new BudgetBody(terms.actions(), terms.sums(), terms.targets()),
          terms.allowedTools(),
          terms.agents(),
          new UsedAnswer(
              task.used.actions(),
              task.used.sums(),
              task.used.targets().size(),
              task.used.strikes()),
          task.openedAt,
          task.expiresAt,
          task.endedAt,
          task.endedWhy);
    }
  }

  record TaskList(List<TaskAnswer> items, @Nullable String next) {}

  @PostMapping
  ResponseEntity<TaskAnswer> open(
      @AuthenticationPrincipal CallingAgent agent, @RequestBody NewTaskBody body) {
    var budget = body.budget() == null ? new BudgetBody(null, null, null) : body.budget();
    var now = time.now();
    var task =
        new OpenTask(
            "task-" + UuidCreator.getTimeOrderedEpochPlus1(),
            agent.id(),
            agent.owner(),
            TaskWords.checked(
                body.purpose(),
                budget.actions(),
                budget.sums(),
                budget.targets(),
                body.allowedTools(),
                body.agents()),
            Used.nothing(),
            now,
            now.plus(TaskWords.lasts(body.expiresIn())));
    transaction.executeWithoutResult(
        status -> {
          store.insert(task);
          audit.append("task.opened", new Actor.ByAgent(agent.id()), null, Map.of("task", task.id));
        });
    return ResponseEntity.created(URI.create("/v1/tasks/" + task.id)).body(TaskAnswer.of(task));
  }

  @GetMapping("/{id}")
  TaskAnswer one(@AuthenticationPrincipal Object caller, @PathVariable String id) {
    return TaskAnswer.of(
        store
            .find(id)
            .filter(task -> mayRead(caller, task))
            .orElseThrow(NoSuchRequestException::new));
  }

  private boolean mayRead(Object caller, OpenTask task) {
    return switch (caller) {
      case CallingAgent agent -> task.agents().contains(agent.id());
      case SignedIn person ->
          directory.person(person.personId()).filter(p -> !p.disabled()).isPresent();
      default -> false;
    };
  }

  @GetMapping
  TaskList list(@AuthenticationPrincipal SignedIn reader, @RequestParam Optional<String> after) {
    if (directory.person(reader.personId()).filter(p -> !p.disabled()).isEmpty()) {
      throw new NotAllowedException("Only people with an account may see the tasks.");
    }
    var found = store.list(after.orElse(null), PAGE + 1);
    var shown = found.size() > PAGE ? found.subList(0, PAGE) : found;
    return new TaskList(
        shown.stream().map(TaskAnswer::of).toList(),
        found.size() > PAGE ? shown.getLast().id : null);
  }

  @PostMapping("/{id}/end")
  TaskAnswer end(@AuthenticationPrincipal Object caller, @PathVariable String id) {
    var task =
        store.find(id).filter(t -> mayRead(caller, t)).orElseThrow(NoSuchRequestException::new);
    switch (caller) {
      case CallingAgent agent when agent.id().equals(task.agent) ->
          ends.end(task, "ended by its agent", "agent:" + agent.id());
      case SignedIn person
          when directory.person(person.personId()).filter(p -> p.is(Role.ADMIN)).isPresent() ->
          ends.end(task, "ended by " + person.personId(), "person:" + person.personId());
      default ->
          throw new NotAllowedException(
              "Only the agent that opened the task, or an administrator, may end it.");
    }
    return TaskAnswer.of(store.find(id).orElseThrow());
  }
}
