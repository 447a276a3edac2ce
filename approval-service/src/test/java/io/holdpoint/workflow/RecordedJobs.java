package io.holdpoint.workflow;

import io.holdpoint.model.notice.RequestsNow;
import io.holdpoint.notification.Notifications;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real jobs, and what became of each. */
class RecordedJobs extends ApprovalJobs {

  record Handled(EngineJob job, JobResult result) {}

  private final List<Handled> handled = new CopyOnWriteArrayList<>();

  RecordedJobs(
      Ledger ledger,
      RequestsNow requests,
      Notifications notifications,
      ProcessJournal journal,
      EngineEpochs epochs,
      LedgerTime time) {
    super(ledger, requests, notifications, journal, epochs, time);
  }

  @Override
  JobResult handle(EngineJob job) {
    JobResult result = super.handle(job);
    handled.add(new Handled(job, result));
    return result;
  }

  List<Handled> handled() {
    return handled;
  }
}
