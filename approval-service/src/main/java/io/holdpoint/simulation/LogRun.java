package io.holdpoint.simulation;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.simulation.LogLines.Line;
import io.holdpoint.simulation.PolicyPair.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Decides a log's actions in order, by each policy with the past as it would be under it. */
final class LogRun {

  private final Policies policies;
  private final LogPast underPublished;
  private final LogPast underDraft;
  private final List<Judged> judged = new ArrayList<>();

  LogRun(Policies policies, PersonId by, BiFunction<AgentId, PersonId, AgentFacts> agents) {
    this.policies = policies;
    Function<AgentId, AgentFacts> facts = id -> agents.apply(id, by);
    this.underPublished = new LogPast(policies.published(), policies.version(), facts);
    this.underDraft = new LogPast(policies.draft(), 0, facts);
  }

  /** The next lines; the two policies go along them side by side. */
  void over(List<Line> lines, ExecutorService threads) {
    Future<List<Decision>> before = threads.submit(() -> underPublished.decide(lines));
    Future<List<Decision>> after = threads.submit(() -> underDraft.decide(lines));
    List<Decision> were = HistoryRun.done(before);
    List<Decision> are = HistoryRun.done(after);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Judged.Subject subject =
          new Judged.Subject(
              Optional.empty(),
              line.number(),
              LogPast.agent(line.action()),
              line.action().tool(),
              line.action().target(),
              line.action().at(),
              false);
      judged.add(Comparison.of(policies, subject, were.get(i), are.get(i)));
    }
  }

  List<Judged> judged() {
    return judged;
  }
}
