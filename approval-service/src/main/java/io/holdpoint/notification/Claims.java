package io.holdpoint.notification;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.notification.DeliveryThreads.Standing;
import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what is to be delivered next, for this instance alone, and gathers bursts: more than three
 * requests of one agent for one address within half a minute are one message, which counts.
 */
@Component
class Claims {

  /** So many requests of one agent are told of one by one within {@link #WINDOW}. */
  static final int SINGLY = 3;

  static final Duration WINDOW = Duration.ofSeconds(30);

  /** A burst's message waits so long for more of the burst. */
  static final Duration GATHER = Duration.ofSeconds(2);

  /** A burst's message grows so often at most. */
  static final Duration GROW = Duration.ofSeconds(10);

  /** Longer than a channel takes. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final int MOST_AT_ONCE = 500;

  private final DeliveryQueue queue;
  private final DeliveryThreads threads;
  private final TransactionTemplate transactions;
  private final LedgerTime time;

  Claims(
      DeliveryQueue queue,
      DeliveryThreads threads,
      TransactionTemplate transactions,
      LedgerTime time) {
    this.queue = queue;
    this.threads = threads;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * One message to be sent.
   *
   * @param first whose id the delivery has
   * @param with what the same message tells of
   * @param burst the request that leads the burst, when there is one
   */
  record Claim(Queued first, List<Queued> with, Optional<RequestId> burst) {

    List<Queued> all() {
      List<Queued> all = new ArrayList<>(with);
      all.addFirst(first);
      return all;
    }
  }

  List<Claim> next(NotificationChannel channel, int max) {
    List<Claim> claims =
        transactions.execute(
            tx -> {
              Instant now = time.now();
              List<Claim> taken = new ArrayList<>();
              for (Queued one : queue.due(channel.name(), max, now)) {
                claim(channel, one, now).ifPresent(taken::add);
              }
              return taken;
            });
    return claims == null ? List.of() : claims;
  }

  private Optional<Claim> claim(NotificationChannel channel, Queued one, Instant now) {
    Optional<Claim> claim =
        channel.gathersBursts()
            ? gathered(one, now)
            : Optional.of(new Claim(one, List.of(), Optional.empty()));
    claim.ifPresent(taken -> queue.lease(taken.all(), now.plus(LEASE)));
    return claim;
  }

  private Optional<Claim> gathered(Queued one, Instant now) {
    Standing standing = threads.of(one.request(), one.place());
    if (standing.burst().isPresent()) {
      return Optional.of(ofBurst(one, standing.burst().get(), now));
    }
    if (one.kind() != Delivery.Kind.HELD
        || standing.shown()
        || queue.heldShortlyBefore(one, WINDOW) < SINGLY) {
      return Optional.of(new Claim(one, List.of(), Optional.empty()));
    }
    Optional<RequestId> open = threads.openBurst(one, WINDOW);
    Instant ready = one.createdAt().plus(open.isPresent() ? GROW : GATHER);
    if (one.attempts() == 0 && now.isBefore(ready)) {
      queue.postpone(one, ready);
      return Optional.empty();
    }
    List<Queued> others =
        queue.alike(one, Set.of(Delivery.Kind.HELD), now, MOST_AT_ONCE).stream()
            .filter(other -> other.seq() > one.seq())
            .filter(other -> !other.createdAt().isAfter(one.createdAt().plus(WINDOW)))
            .toList();
    if (open.isEmpty() && others.isEmpty()) {
      return Optional.of(new Claim(one, List.of(), Optional.empty()));
    }
    return Optional.of(new Claim(one, others, Optional.of(open.orElse(one.request()))));
  }

  /** With it, whatever else would have the same message shown anew. */
  private Claim ofBurst(Queued one, RequestId leader, Instant now) {
    Set<Delivery.Kind> kinds =
        silent(one.kind())
            ? Set.of(Delivery.Kind.UPDATE, Delivery.Kind.VERDICT)
            : Set.of(one.kind());
    List<RequestId> members = threads.inBurst(leader, one.place());
    List<Queued> others =
        queue.alike(one, kinds, now, MOST_AT_ONCE).stream()
            .filter(other -> members.contains(other.request()))
            .toList();
    return new Claim(one, others, Optional.of(leader));
  }

  static boolean silent(Delivery.Kind kind) {
    return switch (kind) {
      case UPDATE, VERDICT -> true;
      case HELD, REMINDER, ESCALATION -> false;
    };
  }
}
