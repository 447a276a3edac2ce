package io.holdpoint.task;

import io.holdpoint.identity.CallingAgent;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.TaskDesk.End;
import io.holdpoint.model.desk.TaskDesk.TaskFilter;
import io.holdpoint.model.desk.TaskDesk.TaskView;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tasks over HTTP: agents open and end them, people read them, admins end them. */
@RestController
@RequestMapping(path = "/v1/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
class TasksController {

  private static final int PAGE = 50;

  private final TaskStore store;
  private final TaskOpening opening;
  private final TaskEnds ends;
  private final TaskBoard board;
  private final Directory directory;

  TasksController(
      TaskStore store, TaskOpening opening, TaskEnds ends, TaskBoard board, Directory directory) {
    this.store = store;
    this.ends = ends;
    this.board = board;
    this.directory = directory;
    this.opening = opening;
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

    static TaskAnswer of(TaskView task) {
      return new TaskAnswer(
          task.id(),
          task.agent().value(),
          task.owner().value(),
          task.purpose(),
          new BudgetBody(
              task.budget().actions().orElse(null),
              task.budget().sums(),
              task.budget().targets().orElse(null)),
          task.allowedTools().orElse(null),
          task.agents().stream().map(AgentId::value).toList(),
          new UsedAnswer(
              task.used().actions(),
              task.used().sums(),
              task.used().targets(),
              task.used().strikes()),
          task.openedAt(),
          task.expiresAt(),
          task.ended().map(End::at).orElse(null),
          task.ended().map(End::why).orElse(null));
    }
  }

  /** Why it is ended, for whoever took part. */
  record EndBody(@Nullable String reason) {}

  record TaskList(List<TaskAnswer> items, @Nullable String next) {}

  @PostMapping
  ResponseEntity<TaskAnswer> open(
      @AuthenticationPrincipal CallingAgent agent,
      @RequestHeader(TaskOpening.KEY) Optional<String> key,
      @RequestBody NewTaskBody body) {
    var budget = body.budget() == null ? new BudgetBody(null, null, null) : body.budget();
    var terms =
        TaskWords.checked(
            body.purpose(),
            budget.actions(),
            budget.sums(),
            budget.targets(),
            body.allowedTools(),
            body.agents());
    var task = opening.open(agent, terms, TaskWords.lasts(body.expiresIn()), key);
    return ResponseEntity.created(URI.create("/v1/tasks/" + task.id))
        .body(TaskAnswer.of(board.view(task)));
  }

  @GetMapping("/{id}")
  TaskAnswer one(@AuthenticationPrincipal Object caller, @PathVariable String id) {
    return TaskAnswer.of(
        board.view(
            store
                .find(id)
                .filter(task -> mayRead(caller, task))
                .orElseThrow(NoSuchRequestException::new)));
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
  TaskList list(
      @AuthenticationPrincipal SignedIn reader,
      @RequestParam Optional<String> after,
      @RequestParam(defaultValue = "") String q,
      @RequestParam Optional<String> state) {
    var page =
        board.tasks(
            reader.personId(), new TaskFilter(q, state.map(TasksController::over), after, PAGE));
    return new TaskList(
        page.items().stream().map(TaskAnswer::of).toList(), page.next().orElse(null));
  }

  private static boolean over(String state) {
    return switch (state) {
      case "open" -> false;
      case "over" -> true;
      default -> throw new BadCursorException("state: expected open or over");
    };
  }

  @PostMapping("/{id}/end")
  TaskAnswer end(
      @AuthenticationPrincipal Object caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable EndBody body) {
    String reason = body == null || body.reason() == null ? "" : body.reason();
    if (caller instanceof SignedIn person) {
      return TaskAnswer.of(board.end(person.personId(), id, reason));
    }
    var task =
        store.find(id).filter(t -> mayRead(caller, t)).orElseThrow(NoSuchRequestException::new);
    if (!(caller instanceof CallingAgent agent) || !agent.id().equals(task.agent)) {
      throw new NotAllowedException(
          "Only the agent that opened the task, or an administrator, may end it.");
    }
    String why = TaskWords.reason(reason);
    ends.end(task, "ended by its agent" + (why.isEmpty() ? "" : ": " + why), "agent:" + agent.id());
    return TaskAnswer.of(board.view(store.find(id).orElseThrow()));
  }
}
