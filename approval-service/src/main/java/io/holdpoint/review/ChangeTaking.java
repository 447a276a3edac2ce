package io.holdpoint.review;

import io.holdpoint.audit.Actor;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.ChangeDesk.ChangeOrder;
import io.holdpoint.model.desk.ChangeDesk.Preview;
import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.ArgumentChanges;
import io.holdpoint.request.ChangeProposal;
import io.holdpoint.request.FrozenException;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.request.posted.ChangedArguments;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes one change of arguments, and the changer's approval of it, in one transaction under the
 * request's lock: whoever comes second finds another digest than they were shown.
 */
@Component
class ChangeTaking {

  private static final Actor SYSTEM = new Actor.BySystem();

  private final ArgumentChanges changes;
  private final ReviewTaking reviews;
  private final Ledger ledger;
  private final Directory directory;
  private final Views views;
  private final LedgerTime time;

  ChangeTaking(
      ArgumentChanges changes,
      ReviewTaking reviews,
      Ledger ledger,
      Directory directory,
      Views views,
      LedgerTime time) {
    this.changes = changes;
    this.reviews = reviews;
    this.ledger = ledger;
    this.directory = directory;
    this.views = views;
    this.time = time;
  }

  /** What was found out under the lock. */
  private record Judged(ChangeProposal proposal, boolean approves, int voided, Instant now) {}

  /** What would become of it; writes nothing. */
  @Transactional
  Preview preview(ChangeOrder order, ChangedArguments arguments) {
    var request = changes.lock(order.request()).orElseThrow(NoSuchRequestException::new);
    var now = time.now();
    if (request.isDue(now) && !request.status().isFinal()) {
      throw ReviewTaking.alreadyFinal(RequestStatus.EXPIRED);
    }
    var judged = judge(order, arguments, request, now);
    var after = judged.proposal().after();
    if (!order.reason().isBlank() && judged.approves()) {
      ReviewWords.changeAndApproval(order.reason(), after.demand().orElseThrow());
    } else if (!order.reason().isBlank()) {
      ReviewWords.change(order.reason());
    }
    return new Preview(
        after.action(),
        after.tier(),
        after.explanation(),
        after.demand().orElseThrow(),
        after.expiresAt(),
        judged.proposal().stricter(),
        judged.approves(),
        judged.voided());
  }

  /**
   * @return the refusal that comes with a change of its own, which must be committed: the request's
   *     time was over, or its agent is disabled
   * @throws ReviewRefusedException refused, with nothing to commit
   * @throws ChangeRefusedException refused, with nothing to commit
   */
  @Transactional
  Optional<ReviewRefusedException> take(ChangeOrder order, ChangedArguments arguments) {
    var request = changes.lock(order.request()).orElseThrow(NoSuchRequestException::new);
    // Only now: the wait for the lock may have taken the rest of the time.
    var now = time.now();
    if (request.isDue(now) && !request.status().isFinal()) {
      ledger.expireIfDue(request.id(), SYSTEM);
      return Optional.of(ReviewTaking.alreadyFinal(RequestStatus.EXPIRED));
    }
    var judged = judge(order, arguments, request, now);
    ReviewTaking.checkProof(order.provenAt(), request.demand().orElseThrow(), now);
    var reason = ReviewWords.change(order.reason());
    if (!changes.apply(judged.proposal(), order.by(), reason, now)) {
      throw ReviewTaking.alreadyFinal(RequestStatus.EXPIRED);
    }
    return judged.approves()
        ? reviews.take(
            new ReviewOrder(
                order.by(),
                order.request(),
                ReviewDecision.APPROVE,
                reason,
                judged.proposal().after().action().digest(),
                order.channel(),
                order.provenAt()),
            true)
        : Optional.empty();
  }

  private Judged judge(
      ChangeOrder order, ChangedArguments arguments, RequestRecord request, Instant now) {
    var known = views.known(List.of(request), order.by(), now);
    var authority = views.authority(request, known);
    if (request.status().isFinal() || authority.isEmpty()) {
      throw ReviewTaking.alreadyFinal(request.status());
    }
    authority
        .get()
        .refusal(order.by(), ReviewDecision.APPROVE)
        // Who has approved may think better of it: all approvals are void with the change. They
        // still need the right to approve at all.
        .filter(
            refusal ->
                refusal.why() != Why.ALREADY_REVIEWED
                    || authority
                        .get()
                        .withoutReviews()
                        .refusal(order.by(), ReviewDecision.APPROVE)
                        .isPresent())
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    var demand = request.demand().orElseThrow();
    if (!demand.changes()) {
      throw new ChangeRefusedException(
          ChangeRefusedException.Why.CHANGES_NOT_ALLOWED,
          "The tier " + request.tier() + " does not let its reviewers change arguments.");
    }
    ReviewTaking.check(order.channel(), order.shownDigest(), request, demand);
    ReviewTaking.checkTask(ledger.taskOver(request.id()));
    ledger
        .freezeOn(request.id())
        .ifPresent(
            freeze -> {
              throw new ReviewRefusedException(Why.FROZEN, FrozenException.sentence(freeze));
            });
    var agent =
        directory
            .agent(request.agent())
            .filter(found -> !found.disabled())
            .orElseThrow(
                () ->
                    new ReviewRefusedException(
                        Why.ALREADY_FINAL, "The agent is disabled: nothing of it is approved."));
    var proposal = changes.propose(request.id(), agent, arguments, now);
    var after = proposal.after();
    boolean approves =
        views.standing(after, order.by(), known.withoutReviews()) instanceof Standing.MayReview
            && after.demand().orElseThrow().decideIn().contains(order.channel());
    return new Judged(proposal, approves, known.of(request.id()).size(), now);
  }
}
