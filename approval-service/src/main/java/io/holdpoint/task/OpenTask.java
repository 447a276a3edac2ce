package io.holdpoint.task;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.ToolPattern;
import io.holdpoint.model.desk.TaskDesk;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is worked on within one transaction, under its lock.
 *
 * <p>It strays by strikes: each denial in it is one, whoever denied; asking again for a target that
 * was denied in it is three, under whatever tool and in whatever portions, since the target stays
 * the same. With {@link #MOST_STRIKES} it is over. So is it with the first action beyond its
 * budget.
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

  /** The agent that opened it and those that it named. */
  Set<AgentId> agents() {
    var all = new LinkedHashSet<AgentId>();
    all.add(agent);
    terms.agents().forEach(each -> all.add(new AgentId(each)));
    return all;
  }

  /**
   * Judges one action that would be released or held, and takes it into the budget.
   *
   * @param target a hash that tells its target from others
   * @param amounts its numeric arguments by path
   * @return why it is denied
   */
  public Optional<String> take(
      AgentId by, String tool, String target, Map<String, BigDecimal> amounts, Instant now) {
    if (!agents().contains(by)) {
      return Optional.of("the task is another agent's, which has not named this one");
    }
    Optional<String> over = over(now);
    if (over.isPresent()) {
      return over;
    }
    if (used.denied().contains(target)) {
      denied(target, STRIKES_FOR_TRYING_AGAIN, now);
      if (endedWhy != null) {
        return over(now);
      }
    }
    if (terms.allowedTools() != null
        && terms.allowedTools().stream().noneMatch(p -> new ToolPattern(p).matches(tool))) {
      return Optional.of("the task does not allow this tool");
    }
    Used next = used.with(1, target, amounts);
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

  /** A denial in it, whoever denied. */
  public void denied(String target, Instant now) {
    denied(target, 1, now);
  }

  private void denied(String target, int strikes, Instant now) {
    used = used.denied(target, strikes);
    changed = true;
    if (used.strikes() >= MOST_STRIKES && endedWhy == null) {
      end("it strayed: it went on asking for what is denied", "system", now);
    }
  }

  /** Something that was taken will not be done. */
  public void giveBack(String target, Map<String, BigDecimal> amounts) {
    used = used.with(-1, target, amounts);
    changed = true;
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
