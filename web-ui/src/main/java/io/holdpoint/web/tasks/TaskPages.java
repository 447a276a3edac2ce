package io.holdpoint.web.tasks;

import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.model.desk.TaskDesk;
import io.holdpoint.model.desk.TaskDesk.TaskFilter;
import io.holdpoint.model.desk.TaskDesk.TaskView;
import io.holdpoint.web.Fault;
import io.holdpoint.web.NoSuchPageException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tasks, open ones first; one task with its requests; its end by an administrator. */
@Controller
class TaskPages {

  private static final int SHOWN = 50;
  private static final int REQUESTS = 20;

  private final TaskDesk tasks;
  private final ReviewDesk requests;
  private final AccountDesk accounts;

  TaskPages(@Lazy TaskDesk tasks, @Lazy ReviewDesk requests, @Lazy AccountDesk accounts) {
    this.tasks = tasks;
    this.requests = requests;
    this.accounts = accounts;
  }

  /** What stands in the search. */
  public record Wanted(String q, String state) {

    public boolean isAny() {
      return !q.isBlank() || !state.isEmpty();
    }
  }

  @GetMapping("/tasks")
  String list(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Optional<String> after,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String state,
      Model model) {
    String searched = q.strip();
    if (searched.length() > TaskFilter.MOST_SEARCH) {
      searched = searched.substring(0, TaskFilter.MOST_SEARCH);
    }
    var cursor = after.filter(a -> !a.isEmpty());
    model.addAttribute(
        "page", tasks.tasks(me.personId(), new TaskFilter(searched, over(state), cursor, SHOWN)));
    model.addAttribute("wanted", new Wanted(searched, state));
    model.addAttribute("first", cursor.isEmpty());
    return "tasks/tasks";
  }

  private static Optional<Boolean> over(String state) {
    return switch (state) {
      case "open" -> Optional.of(false);
      case "over" -> Optional.of(true);
      default -> Optional.empty();
    };
  }

  @GetMapping("/tasks/{id}")
  String one(@AuthenticationPrincipal SignedIn me, @PathVariable String id, Model model) {
    return one(me, id, "", model);
  }

  private String one(SignedIn me, String id, String reason, Model model) {
    TaskView task = tasks.task(me.personId(), id).orElseThrow(NoSuchPageException::new);
    var found =
        requests.history(
            me.personId(),
            new RequestFilter(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                Optional.empty(),
                REQUESTS));
    model.addAttribute("task", task);
    model.addAttribute("requests", found.items());
    model.addAttribute("more", found.next().isPresent());
    model.addAttribute("typed", reason);
    var person = accounts.person(me.personId());
    model.addAttribute("admin", person.filter(p -> p.is(Role.ADMIN)).isPresent());
    model.addAttribute("auditor", person.filter(p -> p.is(Role.AUDITOR)).isPresent());
    return "tasks/task";
  }

  @PostMapping("/tasks/{id}/end")
  String end(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      HttpServletResponse response) {
    try {
      tasks.end(me.personId(), id, reason);
      return "redirect:/tasks/" + id + "?done=ended";
    } catch (NoSuchRequestException e) {
      throw new NoSuchPageException();
    } catch (BadInputException e) {
      Fault.show(e, model);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return one(me, id, reason, model);
    }
  }
}
