package io.holdpoint.request;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.freeze.Freezes;
import io.holdpoint.grants.StandingGrants;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.request.DecisionFacts.Gathered;
import io.holdpoint.request.RequestRows.NewRow;
import io.holdpoint.task.OpenTask;
import io.holdpoint.task.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides new requests and writes them with all that belongs to them, several in one transaction:
 * under the locks of their agents, so that each is decided knowing those before it, however close
 * together they come. The number of statements does not grow with the number of requests.
 */
@Component
class Recording {

  private final DecisionFacts facts;
  private final RequestRows rows;
  private final DeciderGroups groups;
  private final OutboxTable outbox;
  private final AuditTrail audit;
  private final CommittedChanges changes;
  private final PolicyEngine policy;
  private final TaskStore tasks;
  private final Freezes freezes;
  private final StandingGrants grants;
  private final RequestSettings settings;
  private final LedgerTime time;

  Recording(
      DecisionFacts facts,
      RequestRows rows,
      DeciderGroups groups,
      OutboxTable outbox,
      AuditTrail audit,
      CommittedChanges changes,
      PolicyEngine policy,
      TaskStore tasks,
      Freezes freezes,
      StandingGrants grants,
      RequestSettings settings,
      LedgerTime time) {
    this.facts = facts;
    this.rows = rows;
    this.groups = groups;
    this.outbox = outbox;
    this.audit = audit;
    this.changes = changes;
    this.policy = policy;
    this.tasks = tasks;
    this.freezes = freezes;
    this.grants = grants;
    this.settings = settings;
    this.time = time;
  }

  /** What became of one request of several. */
  sealed interface Outcome {
    /** It is the ledger's: just written, or, under its idempotency key, from before. */
    record Kept(RequestRecord request) implements Outcome {}

    /** Nothing was written of it; the others are not touched by that. */
    record Refused(RuntimeException why) implements Outcome {}

    /** Its agent is locked elsewhere: to be tried again by who can wait. */
    record Busy() implements Outcome {}
  }

  /** Brings in agents that have asked for nothing before, and does nothing else. */
  @Transactional(propagation = Propagation.MANDATORY)
  void bringIn(Set<String> agents) {
    facts.bringIn(agents);
  }

  /**
   * @param patient whether to wait for agents that are locked elsewhere
   * @return an outcome for each, in their order
   * @throws UnknownAgentsException some have to be brought in first
   * @throws PolicyChangedException this instance does not decide by what is published
   */
  @Transactional(propagation = Propagation.MANDATORY)
  List<Outcome> write(List<NewRequest> requests, boolean patient) {
    var locked = facts.lock(requests, patient);
    var open = requests.stream().filter(each -> locked.containsKey(each.agent().id())).toList();
    if (open.isEmpty()) {
      return Collections.nCopies(requests.size(), new Outcome.Busy());
    }
    // After the wait for the locks: what is published and what time it is must not be from before.
    int version = policy.version();
    int published = policy.publishedVersion();
    if (version != published) {
      throw new PolicyChangedException(version, published);
    }
    // After the agents, always: who ends a task locks them first.
    var openTasks = tasks.lock(open.stream().map(NewRequest::task).toList());
    Instant now = time.now();
    var gathered = facts.gather(open, locked, now);
    var earlier = new EarlierKeys(gathered.underKeys());
    var written = new Written(openTasks, freezes.inForce(), grants.uses(locked.keySet(), now));
    var outcomes = new ArrayList<Outcome>();
    for (var request : requests) {
      outcomes.add(
          locked.containsKey(request.agent().id())
              ? one(request, version, now, gathered, earlier, written)
              : new Outcome.Busy());
    }
    rows.insert(written.rows);
    audit.appendAll(now, written.events);
    groups.addAll(written.places);
    outbox.putAll(written.held, Outbox.Kind.START, now);
    written.held.forEach(id -> changes.afterCommit(id, RequestStatus.PENDING, now));
    facts.save(gathered, now);
    tasks.save(openTasks.values());
    return outcomes;
  }

  /** What is to be written in the end. */
  private static final class Written {
    private final Map<String, OpenTask> tasks;
    private final Freezes.InForce freezes;
    private final StandingGrants.Uses grants;
    private final List<NewRow> rows = new ArrayList<>();
    private final List<AuditTrail.Entry> events = new ArrayList<>();
    private final List<DeciderGroups.Place> places = new ArrayList<>();
    private final List<RequestId> held = new ArrayList<>();

