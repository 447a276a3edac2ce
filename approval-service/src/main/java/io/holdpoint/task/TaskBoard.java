package io.holdpoint.task;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.TaskDesk;
import io.holdpoint.platform.LedgerTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Tasks as people see and end them. */
@Component
class TaskBoard implements TaskDesk {

  /** {@code o} while the page before stood among those that are open, {@code e} later. */
  private static final Pattern CURSOR = Pattern.compile("([oe])([a-z0-9-]{0,64})");

  private final TaskStore store;
  private final TaskEnds ends;
  private final Directory directory;
  private final LedgerTime time;

  TaskBoard(TaskStore store, TaskEnds ends, Directory directory, LedgerTime time) {
    this.store = store;
    this.ends = ends;
    this.directory = directory;
    this.time = time;
  }

  @Override
  public Page<TaskView> tasks(PersonId reader, TaskFilter filter) {
    active(reader);
    if (filter.search().length() > TaskFilter.MOST_SEARCH) {
      throw new BadInputException(
          "q",
          "q: %d characters; expected at most %d"
              .formatted(filter.search().length(), TaskFilter.MOST_SEARCH));
    }
    String search = filter.search().strip().toLowerCase(Locale.ROOT);
    var from = filter.after().map(TaskBoard::cursor);
    boolean inOpen = from.map(Cursor::open).orElse(true);
    String before = from.map(Cursor::id).filter(id -> !id.isEmpty()).orElse(null);

    var found = new ArrayList<OpenTask>();
    int wanted = filter.limit() + 1;
    if (inOpen && !filter.over().equals(Optional.of(true))) {
      found.addAll(store.list(false, search, before, wanted));
    }
    if (found.size() < wanted && !filter.over().equals(Optional.of(false))) {
      found.addAll(store.list(true, search, inOpen ? null : before, wanted - found.size()));
    }
    if (found.size() < wanted) {
      return new Page<>(views(found), Optional.empty());
    }
    var shown = found.subList(0, filter.limit());
    var last = shown.getLast();
    return new Page<>(views(shown), Optional.of((last.endedWhy == null ? "o" : "e") + last.id));
  }

  private record Cursor(boolean open, String id) {}

  private static Cursor cursor(String text) {
    var matcher = CURSOR.matcher(text);
    if (!matcher.matches()) {
      throw new BadCursorException("after: expected the next of a page before");
    }
    return new Cursor(matcher.group(1).equals("o"), matcher.group(2));
  }

  @Override
  public Optional<TaskView> task(PersonId reader, String id) {
    active(reader);
    return store.find(id).map(task -> view(task, time.now()));
  }

  @Override
  public TaskView end(PersonId by, String id, String reason) {
    if (!active(by).is(Role.ADMIN)) {
      throw new NotAllowedException(
          "Only the agent that opened the task, or an administrator, may end it.");
    }
    var task = store.find(id).orElseThrow(NoSuchRequestException::new);
    String why = TaskWords.reason(reason);
    ends.end(task, "ended by " + by + (why.isEmpty() ? "" : ": " + why), "person:" + by);
    return view(store.find(id).orElseThrow(), time.now());
  }

  private Person active(PersonId reader) {
    return directory
        .person(reader)
        .filter(person -> !person.disabled())
        .orElseThrow(
            () -> new NotAllowedException("Only people with an account may see the tasks."));
  }

  private List<TaskView> views(List<OpenTask> tasks) {
    Instant now = time.now();
    return tasks.stream().map(task -> view(task, now)).toList();
  }

  TaskView view(OpenTask task) {
    return view(task, time.now());
  }

  private static TaskView view(OpenTask task, Instant now) {
    var terms = task.terms;
    return new TaskView(
        task.id,
        task.agent,
        task.owner,
        terms.purpose(),
        new Budget(
            Optional.ofNullable(terms.actions()),
            terms.sums(),
            Optional.ofNullable(terms.targets())),
        Optional.ofNullable(terms.allowedTools()),
        terms.agents().stream().map(AgentId::new).toList(),
        new Spent(
            task.used.actions(), task.used.sums(), task.used.targets().size(), task.used.strikes()),
        task.openedAt,
        task.expiresAt,
        end(task, now));
  }

  /** Its time may be over before the sweep has said so. */
  private static Optional<End> end(OpenTask task, Instant now) {
    if (task.endedAt != null) {
      return Optional.of(
          new End(task.endedAt, String.valueOf(task.endedWhy), String.valueOf(task.endedBy)));
    }
    return now.isBefore(task.expiresAt)
        ? Optional.empty()
        : Optional.of(new End(task.expiresAt, "its time is over", "system"));
  }
}
