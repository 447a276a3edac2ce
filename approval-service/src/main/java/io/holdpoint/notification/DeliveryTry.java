package io.holdpoint.notification;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.model.notice.RequestsNow;
import io.holdpoint.notification.Claims.Claim;
import io.holdpoint.notification.DeliveryThreads.Standing;
import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tries one delivery: reads how its request stands now, tells the channel, notes what came of it.
 */
@Component
class DeliveryTry {

  static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
  static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** What another side may ask for at most; longer is heard as this. */
  static final Duration LONGEST_ASKED = Duration.ofMinutes(15);

  private static final Logger log = LoggerFactory.getLogger(DeliveryTry.class);

  private final RequestsNow requests;
  private final DeliveryQueue queue;
  private final DeliveryThreads threads;
  private final AuditTrail audit;
  private final ConsoleLinks links;
  private final TransactionTemplate transactions;
  private final LedgerTime time;

  DeliveryTry(
      RequestsNow requests,
      DeliveryQueue queue,
      DeliveryThreads threads,
      AuditTrail audit,
      ConsoleLinks links,
      TransactionTemplate transactions,
      LedgerTime time) {
    this.requests = requests;
    this.queue = queue;
    this.threads = threads;
    this.audit = audit;
    this.links = links;
    this.transactions = transactions;
    this.time = time;
  }

  void attempt(NotificationChannel channel, Claim claim) {
    Queued first = claim.first();
    Set<RequestId> members =
        claim.all().stream().map(Queued::request).collect(Collectors.toCollection(HashSet::new));
    claim.burst().ifPresent(leader -> members.addAll(threads.inBurst(leader, first.place())));
    claim.burst().ifPresent(members::add);
    // Before the requests themselves: a change in between is then seen as one that is not shown.
    Map<RequestId, Instant> changes = threads.changes(members);
    Optional<RequestDetail> request = requests.find(claim.burst().orElse(first.request()));
    if (request.isEmpty() || pointless(claim, request.get())) {
      queue.end(claim.all(), "SKIPPED", "", time.now());
      return;
    }
    members.remove(request.get().id());
    List<RequestSummary> others = members.isEmpty() ? List.of() : requests.summaries(members);
    Delivery delivery = delivery(claim, request.get(), others);
    try {
      Optional<String> receipt = channel.deliver(delivery);
      delivered(claim, delivery, receipt, changes);
    } catch (DeliveryFailedException e) {
      failed(claim, e, String.valueOf(e.getMessage()), e.isPermanent(), e.retryAfter());
    } catch (RuntimeException e) {
      failed(claim, e, e.getClass().getSimpleName(), false, Optional.empty());
    }
  }

  private Delivery delivery(Claim claim, RequestDetail request, List<RequestSummary> others) {
    Queued first = claim.first();
    Standing standing = threads.of(request.id(), first.place());
    Delivery.Kind kind = first.kind();
    if (claim.burst().isPresent() && Claims.silent(kind)) {
      kind = Delivery.Kind.UPDATE; // a message that counts tells no single outcome
    } else if (kind == Delivery.Kind.UPDATE && request.summary().status().isFinal()) {
      kind = Delivery.Kind.VERDICT;
    }
    return new Delivery(
        first.id(),
        kind,
        first.place().address(),
        request,
        first.groups(),
        links.of(request.id()),
        standing.receipt(),
        others);
  }

  /** Whether all that was to be told with it has been overtaken. */
  private boolean pointless(Claim claim, RequestDetail shown) {
    return switch (claim.first().kind()) {
      case HELD -> false;
      case REMINDER, ESCALATION ->
          claim.burst().isEmpty()
              ? shown.summary().status().isFinal()
              : requests.summaries(claim.all().stream().map(Queued::request).toList()).stream()
                  .allMatch(member -> member.status().isFinal());
      // Not by the first alone: another of the same message may show less than the ledger says.
      case UPDATE, VERDICT ->
          claim.all().stream()
              .map(each -> threads.of(each.request(), each.place()))
              .allMatch(standing -> standing.settled() || !standing.shown());
    };
  }

  private void delivered(
      Claim claim, Delivery delivery, Optional<String> receipt, Map<RequestId, Instant> changes) {
    Place place = claim.first().place();
    transactions.executeWithoutResult(
        tx -> {
          Instant now = time.now();
          queue.end(claim.all(), "DONE", "", now);
          boolean over = delivery.request().summary().status().isFinal();
          RequestId shown = delivery.request().id();
          threads.shows(shown, place, receipt, claim.burst(), changes.get(shown), over, now);
          for (RequestSummary other : delivery.alsoHeld()) {
            threads.shows(
                other.id(),
                place,
                receipt,
                claim.burst(),
                changes.get(other.id()),
                other.status().isFinal(),
                now);
          }
        });
  }

  private void failed(
      Claim claim,
      RuntimeException error,
      String why,
      boolean permanent,
      Optional<Duration> retryAfter) {
    Queued first = claim.first();
    Instant now = time.now();
    if (permanent || first.createdAt().plus(GIVE_UP_AFTER).isBefore(now)) {
      log.warn(
          "Given up telling of {} through {}: {}", first.request(), first.place().channel(), why);
      giveUp(claim, why, now);
      return;
    }
    Duration pause =
        retryAfter
            .map(asked -> asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked)
            .orElseGet(() -> pause(first.attempts()));
    if (first.attempts() == 0 && retryAfter.isEmpty()) {
      log.warn(
          "The channel {} could not tell of {}; it is tried again",
          first.place().channel(),
          first.request(),
          error);
    }
    transactions.executeWithoutResult(tx -> queue.retry(claim.all(), now.plus(pause), why, now));
  }

  private void giveUp(Claim claim, String why, Instant now) {
    transactions.executeWithoutResult(
        tx -> {
          queue.end(claim.all(), "GIVEN_UP", why, now);
          for (Queued each : claim.all()) {
            if (Claims.silent(each.kind())) {
              threads.settle(each.request(), each.place());
            }
            audit.append(
                "notice.given_up",
                new Actor.BySystem(),
                each.request(),
                Map.of(
                    "channel",
                    each.place().channel(),
                    "kind",
                    each.kind().name().toLowerCase(Locale.ROOT),
                    "attempts",
                    String.valueOf(each.attempts() + 1)));
          }
        });
  }

  /** Doubled with each try, up to a minute, and spread so that instances do not come together. */
  static Duration pause(int attempts) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(attempts, 0), 5));
    long millis = (doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled).toMillis();
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
  }
}
