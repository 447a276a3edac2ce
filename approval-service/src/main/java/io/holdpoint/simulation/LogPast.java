package io.holdpoint.simulation;

import io.holdpoint.model.AgentId;
import io.holdpoint.policy.AgentPast;
import io.holdpoint.policy.CompiledPolicy;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.DecisionInput.RequestFacts;
import io.holdpoint.policy.DecisionInput.TaskFacts;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.History;
import io.holdpoint.request.posted.LoggedAction;
import io.holdpoint.simulation.LogLines.Line;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One policy going along a log: what it would have decided, each time with the past that it would
 * have made. What it holds counts as still pending. What an agent did within a time is known only
 * for lines that have a time.
 */
final class LogPast {

  /** For lines without a time: a working day's noon, so that no rule of odd hours is met. */
  private static final Instant NOON = Instant.parse("2026-01-07T12:00:00Z");

  private static final AgentId NAMELESS = new AgentId("log");

  private final CompiledPolicy policy;
  private final int version;
  private final Function<AgentId, AgentFacts> accounts;
  private final Map<AgentId, AgentPast> agents = new HashMap<>();

  LogPast(CompiledPolicy policy, int version, Function<AgentId, AgentFacts> accounts) {
    this.policy = policy;
    this.version = version;
    this.accounts = accounts;
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
    AgentFacts account = accounts.apply(id);
    AgentPast past = agents.computeIfAbsent(id, key -> new AgentPast());
    Instant now = action.at().orElse(NOON);
    // What an action adds to the past does not depend on the past.
    Effect effect = policy.effect(input(action, account, new TaskFacts(action.task()), now));
    AgentFacts facts = past.facts(account, effect, now);
    Decision decision =
        policy.decide(
            input(
                action,
                action.at().isPresent() ? facts : timeless(facts),
                past.task(action.task(), effect),
                now),
            version);
    past.add(action.task(), effect, decision, now);
    return decision;
  }

  private static AgentFacts timeless(AgentFacts facts) {
    return new AgentFacts(
        facts.id(),
        facts.owner(),
        facts.labels(),
        facts.environments(),
        facts.createdAt(),
        facts.requests(),
        facts.knowsTarget(),
        History.NONE,
        History.NONE,
        History.NONE);
  }

  @SuppressWarnings("NullAway") // JSON's null is one of the values that DecisionInput speaks of
  private static DecisionInput input(
      LoggedAction action, AgentFacts agent, TaskFacts task, Instant now) {
    return new DecisionInput(
        agent,
        action.tool(),
        action.arguments(),
        action.target(),
        new RequestFacts(action.reason(), action.dataTouched(), action.attributes()),
        task,
        ChainFacts.NONE,
        now);
  }
}
