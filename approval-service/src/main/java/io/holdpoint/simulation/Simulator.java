package io.holdpoint.simulation;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.SimulationDesk;
import io.holdpoint.policy.CompiledPolicy;
import io.holdpoint.policy.PolicyTrace;
import io.holdpoint.simulation.KeptLogs.Lines;
import io.holdpoint.simulation.PolicyPair.Policies;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** The desk at which drafts are tried. One simulation runs at a time, on all processors. */
@Component
class Simulator implements SimulationDesk {

  private final PolicyPair policies;
  private final RecordedInputs inputs;
  private final KeptLogs logs;
  private final LogAgents agents;
  private final TrialAccess access;
  private final ReentrantLock running = new ReentrantLock();

  Simulator(
      PolicyPair policies,
      RecordedInputs inputs,
      KeptLogs logs,
      LogAgents agents,
      TrialAccess access) {
    this.policies = policies;
    this.inputs = inputs;
    this.logs = logs;
    this.agents = agents;
    this.access = access;
  }

  @Override
  public Simulation onHistory(PersonId by, int last) {
    access.require(by);
    if (last < 1 || last > MOST_REQUESTS) {
      throw new BadInputException(
          "last", "last: " + last + "; expected 1 to " + MOST_REQUESTS + " requests");
    }
    return alone(
        threads -> {
          long start = System.nanoTime();
          HistoryRun run = new HistoryRun(inputs, policies.get(by));
          run.over(last, threads);
          List<Judged> judged = run.judged();
          Map<RequestId, String> deniers = inputs.deniers(Summary.deniedAndReleased(judged));
          return new Summary(judged, deniers, run.waits()).of(since(start));
        });
  }

  @Override
  public Simulation onLog(PersonId by, String logId) {
    access.require(by);
    return overLog(by, logs.lines(logId));
  }

  /** Over lines that are kept nowhere. */
  Simulation onLines(PersonId by, ReadLog log) {
    access.require(by);
    return overLog(by, each -> log.chunks().forEach(chunk -> each.accept(LogLines.read(chunk))));
  }

  private Simulation overLog(PersonId by, Lines lines) {
    return alone(
        threads -> {
          long start = System.nanoTime();
          LogRun run = new LogRun(policies.get(by), by, agents.of());
          lines.forEach(some -> run.over(some, threads));
          return new Summary(run.judged(), Map.of(), List.of()).of(since(start));
        });
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** What uses the threads. */
  private interface Work {
    Simulation on(ExecutorService threads);
  }

  private Simulation alone(Work work) {
    running.lock();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()))) {
      return work.on(threads);
    } finally {
      running.unlock();
    }
  }

  @Override
  public LogView keep(PersonId by, String name, InputStream ndjson) {
    access.require(by);
    return logs.keep(by, name, ReadLog.of(ndjson));
  }

  @Override
  public List<LogView> logs(PersonId by) {
    access.require(by);
    return logs.list();
  }

  @Override
  public void forget(PersonId by, String logId) {
    access.require(by);
    logs.forget(by, logId);
  }

  @Override
  public Trace trace(PersonId by, RequestId request, boolean byDraft) {
    access.requireReader(by);
    RecordedInputs.Recorded recorded = inputs.one(request).orElseThrow(NoSuchRequestException::new);
    Policies pair = policies.get(by);
    CompiledPolicy policy = byDraft ? pair.draft() : pair.published();
    int version = byDraft ? 0 : pair.version();
    PolicyTrace trace = policy.trace(inputs.original(recorded), version);
    return Traces.of(
        request,
        version,
        recorded.sealed().isEmpty()
            ? trace
            : trace.showing(policy.trace(recorded.shown(), version)));
  }
}
