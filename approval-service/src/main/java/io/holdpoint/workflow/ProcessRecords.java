package io.holdpoint.workflow;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.ProcessProgress;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.workflow.ProcessJournal.JobStep;
import io.holdpoint.workflow.ProcessJournal.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What our own jobs have seen of a request's process: the engine has no query API without a search
 * store.
 */
@Component
public class ProcessRecords {

  /** The element in which all models wait. */
  static final String WAIT = "wait-for-verdict";

  private static final String NOTIFY_FIRST = "notify-first";
  private static final String NOTIFY_OTHERS = "notify-others";
  private static final String ANNOUNCE = "announce";

  private final Ledger ledger;
  private final ProcessJournal journal;

  ProcessRecords(Ledger ledger, ProcessJournal journal) {
    this.ledger = ledger;
    this.journal = journal;
  }

  /** How far the process of a held request has come; empty for one that was never held. */
  public Optional<ProcessProgress> of(RequestId id) {
    return ledger
        .find(id)
        .filter(request -> request.demand().isPresent())
        .map(request -> progress(request, journal.run(id), journal.steps(id)));
  }

  static ProcessProgress progress(
      RequestRecord request, Optional<Run> run, List<JobStep> recorded) {
    List<ProcessProgress.Step> steps = new ArrayList<>();
    for (JobStep step : recorded) {
      if (step.endedAt().isPresent() && !step.what().isEmpty()) {
        steps.add(
            new ProcessProgress.Step(step.element(), step.what(), step.endedAt().orElseThrow()));
      }
    }
    return new ProcessProgress(
        run.map(Run::process).orElseGet(() -> request.demand().orElseThrow().process()),
        run.map(Run::version).orElse(0),
        run.map(r -> active(r, recorded)).orElse(Set.of()),
        steps);
  }

  /** Where the token stands: in the jobs that are under way, or waiting once they are done. */
  private static Set<String> active(Run run, List<JobStep> recorded) {
    Set<String> active = new HashSet<>();
    Set<String> begun = new HashSet<>();
    boolean taken = false;
    boolean moving = false;
    for (JobStep step : recorded) {
      if (step.epoch() != run.epoch() || step.instance() != run.instance()) {
        continue; // of a process that the engine lost
      }
      // The models name the tasks of the main way so; see docs/processes.md.
      boolean main =
          step.element().startsWith("notify")
              || step.element().equals("expire")
              || step.element().equals(ANNOUNCE);
      taken |= main;
      begun.add(step.element());
      if (step.endedAt().isEmpty()) {
        active.add(step.element());
        moving |= main;
      }
    }
    if (run.announcedAt().isPresent()) {
      return Set.of();
    }
    if (begun.contains(NOTIFY_FIRST) != begun.contains(NOTIFY_OTHERS)) {
      // The engine has made both jobs at the same time; we have got one of them so far.
      active.add(begun.contains(NOTIFY_FIRST) ? NOTIFY_OTHERS : NOTIFY_FIRST);
      moving = true;
    }
    if (taken && !moving) {
      active.add(WAIT);
    }
    return active;
  }
}
