package io.holdpoint.task;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.ToolPattern;
import io.holdpoint.model.desk.TaskDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is worked on within one transaction, under its lock.
 *
 * <p>It strays by strikes: each denial in it is one, whoever denied; asking again for the like of
 * what was denied in it is three, under whatever tool and in whatever portions. With {@link
 * #MOST_STRIKES} it is over. So is it with the first action beyond its budget.
 */
public final class OpenTask {

  static final int MOST_STRIKES = TaskDesk.MOST_STRIKES;
  static final int STRIKES_FOR_TRYING_AGAIN = 3;

  final String id;
  final AgentId agent;
  final PersonId owner;
  final Terms terms;
  final Instant openedAt;
  final Instant expiresAt;
  Used used;
  @Nullable Instant endedAt;
  @Nullable String endedWhy;
  @Nullable String endedBy;
  private boolean changed;
  private boolean endedNow;

  OpenTask(
      String id,
      AgentId agent,
      PersonId owner,
      Terms terms,
      Used used,
      Instant openedAt,
      Instant expiresAt) {
    this.id = id;
    this.agent = agent;
    this.owner = owner;
    this.terms = terms;
    this.used = used;
    this.openedAt = openedAt;
    this.expiresAt = expiresAt;
  }

  public PersonId owner() {
    return owner;
  }

  public Terms terms() {
    return terms;
  }

  /** For how long it was opened; it may be over before. */
  public Duration lasts() {
    return Duration.between(openedAt, expiresAt);
  }

  /** The agent that opened it and those that it named. */
  public Set<AgentId> agents() {
    var all = new LinkedHashSet<AgentId>();
    all.add(agent);
    terms.agents().forEach(each -> all.add(new AgentId(each)));
    return all;
  }

  /**
   * Judges one action that would be released or held, and takes it into the budget.
   *
   * @param like a hash that it shares with whatever has the same effect
   * @return why it is denied
   */
  public Optional<String> take(AgentId by, String tool, String like, Takes takes, Instant now) {
    if (!agents().contains(by)) {
      return Optional.of("the task is another agent's, which has not named this one");
    }
    Optional<String> over = over(now);
    if (over.isPresent()) {
      return over;
    }
    if (used.denied().contains(like)) {
      denied(like, STRIKES_FOR_TRYING_AGAIN, now);
      if (endedWhy != null) {
        return over(now);
      }
    }
    if (terms.allowedTools() != null
        && terms.allowedTools().stream().noneMatch(p -> new ToolPattern(p).matches(tool))) {
      return Optional.of("the task does not allow this tool");
    }
    Used next = with(used, 1, takes);
    Optional<String> bound = bound(next);
    if (bound.isPresent()) {
      end(bound.get(), "system", now);
      return bound;
    }
    used = next;
    changed = true;
    return Optional.empty();
  }

  private Optional<String> over(Instant now) {
    if (endedWhy == null && !now.isBefore(expiresAt)) {
      end("its time is over", "system", now);
    }
    return Optional.ofNullable(endedWhy).map(why -> "the task is over: " + why);
  }

  private Optional<String> bound(Used next) {
    if (terms.actions() != null && next.actions() > terms.actions()) {
      return Optional.of("over its budget of " + terms.actions() + " actions");
    }
    if (terms.targets() != null && next.targets().size() > terms.targets()) {
      return Optional.of("over its budget of " + terms.targets() + " targets");
    }
    for (var sum : terms.sums().entrySet()) {
      var comes = next.sums().get(sum.getKey());
      if (comes != null && comes.compareTo(sum.getValue()) > 0) {
        return Optional.of(
            "over its budget of " + sum.getValue().toPlainString() + " for " + sum.getKey());
      }
    }
    return Optional.empty();
  }

  /**
   * A denial in it, whoever denied.
   *
   * @param like as in {@link #take}
   */
  public void denied(String like, Instant now) {
    denied(like, 1, now);
  }

  private void denied(String like, int strikes, Instant now) {
    used = used.denied(like, strikes);
    changed = true;
    if (used.strikes() >= MOST_STRIKES && endedWhy == null) {
      end("it strayed: it went on asking for what is denied", "system", now);
    }
  }

  /** Something that was taken will not be done. */
  public void giveBack(Takes takes) {
    used = with(used, -1, takes);
    changed = true;
  }

  /**
   * Judges an action that was taken and is to be done with other arguments, and takes it so. A
   * person asks for that, so the task goes on where it cannot be.
   *
   * @return the bound that is in the way; nothing has changed then
   */
  public Optional<String> change(Takes before, Takes after) {
    Used next = with(with(used, -1, before), 1, after);
    Optional<String> bound = bound(next);
    if (bound.isEmpty()) {
      used = next;
      changed = true;
    }
    return bound;
  }

  private Used with(Used sofar, int times, Takes takes) {
    return sofar.with(times, takes.target(), takes.towards(terms.sums().keySet()));
  }

  void end(String why, String by, Instant now) {
    if (endedWhy == null) {
      endedWhy = why;
      endedBy = by;
      endedAt = now;
      changed = true;
      endedNow = true;
    }
  }

  boolean isChanged() {
    return changed;
  }

  boolean isEndedNow() {
    return endedNow;
  }
}
