package io.holdpoint.simulation;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.SimulationDesk.Step;
import io.holdpoint.model.desk.SimulationDesk.Trace;
import io.holdpoint.policy.ChangeCause;
import io.holdpoint.policy.PolicyTrace;

/** Traces in the words of the desk. */
final class Traces {

  private Traces() {}

  /**
   * @param version 0 for the draft
   */
  static Trace of(RequestId request, int version, PolicyTrace trace) {
    return new Trace(
        request,
        version,
        trace.decision().tier(),
        ChangeCause.outcome(trace.decision()),
        trace.steps().stream().map(Traces::step).toList(),
        trace.decision().explanation().errors());
  }

  private static Step step(PolicyTrace.Step step) {
    return new Step(
        step.name(),
        step.tier(),
        step.guardrail(),
        switch (step.result()) {
          case MATCHED -> Step.Result.MATCHED;
          case NOT_MATCHED -> Step.Result.NOT_MATCHED;
          case FAILED -> Step.Result.FAILED;
          case OTHER_TOOL -> Step.Result.OTHER_TOOL;
          case OFF -> Step.Result.OFF;
        },
        step.when(),
        step.saw(),
        step.error());
  }
}
