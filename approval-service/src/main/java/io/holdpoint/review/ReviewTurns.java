package io.holdpoint.review;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.review.ReviewTaking.EndsAfterAllException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Lets reviews that may end a request in by few at a time, agent by agent, <em>before</em> they
 * take a connection. A verdict needs its agent's row; without this, a rush of reviews of one
 * agent's requests would wait for that row with every connection of the pool, and stop all others.
 */
@Component
class ReviewTurns {

  private static final int STRIPES = 64;

  /** One works under the agent's lock, the others are ready to follow. */
  private static final int AT_ONCE = 3;

  private static final long PATIENCE_SECONDS = 5;

  private final Ledger ledger;
  private final ReviewTaking taking;
  private final Semaphore[] turns =
      IntStream.range(0, STRIPES)
          .mapToObj(i -> new Semaphore(AT_ONCE, true))
          .toArray(Semaphore[]::new);

  ReviewTurns(Ledger ledger, ReviewTaking taking) {
    this.ledger = ledger;
    this.taking = taking;
  }

  /** See {@link ReviewTaking#take}. */
  Optional<ReviewRefusedException> take(ReviewOrder order) {
    RequestRecord request = ledger.find(order.request()).orElseThrow(NoSuchRequestException::new);
    if (!mayEnd(request, order.decision())) {
      try {
        return taking.take(order, false);
      } catch (EndsAfterAllException e) {
        // Another review, the clock or the agent's end came in between.
      }
    }
    return inTurn(request.agent(), order);
  }

  /** Says yes rather too often: what was read here may be old by the time of the lock. */
  private boolean mayEnd(RequestRecord request, ReviewDecision decision) {
    return switch (decision) {
      case DENY -> enough(request, decision, request.demand().map(d -> d.denials()).orElse(1));
      case APPROVE -> enough(request, decision, demanded(request));
    };
  }

  private Optional<ReviewRefusedException> inTurn(AgentId agent, ReviewOrder order) {
    Semaphore turn = turns[Math.floorMod(agent.hashCode(), STRIPES)];
    boolean mine = false;
    try {
      // Whose turn does not come goes all the same: the turns spare connections, no more.
      mine = turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return taking.take(order, true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the review was taken", e);
    } finally {
      if (mine) {
        turn.release();
      }
    }
  }

  private boolean enough(RequestRecord request, ReviewDecision decision, int wanted) {
    return wanted == 1
        || ledger.reviews(request.id()).stream()
                    .filter(review -> review.decision() == decision)
                    .count()
                + 1
            >= wanted;
  }

  private static int demanded(RequestRecord request) {
    return request.demand().stream()
        .flatMap(demand -> demand.slots().stream())
        .mapToInt(ApprovalSlot::count)
        .sum();
  }
}
