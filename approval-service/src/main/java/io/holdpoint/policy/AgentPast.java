package io.holdpoint.policy;

import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import io.holdpoint.policy.Effect.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one agent did, by task and by time: gives the facts for its next action, and takes in what
 * became of that. The ledger fills one with what it needs of the stored past; a simulation begins
 * with an empty one and goes along a log. Belongs to one thread.
 */
public final class AgentPast {

  /** How long a target stays known after it was last reached. */
  public static final Duration KNOWN_FOR = Duration.ofDays(90);

  /** How long at most a task is remembered after the last action under it; at least a day less. */
  public static final Duration TASK_KEPT_FOR = Duration.ofDays(91);

  /** How much time the known and the unknown may lie apart before a target is noted anew. */
  private static final Duration NOTED_AGAIN_AFTER = Duration.ofDays(1);

  /**
   * The spans of time that conditions see. What was done is kept in sixths of a window, and a
   * window takes in the whole of its oldest, so it is up to a sixth longer.
   */
  public enum Window {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7));

    private static final int PARTS = 6;

    private final Duration length;

    Window(Duration length) {
      this.length = length;
    }

    private long partSeconds() {
      return length.toSeconds() / PARTS;
    }

    private long part(Instant at) {
      return Math.floorDiv(at.getEpochSecond(), partSeconds());
    }

    private String scope(long part) {
      return name().toLowerCase(Locale.ROOT) + "/" + part;
    }

    private String scope(Instant at) {
      return scope(part(at));
    }

    private List<String> scopes(Instant now) {
      List<String> scopes = new ArrayList<>();
      for (long part = part(now) - PARTS; part <= part(now); part++) {
        scopes.add(scope(part));
      }
      return scopes;
    }

    /** From then on no decision sees what was done at that time. */
    private Instant forgotten(Instant at) {
      return Instant.ofEpochSecond((part(at) + 1) * partSeconds()).plus(length);
    }
  }

  private final Map<String, Past> pasts = new HashMap<>();
  private final Map<String, Instant> known = new HashMap<>();
  private final Map<String, Instant> changed = new HashMap<>();
  private final Set<String> newlyKnown = new LinkedHashSet<>();
  private long requests;

  /** An agent that did nothing yet. */
  public AgentPast() {}

  /** The names of the pasts that an action under this task at this time is decided by. */
  public static Set<String> scopes(String task, Instant now) {
    Set<String> scopes = new LinkedHashSet<>();
    if (!task.isEmpty()) {
      scopes.add(taskScope(task));
    }
    for (Window window : Window.values()) {
      scopes.addAll(window.scopes(now));
    }
    return scopes;
  }

  /**
   * The names of the pasts in which an action counts, each with the time from which on no decision
   * sees it any more.
   *
   * @param at when it was decided
   * @param now from which the time of a task counts
   */
  public static Map<String, Instant> countedIn(String task, Instant at, Instant now) {
    Map<String, Instant> scopes = new HashMap<>();
    if (!task.isEmpty()) {
      // To the day: an index entry that changes with each request would cost more than it tells.
      scopes.put(taskScope(task), now.plus(TASK_KEPT_FOR).truncatedTo(ChronoUnit.DAYS));
    }
    for (Window window : Window.values()) {
      scopes.put(window.scope(at), window.forgotten(at));
    }
    return scopes;
  }

  private static String taskScope(String task) {
    return "task/" + task;
  }

  /** Puts in what was stored. */
  public void restore(String scope, Past past) {
    pasts.put(scope, past);
  }

  public void restoreRequests(long ever) {
    requests = ever;
  }

  public void restoreKnown(String target, Instant lastReached) {
    known.put(target, lastReached);
  }

  /** What is known of the agent when it asks for this action; the account's own facts as given. */
  public AgentFacts facts(AgentFacts account, Effect action, Instant now) {
    return new AgentFacts(
        account.id(),
        account.owner(),
        account.labels(),
        account.environments(),
        account.createdAt(),
        requests,
        isKnown(action, now),
        window(Window.HOUR, action, now),
        window(Window.DAY, action, now),
        window(Window.WEEK, action, now));
  }

  private boolean isKnown(Effect action, Instant now) {
    return Optional.ofNullable(known.get(action.known()))
        .filter(last -> last.plus(KNOWN_FOR).isAfter(now))
        .isPresent();
  }

  private History window(Window window, Effect action, Instant now) {
    List<Past> parts = new ArrayList<>();
    for (String scope : window.scopes(now)) {
      Optional.ofNullable(pasts.get(scope)).ifPresent(parts::add);
    }
    return parts.isEmpty() ? History.NONE : Past.united(parts).seenBy(action);
  }

  /** What the agent did under this task before this action. */
  public TaskFacts task(String task, Effect action) {
    Past past = task.isEmpty() ? null : pasts.get(taskScope(task));
    return new TaskFacts(task, past == null ? History.NONE : past.seenBy(action));
  }

  /** Takes in an action that was decided now. */
  public void add(String task, Effect action, Decision decision, Instant now) {
    requests++;
    Standing standing =
        switch (decision) {
          case Decision.Release release -> Standing.COUNTED;
          case Decision.Hold hold -> Standing.COUNTED;
          case Decision.Refuse refuse -> Standing.DENIED;
        };
    countedIn(task, now, now)
        .forEach(
            (scope, until) -> {
              pasts.computeIfAbsent(scope, s -> new Past()).add(action, standing);
              changed.put(scope, until);
            });
    if (decision instanceof Decision.Release) {
      reached(action, now);
    }
  }

  /** An action was let through: its target is known from now on. */
  public void reached(Effect action, Instant now) {
    Instant last = known.get(action.known());
    if (last == null || last.plus(NOTED_AGAIN_AFTER).isBefore(now)) {
      known.put(action.known(), now);
      newlyKnown.add(action.known());
    }
  }

  /** An action that was held ended otherwise than approved. */
  public void takeBack(String task, Effect action, Standing instead, Instant decidedAt) {
    countedIn(task, decidedAt, decidedAt)
        .forEach(
            (scope, until) -> {
              Past past = pasts.get(scope);
              if (past != null) {
                past.takeBack(action, instead);
                changed.put(scope, until);
              }
            });
  }

  /** As if this action, decided at that time and counted since, had not been asked for. */
  public void withdraw(String task, Effect action, Instant decidedAt) {
    requests = Math.max(0, requests - 1);
    for (String scope : countedIn(task, decidedAt, decidedAt).keySet()) {
      Past past = pasts.get(scope);
      if (past != null) {
        past.withdraw(action);
      }
    }
  }

  /** An action that is held, and counts, is another now. */
  public void replace(String task, Effect action, Effect with, Instant decidedAt) {
    countedIn(task, decidedAt, decidedAt)
        .forEach(
            (scope, until) -> {
              Past past = pasts.get(scope);
              if (past != null) {
                past.replace(action, with);
                changed.put(scope, until);
              }
            });
  }

  public long requests() {
    return requests;
  }

  public Past past(String scope) {
    return pasts.getOrDefault(scope, new Past());
  }

  /** What has changed since the beginning, with the time until which it is to be kept. */
  public Map<String, Instant> changed() {
    return Map.copyOf(changed);
  }

  /** Targets that were not known, or not of late. */
  public Set<String> newlyKnown() {
    return Set.copyOf(newlyKnown);
  }
}
