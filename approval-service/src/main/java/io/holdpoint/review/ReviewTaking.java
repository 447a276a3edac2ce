package io.holdpoint.review;

import io.holdpoint.audit.Actor;
import io.holdpoint.identity.Directory;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Basis;
import io.holdpoint.model.Channel;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.model.desk.StepUp;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.FrozenException;
import io.holdpoint.request.GivenReview;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes one review in one transaction. The request's row is locked before anything else is read, so
 * that two who approve at the same moment see each other. A review that ends the request needs the
 * agent's lock as well, taken first: {@link ReviewTurns} says when.
 */
@Component
class ReviewTaking {

  private static final Actor SYSTEM = new Actor.BySystem();

  private final Ledger ledger;
  private final Directory directory;
  private final LedgerTime time;
  private final Views views;

  ReviewTaking(Ledger ledger, Directory directory, LedgerTime time, Views views) {
    this.ledger = ledger;
    this.directory = directory;
    this.time = time;
    this.views = views;
  }

  /** The request ends by this review, which was not known before: to be taken again, settling. */
  static final class EndsAfterAllException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndsAfterAllException() {
      super("this review ends the request", null, false, false);
    }
  }

  /**
   * @param settling whether the review may end the request: then the agent is locked too
   * @return the refusal that comes with a change of its own, which must be committed: the request's
   *     time was over, or its agent is disabled
   * @throws ReviewRefusedException refused, with nothing to commit
   * @throws EndsAfterAllException not {@code settling}, but the request ends; nothing is done
   */
  @Transactional
  Optional<ReviewRefusedException> take(ReviewOrder order, boolean settling) {
    var request =
        (settling ? ledger.lock(order.request()) : ledger.lockForReview(order.request()))
            .orElseThrow(NoSuchRequestException::new);
    // Only now: the wait for the lock may have taken the rest of the time.
    var now = time.now();
    var known = views.known(List.of(request), order.by(), now);
    var authority = views.authority(request, known);
    if (request.status().isFinal() || authority.isEmpty()) {
      throw alreadyFinal(request.status());
    }
    if (request.isDue(now)) {
      mayEnd(settling);
      ledger.expireIfDue(request.id(), SYSTEM);
      return Optional.of(alreadyFinal(RequestStatus.EXPIRED));
    }
    authority
        .get()
        .refusal(order.by(), order.decision())
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    check(order.channel(), order.shownDigest(), request, authority.get().demand());
    if (order.decision() == ReviewDecision.APPROVE) {
      checkTask(ledger.taskOver(request.id()));
      checkProof(order.provenAt(), authority.get().demand(), now);
      ledger
          .freezeOn(request.id())
          .ifPresent(
              freeze -> {
                throw new ReviewRefusedException(Why.FROZEN, FrozenException.sentence(freeze));
              });
    }
    var right = authority.get().right(order.by(), order.decision()).orElseThrow();
    var review =
        new Review(
            order.by(),
            order.decision(),
            ReviewWords.reason(order.decision(), order.reason(), authority.get().demand()),
            order.channel(),
            now,
            right.insteadOf());
    if (order.decision() == ReviewDecision.APPROVE && agentIsDisabled(request)) {
      mayEnd(settling);
      settle(request, RequestStatus.DENIED, Basis.SYSTEM, "the agent is disabled", SYSTEM);
      return Optional.of(alreadyFinal(RequestStatus.DENIED));
    }
    ledger.addReview(request.id(), review, order.shownDigest(), right.groups());
    resolve(request, authority.get(), new GivenReview(review, right.groups()), settling);
    return Optional.empty();
  }

  private void resolve(
      RequestRecord request, Authority authority, GivenReview given, boolean settling) {
    var review = given.review();
    var by = new Actor.ByPerson(review.by());
    switch (review.decision()) {
      case DENY -> {
        var denials = authority.denialsWith(review);
        if (denials.size() >= authority.demand().denials()) {
          mayEnd(settling);
          var reason = ReviewWords.together(denials);
          settle(request, RequestStatus.DENIED, Basis.REVIEWERS, reason, by);
        }
      }
      case APPROVE -> {
        var before = authority.resolution();
        var after = authority.resolutionWith(given);
        if (after.met()) {
          mayEnd(settling);
          var counted =
              new ArrayList<>(authority.given().stream().map(GivenReview::review).toList());
          counted.add(review);
          counted.removeIf(r -> after.filled().stream().noneMatch(s -> s.contains(r.by())));
          var reason = ReviewWords.together(counted);
          settle(request, RequestStatus.APPROVED, Basis.REVIEWERS, reason, by);
        } else if (authority.demand().inTurn() && after.open() > before.open()) {
          ledger.turnOver(request.id(), after.open());
        }
      }
    }
  }

  private void settle(
      RequestRecord request, RequestStatus outcome, Basis basis, String reason, Actor by) {
    if (!ledger.settle(request.id(), new Verdict(outcome, basis, reason), by)) {
      // Under the lock only the clock can have been faster, the task's or the request's own; the
      // review goes with the roll-back.
      if (outcome == RequestStatus.APPROVED) {
        checkTask(ledger.taskOver(request.id()));
      }
      throw alreadyFinal(RequestStatus.EXPIRED);
    }
  }

  private static void mayEnd(boolean settling) {
    if (!settling) {
      throw new EndsAfterAllException();
    }
  }

  /**
   * Whatever a person does to a request counts where its tier says, and for what they were shown.
   */
  static void check(
      Channel channel, String shownDigest, RequestRecord request, ApprovalDemand demand) {
    if (demand.stepUp() && channel != Channel.CONSOLE) {
      throw stepUp();
    }
    if (!demand.decideIn().contains(channel)) {
      throw new ReviewRefusedException(
          Why.CHANNEL_NOT_ALLOWED,
          "Requests of this tier are decided in: "
              + String.join(", ", demand.decideIn().stream().map(c -> c.wire()).sorted().toList())
              + ".");
    }
    var shown = shownDigest.getBytes(StandardCharsets.UTF_8);
    var asked = request.action().digest().getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(shown, asked)) {
      throw new ReviewRefusedException(
          Why.DIGEST_MISMATCH,
          "The digest is not that of the action that is asked for.",
          request.action().digest());
    }
  }

  /** Whether who approves proved lately enough who they are, where the tier asks for it. */
  static void checkProof(Optional<Instant> provenAt, ApprovalDemand demand, Instant now) {
    if (demand.stepUp() && !StepUp.isFresh(provenAt, now)) {
      throw stepUp();
    }
  }

  private static ReviewRefusedException stepUp() {
    return new ReviewRefusedException(
        Why.STEP_UP_REQUIRED,
        "Requests of this tier are approved in the console, with a passkey or the password given"
            + " again within five minutes of it.");
  }

  private boolean agentIsDisabled(RequestRecord request) {
    return directory.agent(request.agent()).map(KnownAgent::disabled).orElse(true);
  }

  /**
   * Nothing is approved in a task that is over; it is withdrawn in a moment.
   *
   * @param why what ended it, such as {@code ended by ada}
   */
  static void checkTask(Optional<String> why) {
    if (why.isPresent()) {
      throw new ReviewRefusedException(
          Why.ALREADY_FINAL, "The task is over (" + why.get() + "): nothing in it is approved.");
    }
  }

  static ReviewRefusedException alreadyFinal(RequestStatus status) {
    return new ReviewRefusedException(
        Why.ALREADY_FINAL, "This request is " + status.wire() + " already.");
  }
}
