package io.holdpoint.workflow;

import io.holdpoint.audit.Actor;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.RequestsNow;
import io.holdpoint.model.process.Processes;
import io.holdpoint.notification.Notifications;
import io.holdpoint.notification.Notifications.Told;
import io.holdpoint.notification.Recipients;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.Ledger.EscalationAnswer;
import io.holdpoint.request.Ledger.ExpiryAnswer;
import io.holdpoint.request.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * What each job of a process does: asks the ledger, tells people, records the step. Every job may
 * come twice; doing it twice does no harm.
 */
@Component
class ApprovalJobs {

  /** What a job found, for the gateways of the models. */
  static final String STANDING = "standing";

  static final String OPEN = "open";
  static final String CLOSED = "closed";
  static final String DUPLICATE = "duplicate";

  /** What became of an escalation, for the gateways of the models. */
  static final String ESCALATION = "escalation";

  static final String HANDLED = "handled";
  static final String LATER = "later";

  private final Ledger ledger;
  private final RequestsNow requests;
  private final Notifications notifications;
  private final ProcessJournal journal;
  private final EngineEpochs epochs;
  private final LedgerTime time;

  ApprovalJobs(
      Ledger ledger,
      RequestsNow requests,
      Notifications notifications,
      ProcessJournal journal,
      EngineEpochs epochs,
      LedgerTime time) {
    this.ledger = ledger;
    this.requests = requests;
    this.notifications = notifications;
    this.journal = journal;
    this.epochs = epochs;
    this.time = time;
  }

  JobResult handle(EngineJob job) {
    Optional<RequestRecord> found =
        RequestId.parse(job.requestId()).flatMap(ledger::find).filter(r -> serves(job, r));
    if (found.isEmpty()) {
      // Not the instance that serves the request, or no request of ours: straight to the end.
      boolean first = job.type().equals(Processes.NOTIFY);
      return new JobResult.Done(
          Map.of(STANDING, first ? DUPLICATE : CLOSED, ESCALATION, HANDLED), "");
    }
    RequestRecord request = found.get();
    journal.began(request.id(), epochs.current(), job, time.now());
    JobResult result = dispatch(job, request);
    if (result instanceof JobResult.Done done) {
      journal.ended(request.id(), epochs.current(), job.key(), done.what(), time.now());
    }
    return result;
  }

  private boolean serves(EngineJob job, RequestRecord request) {
    return request.demand().filter(d -> d.process().equals(job.process())).isPresent()
        && ledger.bindInstance(request.id(), job.processInstance());
  }

  private JobResult dispatch(EngineJob job, RequestRecord request) {
    return switch (job.type()) {
      case Processes.NOTIFY -> notifyReviewers(job, request);
      case Processes.REMIND -> remind(job, request);
      case Processes.ESCALATE -> escalate(job, request);
      case Processes.EXPIRE -> expire(job, request);
      case Processes.ANNOUNCE -> announce(request);
      default -> throw new IllegalArgumentException("unknown job type: " + job.type());
    };
  }

  private JobResult notifyReviewers(EngineJob job, RequestRecord request) {
    if (request.status().isFinal()) {
      return new JobResult.Done(
          with(timers(request), STANDING, CLOSED), "Already " + request.status().wire());
    }
    Recipients recipients =
        Recipients.toTell(
            demand(request), job.headers().getOrDefault("slots", "all"), filled(request));
    Told told = tell(Delivery.Kind.HELD, request, recipients.groups(), recipients.occasion());
    return new JobResult.Done(
        with(timers(request), STANDING, OPEN),
        recipients.groups().isEmpty() ? "No further group to tell" : told.inWords("Told"));
  }

  private JobResult remind(EngineJob job, RequestRecord request) {
    if (request.status().isFinal()) {
      return new JobResult.Done(Map.of(), "Already " + request.status().wire());
    }
    if (request.frozenSince().isPresent()) {
      return new JobResult.Done(Map.of(), "Frozen: nobody is reminded");
    }
    List<String> groups = Recipients.toRemind(demand(request), filled(request));
    Told told = tell(Delivery.Kind.REMINDER, request, groups, occasion("remind", job));
    return new JobResult.Done(Map.of(), told.inWords("Reminded"));
  }

  private JobResult escalate(EngineJob job, RequestRecord request) {
    return switch (ledger.escalateIfDue(request.id(), by(job))) {
      case EscalationAnswer.Escalated(var group) -> {
        Told told = tell(Delivery.Kind.ESCALATION, request, List.of(group), "escalation");
        yield new JobResult.Done(Map.of(ESCALATION, HANDLED), told.inWords("Escalated to"));
      }
      case EscalationAnswer.NotYet(var dueAt) ->
          new JobResult.Done(
              Map.of(
                  ESCALATION,
                  LATER,
                  ProcessTimers.ESCALATE_AFTER,
                  ProcessTimers.until(dueAt, time.now())),
              "The ledger says: not before " + dueAt);
      case EscalationAnswer.NotWanted() ->
          new JobResult.Done(Map.of(ESCALATION, HANDLED), "No escalation is wanted");
    };
  }

  private JobResult expire(EngineJob job, RequestRecord request) {
    return switch (ledger.expireIfDue(request.id(), by(job))) {
      case ExpiryAnswer.Expired() ->
          new JobResult.Done(Map.of(STANDING, CLOSED), "The time is over: expired");
      case ExpiryAnswer.NotYet(var dueAt) -> {
        Instant now = time.now();
        Map<String, Object> timers = ProcessTimers.of(request, now);
        timers.put(ProcessTimers.EXPIRE_AFTER, ProcessTimers.until(dueAt, now));
        yield new JobResult.Done(
            with(timers, STANDING, OPEN), "The ledger says: not before " + dueAt);
      }
      case ExpiryAnswer.AlreadyFinal() ->
          new JobResult.Done(Map.of(STANDING, CLOSED), closed(request));
    };
  }

  private JobResult announce(RequestRecord request) {
    if (!request.status().isFinal()) {
      // Somebody talked to the engine directly: only the ledger gives verdicts.
      return new JobResult.TryAgain(
          jittered(Duration.ofSeconds(10)), false, "the ledger has no verdict yet");
    }
    Told told = notifications.tellOutcome(request.id(), Recipients.everyone(demand(request)));
    journal.announced(request.id(), time.now());
    return new JobResult.Done(
        Map.of(), told.inWords("Announced that it is " + request.status().wire() + " to"));
  }

  private Told tell(
      Delivery.Kind kind, RequestRecord request, List<String> groups, String occasion) {
    return notifications.tell(kind, request, groups, occasion);
  }

  private String occasion(String what, EngineJob job) {
    return what + ":" + epochs.current() + ":" + job.key();
  }

  private Map<String, Object> timers(RequestRecord request) {
    return ProcessTimers.of(request, time.now());
  }

  private static String closed(RequestRecord request) {
    return switch (request.status()) {
      case EXPIRED -> "The time is over: expired";
      case APPROVED, DENIED, CANCELLED -> "Already " + request.status().wire();
      case PENDING -> "Already decided";
    };
  }

  private static Actor by(EngineJob job) {
    return new Actor.ByProcess(job.process());
  }

  /** By the approvals that count now: those of people who left their group do not. */
  private List<List<PersonId>> filled(RequestRecord request) {
    return requests.find(request.id()).map(RequestDetail::filled).orElse(List.of());
  }

  private static ApprovalDemand demand(RequestRecord request) {
    return request.demand().orElseThrow();
  }

  private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    Map<String, Object> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  static Duration jittered(Duration around) {
    long millis = around.toMillis();
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis * 3 / 2 + 1));
  }
}
