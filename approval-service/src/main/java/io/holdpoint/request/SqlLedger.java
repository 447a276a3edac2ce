package io.holdpoint.request;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.freeze.Freeze;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Review;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger in the database. */
@Component
class SqlLedger implements Ledger {

  private static final Actor SYSTEM = new Actor.BySystem();

  /**
   * A process asks no sooner again for what is frozen, so that many that stand still do not keep
   * asking.
   */
  private static final Duration WHILE_FROZEN = Duration.ofSeconds(15);

  private final StoredRequests requests;
  private final StoredReviews reviews;
  private final RequestReader reader;
  private final PendingRows pending;
  private final Chains chains;
  private final Origins origins;
  private final RecordingDoor door;
  private final Settlement settlement;
  private final DeciderGroups groups;
  private final OutboxTable outbox;
  private final AuditTrail audit;
  private final CommittedChanges changes;
  private final LedgerTime time;
  private final TransactionTemplate transaction;

  SqlLedger(
      StoredRequests requests,
      StoredReviews reviews,
      RequestReader reader,
      PendingRows pending,
      Chains chains,
      Origins origins,
      RecordingDoor door,
      Settlement settlement,
      DeciderGroups groups,
      OutboxTable outbox,
      AuditTrail audit,
      CommittedChanges changes,
      LedgerTime time,
      PlatformTransactionManager transactions) {
    this.requests = requests;
    this.reviews = reviews;
    this.reader = reader;
    this.pending = pending;
    this.chains = chains;
    this.origins = origins;
    this.door = door;
    this.settlement = settlement;
    this.groups = groups;
    this.outbox = outbox;
    this.audit = audit;
    this.changes = changes;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public Optional<RequestRecord> find(RequestId id) {
    return reader.find(id).map(this::asOfNow);
  }

  @Override
  public List<RequestRecord> findAll(Collection<RequestId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    var found = reader.findAll(ids);
    return expireDueOf(found) ? reader.findAll(ids) : found;
  }

  @Override
  public RequestRecord record(NewRequest request) {
    var kept = door.take(request);
    // One from before, under the same key, may be due by now.
    return kept.id().equals(request.id()) ? kept : asOfNow(kept);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<RequestRecord> lock(RequestId id) {
    return settlement.lock(id).map(StoredRequest::toRecord);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<RequestRecord> lockForReview(RequestId id) {
    return reader.lock(id).map(StoredRequest::toRecord);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void notExecuted(RequestId id) {
    settlement.notExecuted(id);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void holdAgent(AgentId agent) {
    settlement.holdAgent(agent);
  }

  @Override
  public Optional<Freeze> freezeOn(RequestId id) {
    return reader.row(id).flatMap(settlement::freezeOn);
  }

  @Override
  public Optional<String> taskOver(RequestId id) {
    return reader.row(id).flatMap(settlement::taskOver);
  }

  @Override
  public List<Review> reviews(RequestId id) {
    return reviewsOf(List.of(id)).getOrDefault(id, List.of()).stream()
        .map(GivenReview::review)
        .toList();
  }

  @Override
  public Map<RequestId, List<GivenReview>> reviewsOf(Collection<RequestId> ids) {
    var found = new LinkedHashMap<RequestId, List<GivenReview>>();
    if (!ids.isEmpty()) {
      for (var row :
          reviews.findByRequestIdInAndVoidedByChangeOrderById(
              ids.stream().map(RequestId::value).toList(), 0)) {
        found.computeIfAbsent(row.request(), id -> new ArrayList<>()).add(row.toGiven());
      }
    }
    return found;
  }

  @Override
  public List<Review> voidReviews(RequestId id) {
    return reviews.findByRequestIdAndVoidedByChangeGreaterThanOrderById(id.value(), 0).stream()
        .map(row -> row.toGiven().review())
        .toList();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void addReview(RequestId id, Review review, String digest, Set<String> inGroups) {
    reviews.save(new StoredReview(id, review, digest, inGroups));
    var now = review.at();
    requests.touch(id.value(), now);
    audit.append(
        "review.given",
        new Actor.ByPerson(review.by()),
        id,
        Map.of(
            "decision",
            review.decision().wire(),
            "channel",
            review.channel().wire(),
            "digest",
            digest,
            "groups",
            String.join(",", inGroups.stream().sorted().toList())));
    review
        .stoodInFor()
        .ifPresent(
            absent ->
                audit.append(
                    "review.stood_in",
                    new Actor.ByPerson(review.by()),
                    id,
                    Map.of("for", absent.value())));
    changes.afterCommit(id, RequestStatus.PENDING, now);
  }

  @Override
  @Transactional
  public boolean settle(RequestId id, Verdict verdict, Actor by) {
    return settlement.settle(id, verdict, by);
  }

  @Override
  @Transactional
  public ExpiryAnswer expireIfDue(RequestId id, Actor by) {
    var request = reader.find(id);
    if (request.isEmpty() || request.get().status().isFinal()) {
      return new ExpiryAnswer.AlreadyFinal();
    }
    var now = time.now();
    if (!request.get().isDue(now)) {
      return new ExpiryAnswer.NotYet(askAgain(request.get(), request.get().expiresAt(), now));
    }
    return settlement.expire(id, by) ? new ExpiryAnswer.Expired() : new ExpiryAnswer.AlreadyFinal();
  }

  @Override
  @Transactional
  public EscalationAnswer escalateIfDue(RequestId id, Actor by) {
    var row = reader.row(id);
    var toGroup = row.flatMap(r -> r.toRecord().demand()).flatMap(d -> d.escalateTo());
    var dueAt = row.map(StoredRequest::escalatesAt);
    if (toGroup.isEmpty() || dueAt.isEmpty() || row.get().toRecord().status().isFinal()) {
      return new EscalationAnswer.NotWanted();
    }
    var now = time.now();
    var record = row.get().toRecord();
    if (!record.isEscalated(now)) {
      return new EscalationAnswer.NotYet(askAgain(record, dueAt.get(), now));
    }
    if (record.frozenSince().isPresent()) {
      return new EscalationAnswer.NotYet(now.plus(WHILE_FROZEN));
    }
    if (requests.escalate(id.value(), now) == 1) {
      audit.append("request.escalated", by, id, Map.of("to", toGroup.get()));
      changes.afterCommit(id, RequestStatus.PENDING, now);
    }
    return new EscalationAnswer.Escalated(toGroup.get());
  }

  /** When what is due at this time, or frozen, is to be asked for again. */
  private static Instant askAgain(RequestRecord request, Instant due, Instant now) {
    var moved = request.movedTo(due, now);
    var soonest = now.plus(WHILE_FROZEN);
    return request.frozenSince().isPresent() && moved.isBefore(soonest) ? soonest : moved;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void turnOver(RequestId id, int slot) {
    var now = time.now();
    int turns = groups.activate(id, slot, now);
    for (int i = 0; i < turns; i++) {
      outbox.put(id, Outbox.Kind.TURN_OVER, now);
    }
  }

  @Override
  @Transactional
  public boolean bindInstance(RequestId id, long processInstanceKey) {
    return requests.bind(id.value(), processInstanceKey, time.now()) == 1;
  }

  @Override
  public List<RequestId> silentSince(Instant before, int limit) {
    return requests.silentSince(before, limit).stream()
        .map(UUID::fromString)
        .map(RequestId::new)
        .toList();
  }

  @Override
  @Transactional
  public void restartProcess(RequestId id) {
    var now = time.now();
    if (requests.unbind(id.value(), now) == 1) {
      audit.append("process.restarted", SYSTEM, id, Map.of());
      outbox.put(id, Outbox.Kind.START, now);
    }
  }

  @Override
  public Page<RequestRecord> list(RequestFilter filter) {
    var page = reader.list(filter);
    // What expires here may not belong to the list any more.
    return expireDueOf(page.items()) ? reader.list(filter) : page;
  }

  @Override
  public List<Waiting> pendingFor(
      PersonId person, Set<String> inGroups, List<String> words, int limit) {
    return inGroups.isEmpty() ? List.of() : pending.of(person, inGroups, words, time.now(), limit);
  }

  @Override
  public List<RequestRecord> chain(RequestId id, int limit) {
    var chain = chains.of(id, limit);
    return expireDueOf(chain) ? chains.of(id, limit) : chain;
  }

  @Override
  public Map<RequestId, Set<Origin>> origins(Collection<RequestRecord> of) {
    return origins.of(of);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public int denyAllPending(AgentId agent, Verdict verdict, Actor by) {
    int denied = 0;
    for (var id : requests.pendingOf(agent.value())) {
      denied += settle(new RequestId(id), verdict, by) ? 1 : 0;
    }
    return denied;
  }

  /** Expires what is due, each in a transaction of its own. */
  int sweep(int limit) {
    var due = requests.due(time.now(), Limit.of(limit));
    for (var id : due) {
      expire(new RequestId(id));
    }
    return due.size();
  }

  private RequestRecord asOfNow(RequestRecord request) {
    return expireDueOf(List.of(request)) ? reader.find(request.id()).orElseThrow() : request;
  }

  private boolean expireDueOf(List<RequestRecord> read) {
    var pending = read.stream().filter(r -> !r.status().isFinal()).toList();
    if (pending.isEmpty()) {
      return false;
    }
    var now = time.now();
    var due = pending.stream().filter(r -> r.isDue(now)).toList();
    due.forEach(r -> expire(r.id()));
    return !due.isEmpty();
  }

  private void expire(RequestId id) {
    transaction.executeWithoutResult(status -> expireIfDue(id, SYSTEM));
  }
}