    private Written(
        Map<String, OpenTask> tasks, Freezes.InForce freezes, StandingGrants.Uses grants) {
      this.tasks = tasks;
      this.freezes = freezes;
      this.grants = grants;
    }
  }

  private Outcome one(
      NewRequest request,
      int version,
      Instant now,
      Gathered gathered,
      EarlierKeys earlier,
      Written written) {
    try {
      var before = earlier.of(request);
      if (before.isPresent()) {
        return new Outcome.Kept(before.get());
      }
      var known =
          gathered.about(
              request,
              OpenedFor.terms(written.tasks.get(request.task()), request.agent().id()),
              now);
      var byPolicy = policy.decide(known.input());
      int decided = byPolicy.explanation().policyVersion();
      if (decided != version) {
        throw new PolicyChangedException(decided, version);
      }
      var ruled = ruled(request, known, byPolicy, written, now);
      var decision = ruled.decision();
      if (decision instanceof Decision.Hold
          && gathered.pending(request) >= settings.mostPending()) {
        giveBack(request, known.effect(), written);
        throw new TooManyPendingException(request.agent().id(), settings.mostPending());
      }
      var row = row(request, known, ruled, now);
      gathered.add(request, known.effect(), decision, now);
      earlier.add(request, row.record());
      written.rows.add(row);
      written.events.add(event(request, known.effect(), ruled));
      ruled.used().ifPresent(used -> written.events.add(grantUsed(request, used)));
      row.record()
          .demand()
          .ifPresent(
              demand -> {
                written.held.add(request.id());
                written.places.addAll(
                    DeciderGroups.places(
                        request.id(), demand, now, row.record().escalatesAt().orElse(null)));
              });
      return new Outcome.Kept(row.record());
    } catch (IdempotencyConflictException | ParentRefusedException | TooManyPendingException e) {
      return new Outcome.Refused(e);
    }
  }

  private Ruled ruled(
      NewRequest request,
      DecisionFacts.Known known,
      Decision byPolicy,
      Written written,
      Instant now) {
    OpenTask task = written.tasks.get(request.task());
    if (task == null) {
      return ruled(request, known, byPolicy, written);
    }
    String like = known.effect().likeness(known.shown());
    if (byPolicy instanceof Decision.Refuse) {
      task.denied(like, now);
      return ruled(request, known, byPolicy, written);
    }
    var takes = OpenedFor.takes(known.effect());
    var beyond = task.take(request.agent().id(), request.action().tool(), like, takes, now);
    if (beyond.isPresent()) {
      task.denied(like, now);
      return Ruled.beyond(byPolicy, beyond.get());
    }
    var ruled = ruled(request, known, byPolicy, written);
    if (ruled.decision() instanceof Decision.Refuse) {
      // Frozen: it strays by nothing that it did.
      task.giveBack(takes);
    }
    return ruled;
  }

  private static void giveBack(NewRequest request, Effect effect, Written written) {
    OpenTask task = written.tasks.get(request.task());
    if (task != null) {
      task.giveBack(OpenedFor.takes(effect));
    }
  }

  private Ruled ruled(
      NewRequest request, DecisionFacts.Known known, Decision byPolicy, Written written) {
    var action = request.action();
    return written
        .freezes
        .covering(
            request.agent().id(),
            request.task(),
            action.tool(),
            RequestStandstill.systems(policy, action.tool(), action.named().system()))
        .map(freeze -> Ruled.frozen(byPolicy, freeze))
        .orElseGet(
            () ->
                Ruled.of(
                    written.grants.rule(
                        request.id(), request.shown().action(), known.shown(), byPolicy)));
  }

  private static NewRow row(
      NewRequest request, DecisionFacts.Known known, Ruled ruled, Instant now) {
    var record =
        switch (ruled.decision()) {
          case Decision.Hold hold -> held(request, hold, ruled.frozen(), now);
          case Decision.Release decision -> decided(request, decision, ruled, now);
          case Decision.Refuse decision -> decided(request, decision, ruled, now);
        };
    return new NewRow(request, record, StoredJson.write(known.shown()), known.effect());
  }

