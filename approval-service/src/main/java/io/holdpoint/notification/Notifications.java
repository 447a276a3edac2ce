package io.holdpoint.notification;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.RequestRecord;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where the processes say that people are to be told. It is written down and told from there: a
 * channel that is away holds up no process.
 */
@Component
public class Notifications {

  private final Routing routing;
  private final DeliveryQueue queue;
  private final DeliveryThreads threads;
  private final Outcomes outcomes;
  private final DeliveryWorkers workers;
  private final TransactionTemplate transactions;
  private final LedgerTime time;

  Notifications(
      Routing routing,
      DeliveryQueue queue,
      DeliveryThreads threads,
      Outcomes outcomes,
      DeliveryWorkers workers,
      TransactionTemplate transactions,
      LedgerTime time) {
    this.routing = routing;
    this.queue = queue;
    this.threads = threads;
    this.outcomes = outcomes;
    this.workers = workers;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Has these groups told of this request; nobody when there is no group. On return it is committed
   * that they will be.
   *
   * @param kind {@code HELD}, {@code REMINDER} or {@code ESCALATION}
   * @param occasion names the telling within its request, at most 100 characters; each address is
   *     told each occasion once
   */
  public Told tell(
      Delivery.Kind kind, RequestRecord request, List<String> groups, String occasion) {
    if (groups.isEmpty()) {
      return new Told(groups, List.of());
    }
    List<Place> places = routing.places(kind, request, groups);
    transactions.executeWithoutResult(
        tx -> {
          Instant now = time.now();
          for (Place place : places) {
            if (kind == Delivery.Kind.ESCALATION) {
              queue.overtake(request.id(), place, now);
            }
            threads.open(request.id(), place);
            queue.put(request.id(), request.agent().value(), place, kind, occasion, groups, now);
          }
        });
    workers.poke();
    return new Told(groups, places.stream().map(Place::inWords).toList());
  }

  /** Has the request shown as it stands wherever it was shown; silently. */
  void showAnew(RequestRecord request, String occasion) {
    Instant now = time.now();
    threads
        .shown(request.id())
        .forEach(
            place ->
                queue.put(
                    request.id(),
                    request.agent().value(),
                    place,
                    Delivery.Kind.UPDATE,
                    "update:" + occasion,
                    List.of(),
                    now));
  }

  /** Has the outcome told wherever the request was shown. */
  public Told tellOutcome(RequestId request, List<String> groups) {
    outcomes.queueFor(request);
    workers.poke();
    return new Told(groups, threads.shown(request).stream().map(Place::inWords).toList());
  }

  /** How many deliveries are still to be made, over all channels. */
  public long waiting() {
    return queue.waiting();
  }

  /**
   * Who is told, and where.
   *
   * @param places besides the console's inbox
   */
  public record Told(List<String> groups, List<String> places) {

    /** More are only counted: the sentence stands in a list of steps. */
    private static final int NAMED = 6;

    public Told {
      groups = List.copyOf(groups);
      places = List.copyOf(places);
    }

    /** A sentence such as {@code Told reviewers and leads (inbox, log, slack #ops)}. */
    public String inWords(String verb) {
      Stream<String> more =
          places.size() > NAMED ? Stream.of((places.size() - NAMED) + " more") : Stream.empty();
      return verb
          + " "
          + String.join(" and ", groups)
          + Stream.of(Stream.of("inbox"), places.stream().limit(NAMED), more)
              .flatMap(each -> each)
              .collect(Collectors.joining(", ", " (", ")"));
    }
  }
}
