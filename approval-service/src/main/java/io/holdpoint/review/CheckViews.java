package io.holdpoint.review;

import io.holdpoint.identity.Directory;
import io.holdpoint.insight.PlantedChecks;
import io.holdpoint.insight.PlantedChecks.Planted;
import io.holdpoint.model.Action;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Shows planted checks to the one person that each is planted for, in the shape of requests, and
 * takes their answers. A check is no request: the ledger has no row of it, so no verdict, token or
 * message can come of the answer. Its arguments say what it is and ask to be denied, so whoever
 * reads them knows.
 */
@Component
class CheckViews {

  static final String NOTE =
      "This is a planted check. No agent asked for it and nothing will be executed. It looks"
          + " whether requests are read: deny it.";

  private final PlantedChecks checks;
  private final Ledger ledger;
  private final Directory directory;

  CheckViews(PlantedChecks checks, Ledger ledger, Directory directory) {
    this.checks = checks;
    this.ledger = ledger;
    this.directory = directory;
  }

  /** What this person's inbox shows besides requests. */
  List<RequestSummary> openFor(Person person) {
    return checks.openFor(person.id()).stream()
        .flatMap(
            planted ->
                model(planted)
                    .filter(model -> !groups(model, person).isEmpty())
                    .map(model -> summary(planted, model))
                    .stream())
        .toList();
  }

  Optional<RequestDetail> open(PersonId reader, RequestId id) {
    var person = directory.person(reader);
    return person.flatMap(
        p ->
            checks
                .of(reader, id)
                .flatMap(planted -> model(planted).map(model -> detail(planted, model, p))));
  }

  /** The request that this person's check looks like. */
  Optional<RequestRecord> modelOf(PersonId reader, RequestId id) {
    return checks.of(reader, id).flatMap(this::model);
  }

  /**
   * Takes the answer to a check.
   *
   * @return false when there is no such check for this person
   * @throws ReviewRefusedException for the reasons for which a review of a request is refused
   */
  boolean answer(ReviewOrder order) {
    if (order.channel() != Channel.CONSOLE) {
      return false;
    }
    var planted = checks.of(order.by(), order.request());
    if (planted.isEmpty()) {
      return false;
    }
    if (!digest(planted.get().id()).equals(order.shownDigest())) {
      throw new ReviewRefusedException(
          Why.DIGEST_MISMATCH, "The digest is not that of the action that is asked for.");
    }
    boolean approved = order.decision() == ReviewDecision.APPROVE;
    var demand =
        model(planted.get())
            .flatMap(RequestRecord::demand)
            .orElseThrow(NoSuchRequestException::new);
    var reason = ReviewWords.reason(order.decision(), order.reason(), demand);
    if (!checks.answer(order.by(), order.request(), approved, reason)) {
      throw new ReviewRefusedException(Why.ALREADY_FINAL, "This is answered already.");
    }
    return true;
  }

  /** Looks like a request that one person can decide. */
  private Optional<RequestRecord> model(Planted planted) {
    return ledger
        .find(planted.like())
        .filter(r -> r.demand().filter(demand -> !ReviewDesk.alone(demand)).isPresent());
  }

  private static SortedSet<String> groups(RequestRecord model, Person person) {
    var groups = new TreeSet<String>();
    model.demand().ifPresent(d -> d.slots().stream().map(ApprovalSlot::group).forEach(groups::add));
    groups.retainAll(person.groups());
    return groups;
  }

  private static RequestSummary summary(Planted planted, RequestRecord model) {
    var rules = model.explanation().rules();
    return new RequestSummary(
        planted.id(),
        model.agent(),
        model.action().tool(),
        model.action().named(),
        model.task(),
        planted.answer().isPresent() ? RequestStatus.CANCELLED : RequestStatus.PENDING,
        model.tier(),
        rules.isEmpty() ? model.tier() : rules.getFirst().name(),
        planted.plantedAt(),
        planted.expiresAt(),
        Optional.empty(),
        planted.answer().map(PlantedChecks.Answer::at),
        planted
            .answer()
            .map(
                answer ->
                    new Verdict(
                        RequestStatus.CANCELLED,
                        Basis.SYSTEM,
                        answer.approved()
                            ? "This was a planted check, and you approved it. Its arguments asked"
                                + " to deny it. Nothing was executed."
                            : "This was a planted check, and you denied it: well read. Nothing"
                                + " would have been executed.")),
        0,
        1);
  }

  private static RequestDetail detail(Planted planted, RequestRecord model, Person reader) {
    var arguments =
        new CanonicalJson("{\"note\":\"" + NOTE + "\",\"reference\":\"" + planted.id() + "\"}");
    var reviews =
        planted.answer().stream()
            .map(
                answer ->
                    new Review(
                        reader.id(),
                        answer.approved() ? ReviewDecision.APPROVE : ReviewDecision.DENY,
                        answer.reason(),
                        Channel.CONSOLE,
                        answer.at()))
            .toList();
    var groups = groups(model, reader);
    return new RequestDetail(
        summary(planted, model),
        new Action(
            model.action().tool(),
            arguments,
            model.action().target(),
            model.action().named(),
            digest(planted.id())),
        "",
        CanonicalJson.EMPTY,
        Optional.empty(),
        model.owner(),
        model.explanation(),
        model.demand(),
        reviews,
        List.of(List.of()),
        planted.answer().isEmpty() && !groups.isEmpty()
            ? new Standing.MayReview(List.copyOf(groups))
            : new Standing.MayNot("This was a planted check."),
        List.of(),
        Optional.empty());
  }

  /** In the form of an action's digest, and of no action: no token could ever match it. */
  private static String digest(RequestId id) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("planted check " + id).getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
