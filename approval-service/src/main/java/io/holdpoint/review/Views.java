package io.holdpoint.review;

import io.holdpoint.absence.StandIns;
import io.holdpoint.absence.StandIns.StandIn;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.request.GivenReview;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.Ledger.Origin;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.review.Resolution.Approver;
import io.holdpoint.workflow.ProcessRecords;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts requests into the shapes that people look at. */
@Component
class Views {

  /** Requests of one chain that are shown at most. */
  private static final int CHAIN = 100;

  private static final String YOURS = "This agent is yours: another person has to decide.";

  private final Ledger ledger;
  private final Directory directory;
  private final StandIns absences;
  private final ObjectProvider<ProcessRecords> processes;

  Views(
      Ledger ledger,
      Directory directory,
      StandIns absences,
      ObjectProvider<ProcessRecords> processes) {
    this.ledger = ledger;
    this.directory = directory;
    this.absences = absences;
    this.processes = processes;
  }

  /** What is known of some requests besides their rows, read for all of them at once. */
  record Known(
      Map<RequestId, List<GivenReview>> reviews,
      Map<PersonId, Person> people,
      Map<RequestId, Set<Origin>> origins,
      List<StandIn> standIns,
      Instant now) {

    /** As if nobody had reviewed anything yet. */
    Known withoutReviews() {
      return new Known(Map.of(), people, origins, standIns, now);
    }

    List<GivenReview> of(RequestId id) {
      return reviews.getOrDefault(id, List.of());
    }
  }

  Known known(Collection<RequestRecord> requests, PersonId reader, Instant now) {
    var reviews =
        ledger.reviewsOf(
            requests.stream().filter(r -> r.demand().isPresent()).map(RequestRecord::id).toList());
    var ids = new HashSet<PersonId>();
    ids.add(reader);
    reviews
        .values()
        .forEach(
            given ->
                given.forEach(
                    g -> {
                      ids.add(g.review().by());
                      g.review().stoodInFor().ifPresent(ids::add);
                    }));
    var pending = requests.stream().filter(r -> !r.status().isFinal()).toList();
    var standIns = pending.isEmpty() ? List.<StandIn>of() : absences.of(reader, now);
    standIns.forEach(each -> ids.add(each.absent()));
    return new Known(reviews, directory.people(ids), ledger.origins(pending), standIns, now);
  }

  /** Present for a request that was held. */
  Optional<Authority> authority(RequestRecord request, Known known) {
    return request
        .demand()
        .map(
            demand -> {
              var escalated = demand.escalateTo().isPresent() && request.isEscalated(known.now());
              return new Authority(
                  demand,
                  barred(request, known),
                  known.of(request.id()),
                  known.people(),
                  known.standIns(),
                  escalated);
            });
  }

  /** Those without whom there would be no such request, then and now. */
  private Map<PersonId, String> barred(RequestRecord request, Known known) {
    var barred = new HashMap<PersonId, String>();
    barred.put(request.owner(), YOURS);
    if (!request.status().isFinal()) {
      directory.agent(request.agent()).ifPresent(agent -> barred.put(agent.owner(), YOURS));
      for (var origin : known.origins().getOrDefault(request.id(), Set.of())) {
        switch (origin) {
          case Origin.OfAgent(var agent, var owner) -> {
            var why =
                "This follows from a request of "
                    + agent
                    + ", which is yours: another person has to decide.";
            barred.putIfAbsent(owner, why);
            directory.agent(agent).ifPresent(now -> barred.putIfAbsent(now.owner(), why));
          }
          case Origin.OfGrant(var maker) ->
              barred.putIfAbsent(
                  maker,
                  "This follows from an action that your grant released: another person has to"
                      + " decide.");
        }
      }
    }
    return barred;
  }

  RequestSummary summary(RequestRecord request, Known known) {
    return summary(request, resolution(request, known));
  }

  RequestDetail detail(RequestRecord request, PersonId reader, Known known) {
    var resolution = resolution(request, known);
    var chain = ledger.chain(request.id(), CHAIN);
    var chainKnown = known(chain, reader, known.now());
    return new RequestDetail(
        summary(request, resolution),
        request.action(),
        request.reason(),
        request.context(),
        request.parent(),
        request.owner(),
        request.explanation(),
        request.demand(),
        known.of(request.id()).stream().map(GivenReview::review).toList(),
        resolution.map(Resolution::filled).orElse(List.of()),
        standing(request, reader, known),
        chain.stream().map(r -> summary(r, chainKnown)).toList(),
        Optional.ofNullable(processes.getIfAvailable()).flatMap(p -> p.of(request.id())),
        request.changed(),
        request.changed().isPresent() ? ledger.voidReviews(request.id()) : List.of(),
        request.onBehalfOf());
  }

  Standing standing(RequestRecord request, PersonId reader, Known known) {
    var authority = authority(request, known);
    if (request.status().isFinal() || authority.isEmpty()) {
      return new Standing.MayNot("This request is decided.");
    }
    var refusal = authority.get().refusal(reader, ReviewDecision.APPROVE);
    if (refusal.isPresent()) {
      return new Standing.MayNot(String.valueOf(refusal.get().getMessage()));
    }
    var right = authority.get().right(reader, ReviewDecision.APPROVE).orElseThrow();
    return new Standing.MayReview(List.copyOf(new TreeSet<>(right.groups())), right.insteadOf());
  }

  /**
   * While a request is pending, the groups of now count. Afterwards its verdict is history: then it
   * is told by the groups of then.
   */
  private Optional<Resolution> resolution(RequestRecord request, Known known) {
    if (!request.status().isFinal()) {
      return authority(request, known).map(Authority::resolution);
    }
    return request
        .demand()
        .map(
            demand ->
                Resolution.of(
                    demand,
                    known.of(request.id()).stream()
                        .filter(g -> g.review().decision() == ReviewDecision.APPROVE)
                        .map(g -> new Approver(g.review().by(), g.groups()))
                        .toList(),
                    // The groups that were kept are those in whose name the review was given.
                    true));
  }

  private static RequestSummary summary(RequestRecord request, Optional<Resolution> resolution) {
    var explanation = request.explanation();
    return new RequestSummary(
        request.id(),
        request.agent(),
        request.action().tool(),
        request.action().named(),
        request.task(),
        request.status(),
        request.tier(),
        explanation.rules().isEmpty() ? request.tier() : explanation.rules().getFirst().name(),
        request.createdAt(),
        request.expiresAt(),
        request.frozenSince(),
        request.decidedAt(),
        request.verdict(),
        resolution.map(Resolution::given).orElse(0),
        request.demand().stream()
            .flatMap(d -> d.slots().stream())
            .mapToInt(ApprovalSlot::count)
            .sum());
  }
}
