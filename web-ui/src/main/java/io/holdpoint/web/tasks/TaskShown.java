package io.holdpoint.web.tasks;

import io.holdpoint.model.Person;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.TaskDesk;
import io.holdpoint.model.desk.TaskDesk.TaskView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A task in words, for its own pages and, as {@code @taskShown}, for a request's. */
@Component("taskShown")
public class TaskShown {

  private static final Logger log = LoggerFactory.getLogger(TaskShown.class);

  private final ObjectProvider<TaskDesk> tasks;

  TaskShown(ObjectProvider<TaskDesk> tasks) {
    this.tasks = tasks;
  }

  /**
   * The task that a request belongs to; empty for a label that nobody opened. A request can be
   * judged while this cannot be read.
   */
  public Optional<TaskView> of(Optional<Person> reader, String task) {
    TaskDesk desk = tasks.getIfAvailable();
    if (desk == null || reader.isEmpty() || task.isEmpty()) {
      return Optional.empty();
    }
    try {
      return desk.task(reader.get().id(), task);
    } catch (NotAllowedException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      log.warn("A page is shown without its task: {}", e.toString());
      return Optional.empty();
    }
  }

  /**
   * One bound and how far it is used.
   *
   * @param of the limit; empty where there is none
   * @param tenths 0 to 10 of the limit that are used; 0 where there is none
   */
  public record Use(String what, String used, Optional<String> of, int tenths) {}

  /** Actions, targets, each sum that is bounded, and strikes. */
  public List<Use> uses(TaskView task) {
    var uses = new ArrayList<Use>();
    var used = task.used();
    uses.add(count("actions", used.actions(), task.budget().actions()));
    uses.add(count("targets", used.targets(), task.budget().targets()));
    for (Map.Entry<String, BigDecimal> bound : task.budget().sums().entrySet()) {
      BigDecimal sum = used.sums().getOrDefault(bound.getKey(), BigDecimal.ZERO);
      uses.add(use("sum of " + bound.getKey(), sum, Optional.of(bound.getValue())));
    }
    uses.add(count("strikes", used.strikes(), Optional.of(TaskDesk.MOST_STRIKES)));
    return uses;
  }

  private static Use count(String what, int used, Optional<Integer> limit) {
    return use(what, BigDecimal.valueOf(used), limit.map(BigDecimal::valueOf));
  }

  private static Use use(String what, BigDecimal used, Optional<BigDecimal> limit) {
    return new Use(
        what, plain(used), limit.map(TaskShown::plain), limit.map(l -> tenths(used, l)).orElse(0));
  }

  /** What is begun of a tenth is used. */
  private static int tenths(BigDecimal used, BigDecimal limit) {
    if (limit.signum() <= 0) {
      return 10;
    }
    return used.multiply(BigDecimal.TEN)
        .divide(limit, 0, java.math.RoundingMode.CEILING)
        .min(BigDecimal.TEN)
        .intValue();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