  private static RequestRecord decided(
      NewRequest request, Decision decision, Ruled ruled, Instant now) {
    var verdict = ruled.verdict().orElseThrow();
    return record(
        request,
        decision,
        verdict.outcome(),
        Optional.empty(),
        ruled.verdict(),
        now,
        now,
        Optional.empty(),
        false);
  }

  private static RequestRecord held(
      NewRequest request, Decision.Hold hold, boolean frozen, Instant now) {
    ApprovalDemand demand = hold.demand();
    Duration wait = demand.expireAfter();
    if (request.expiresIn().isPresent() && request.expiresIn().get().compareTo(wait) < 0) {
      wait = request.expiresIn().get();
    }
    return record(
        request,
        hold,
        RequestStatus.PENDING,
        Optional.of(demand),
        Optional.empty(),
        now,
        now.plus(wait),
        demand.escalateTo().flatMap(group -> demand.escalateAfter()).map(now::plus),
        frozen);
  }

  private static RequestRecord record(
      NewRequest request,
      Decision decision,
      RequestStatus status,
      Optional<ApprovalDemand> demand,
      Optional<Verdict> verdict,
      Instant now,
      Instant expiresAt,
      Optional<Instant> escalatesAt,
      boolean frozen) {
    var shown = request.shown();
    return new RequestRecord(
        request.id(),
        request.agent().id(),
        request.agent().owner(),
        request.agent().onBehalfOf(),
        shown.action(),
        shown.reason(),
        request.task(),
        shown.context(),
        request.parent(),
        status,
        decision.tier(),
        decision.explanation(),
        demand,
        verdict,
        Optional.empty(),
        now,
        expiresAt,
        escalatesAt,
        frozen ? Optional.of(now) : Optional.empty(),
        verdict.map(given -> now),
        Optional.empty());
  }

  private static AuditTrail.Entry event(NewRequest request, Effect effect, Ruled ruled) {
    Decision decision = ruled.decision();
    String event =
        switch (decision) {
          case Decision.Release release -> "request.released";
          case Decision.Refuse refuse -> "request.refused";
          case Decision.Hold hold -> "request.held";
        };
    var data = new TreeMap<String, String>();
    data.put("tier", decision.tier());
    data.put("policyVersion", String.valueOf(decision.explanation().policyVersion()));
    data.put("digest", request.action().digest());
    data.put("tool", request.action().tool());
    if (!request.agent().onBehalfOf().isEmpty()) {
      data.put("onBehalfOf", request.agent().onBehalfOf());
    }
    var labels = new TreeSet<>(effect.labels());
    labels.addAll(effect.said());
    if (!labels.isEmpty()) {
      data.put("labels", String.join(",", labels));
    }
    ruled
        .verdict()
        .filter(verdict -> verdict.basis() != Basis.POLICY)
        .ifPresent(verdict -> data.put("basis", verdict.basis().wire()));
    return new AuditTrail.Entry(event, new Actor.ByAgent(request.agent().id()), request.id(), data);
  }

  private static AuditTrail.Entry grantUsed(NewRequest request, StandingGrants.Used used) {
    return new AuditTrail.Entry(
        StandingGrants.Used.EVENT,
        new Actor.ByAgent(request.agent().id()),
        request.id(),
        used.data());
  }

  /** The requests that were made under the same keys, those of this transaction included. */
  private static final class EarlierKeys {

    private record Made(RequestRecord request, String bodyHash) {}

    private final Map<String, Made> made = new HashMap<>();

    EarlierKeys(List<StoredRequest> stored) {
      for (var row : stored) {
        String key = row.idempotencyKey();
        if (key != null) {
          made.put(key(row.agentId(), key), new Made(row.toRecord(), row.bodyHash()));
        }
      }
    }

    Optional<RequestRecord> of(NewRequest request) {
      var before =
          request.idempotencyKey().map(key -> made.get(key(request.agent().id().value(), key)));
      if (before.isPresent() && !before.get().bodyHash().equals(request.bodyHash())) {
        throw new IdempotencyConflictException();
      }
      return before.map(Made::request);
    }

    void add(NewRequest request, RequestRecord record) {
      request
          .idempotencyKey()
          .ifPresent(
              key ->
                  made.put(
                      key(request.agent().id().value(), key),
                      new Made(record, request.bodyHash())));
    }

    private static String key(String agent, String idempotencyKey) {
      return agent + "/" + idempotencyKey;
    }
  }
}
