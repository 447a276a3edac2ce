package io.holdpoint.simulation;

import io.holdpoint.model.AgentId;
import io.holdpoint.policy.CompiledPolicy;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.DecisionInput.RequestFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.History;
import io.holdpoint.request.LoggedAction;
import io.holdpoint.simulation.LogLines.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One policy going along a log: what it would have decided, each time with the past that it would
 * have made. What it holds counts as approved. An agent's windows of time are known only for lines
 * that have a time.
 */
final class LogPast {

  private static final AgentId NAMELESS = new AgentId("log");

  /** For lines without a time: a working day's noon, so that no rule of odd hours is met. */
  private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");

  private record Task(AgentId agent, String name) {}

  /** What one agent did so far. */
  private static final class Agent {
    private long requests;
    private final Set<String> known = new HashSet<>();
    private final PastWindow hour = new PastWindow(Duration.ofHours(1), 12);
    private final PastWindow day = new PastWindow(Duration.ofDays(1), 24);
    private final PastWindow week = new PastWindow(Duration.ofDays(7), 28);
  }

  /** What was done in one task so far. */
  private static final class Past {
    private History history = History.NONE;
    private final Set<String> targets = new HashSet<>();
  }

  private final CompiledPolicy policy;
  private final int version;
  private final Function<AgentId, AgentFacts> facts;
  private final Map<Task, Past> tasks = new HashMap<>();
  private final Map<AgentId, Agent> agents = new HashMap<>();

  LogPast(CompiledPolicy policy, int version, Function<AgentId, AgentFacts> facts) {
    this.policy = policy;
    this.version = version;
    this.facts = facts;
  }

  /** Whose action it is. */
  static AgentId agent(LoggedAction action) {
    return action.agent().orElse(NAMELESS);
  }

  List<Decision> decide(List<Line> lines) {
    return lines.stream().map(line -> decide(line.action())).toList();
  }

  private Decision decide(LoggedAction action) {
    AgentId id = agent(action);
    Agent agent = agents.computeIfAbsent(id, key -> new Agent());
    Past task =
        action.task().isEmpty()
            ? new Past()
            : tasks.computeIfAbsent(new Task(id, action.task()), key -> new Past());
    Effect effect = policy.effect(input(action, facts.apply(id), History.NONE));
    DecisionInput input =
        input(
            action,
            agentFacts(agent, facts.apply(id), effect, action.at().orElse(null)),
            PastWindow.asked(task.history, task.targets.contains(effect.target())));
    Decision decision = policy.decide(input, version);
    note(agent, task, effect, decision, action.at().orElse(null));
    return decision;
  }

  private static void note(
      Agent agent, Past task, Effect effect, Decision decision, @Nullable Instant at) {
    boolean counted = !(decision instanceof Decision.Refuse);
    History alone = effect.alone(counted ? Effect.Standing.COUNTED : Effect.Standing.DENIED);
    boolean again = counted && !task.targets.add(effect.target());
    task.history = task.history.and(again ? PastWindow.withoutTarget(alone) : alone);
    agent.requests++;
    if (counted) {
      agent.known.add(effect.known());
    }
    if (at != null) {
      for (PastWindow window : List.of(agent.hour, agent.day, agent.week)) {
        window.add(at, alone, counted ? effect.target() : "");
      }
    }
  }

  private static AgentFacts agentFacts(
      Agent agent, AgentFacts account, Effect effect, @Nullable Instant at) {
    return new AgentFacts(
        account.id(),
        account.owner(),
        account.labels(),
        account.environments(),
        account.createdAt(),
        agent.requests,
        agent.known.contains(effect.known()),
        at == null ? History.NONE : agent.hour.before(at, effect.target()),
        at == null ? History.NONE : agent.day.before(at, effect.target()),
        at == null ? History.NONE : agent.week.before(at, effect.target()));
  }

  @SuppressWarnings("NullAway") // JSON's null is one of the values that DecisionInput speaks of
  private static DecisionInput input(LoggedAction action, AgentFacts agent, History task) {
    return new DecisionInput(
        agent,
        action.tool(),
        action.arguments(),
        action.target(),
        new RequestFacts(
            action.reason(), action.dataTouched(), action.attributes()),
        new TaskFacts(action.task(), task),
        ChainFacts.NONE,
        action.at().orElse(NOON));
  }
}
