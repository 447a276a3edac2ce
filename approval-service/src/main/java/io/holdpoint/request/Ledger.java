package io.holdpoint.request;

import io.holdpoint.audit.Actor;
import io.holdpoint.freeze.Freeze;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Review;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.request.posted.Limits;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The requests and their status. The only writer of status: each change is one conditional update,
 * in one transaction with its audit row and what the engine has to be told. The first verdict wins.
 */
public interface Ledger {

  /** So many parents may stand above a request: more is to be refused by who parses it. */
  int MAX_DEPTH = Limits.PARENTS;

  /**
   * The request as it stands by the ledger's time: one whose time is over is expired before it is
   * returned.
   */
  Optional<RequestRecord> find(RequestId id);

  /** The same for many at once, in no order; ids that are not there are left out. */
  List<RequestRecord> findAll(Collection<RequestId> ids);

  /**
   * Decides a request by the policy that is published, and records it: released, refused or held.
   *
   * @return the stored request, committed: the new one, or, when the agent used this idempotency
   *     key before, the one from then, as it stands now
   * @throws IdempotencyConflictException the key was used with another body
   * @throws ParentRefusedException the request names a parent that it cannot have
   * @throws PolicyChangedException the policy changed each time that the request was decided
   * @throws IllegalStateException called within a transaction: the ledger needs its own
   */
  RequestRecord record(NewRequest request);

  /**
   * Locks the request's row until the caller's transaction ends, and its agent's before it: for who
   * may {@link #settle} it. Reviews are read after this, never before.
   */
  Optional<RequestRecord> lock(RequestId id);

  /**
   * Locks the request's row only, so that nobody waits for who writes to another request of the
   * agent. Who finds then that the request ends must not settle it in this transaction: the agent
   * is always locked first.
   */
  Optional<RequestRecord> lockForReview(RequestId id);

  /**
   * Takes an approved request out of its agent's past: it was not executed and never will be. In
   * the caller's transaction, once for each request.
   */
  void notExecuted(RequestId id);

  /**
   * Locks an agent's row until the caller's transaction ends, and with it what may be frozen of the
   * agent. Always before any request's row.
   */
  void holdAgent(AgentId agent);

  /**
   * The freeze that covers a request now. Within a transaction that has locked the request, nothing
   * can be frozen until it ends.
   */
  Optional<Freeze> freezeOn(RequestId id);

  /**
   * Why the request's task is over, such as {@code ended by ada}; empty while it goes on, or is
   * only a label. Within a transaction that has locked the request and its agent, only the task's
   * time can end it.
   */
  Optional<String> taskOver(RequestId id);

  /** The reviews of a request that count for its action as it stands, oldest first. */
  List<Review> reviews(RequestId id);

  /** The reviews of several requests, oldest first; a request without any is not in the map. */
  Map<RequestId, List<GivenReview>> reviewsOf(Collection<RequestId> ids);

  /** Given for arguments that were changed since: they count no more. Oldest first. */
  List<Review> voidReviews(RequestId id);

  /**
   * Appends a review with its audit row, in the caller's transaction, under {@link #lockForReview}.
   * Its time is the ledger's, asked for after the lock.
   *
   * @param groups in which the person is now
   */
  void addReview(RequestId id, Review review, String digest, Set<String> groups);

  /**
   * Gives the verdict if there is none yet and the request's time is not over.
   *
   * @param verdict not {@code EXPIRED}: that is {@link #expireIfDue}
   * @return whether it was this one that counted
   * @throws FrozenException it would be an approval of what is frozen
   */
  boolean settle(RequestId id, Verdict verdict, Actor by);

  /**
   * In a demand that is met in turn: the groups before {@code slot} are done, and it is the turn of
   * that one. Tells the process, in the caller's transaction; says nothing twice.
   */
  void turnOver(RequestId id, int slot);

  /** Expires the request if its time is over by the ledger's clock. */
  ExpiryAnswer expireIfDue(RequestId id, Actor by);

  /**
   * Says whether the escalation's time has come by the ledger's clock, and records it once when it
   * has.
   */
  EscalationAnswer escalateIfDue(RequestId id, Actor by);

  /**
   * Binds the process instance that serves this request, and notes that it was seen now; false when
   * another is bound already. Each job asks.
   */
  boolean bindInstance(RequestId id, long processInstanceKey);

  /**
   * Pending requests with no sign of their process since {@code before} and nothing left in the
   * outbox, the longest silent first; for the reconciler.
   */
  List<RequestId> silentSince(Instant before, int limit);

  /**
   * Forgets the bound instance and queues a new start message, after the reconciler found the old
   * one gone.
   */
  void restartProcess(RequestId id);

  /** Newest first, by keyset. */
  Page<RequestRecord> list(RequestFilter filter);

  /**
   * Pending and decidable by one of these groups now, soonest to expire first; without the requests
   * of the reader's own agents and those that the reader reviewed already.
   *
   * @param words to be looked for; what has not all of them is returned too, and says so
   */
  List<Waiting> pendingFor(PersonId reader, Set<String> groups, List<String> words, int limit);

  /**
   * The requests of one agent's task and the chain of parents, oldest first, at most {@code limit}.
   */
  List<RequestRecord> chain(RequestId id, int limit);

  /**
   * Who caused these requests besides their own agents' owners: through the requests that they
   * follow from. A request without a parent is not in the map.
   */
  Map<RequestId, Set<Origin>> origins(Collection<RequestRecord> requests);

  /** Denies every pending request of an agent, in the caller's transaction. */
  int denyAllPending(AgentId agent, Verdict verdict, Actor by);

  /** Somebody without whose act a request would not be. */
  sealed interface Origin {

    PersonId person();

    /** The owner of an agent, when it made a request that this one follows from. */
    record OfAgent(AgentId agent, PersonId person) implements Origin {}

    /** The maker of a grant that released a request that this one follows from. */
    record OfGrant(PersonId person) implements Origin {}
  }

  /** Answer to a process that thinks the time is over. */
  sealed interface ExpiryAnswer {
    record Expired() implements ExpiryAnswer {}

    record NotYet(Instant dueAt) implements ExpiryAnswer {}

    record AlreadyFinal() implements ExpiryAnswer {}
  }

  /** Answer to a process that thinks the escalation is due. */
  sealed interface EscalationAnswer {
    record Escalated(String toGroup) implements EscalationAnswer {}

    record NotYet(Instant dueAt) implements EscalationAnswer {}

    record NotWanted() implements EscalationAnswer {}
  }
}
