package io.holdpoint.notifiers;

import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Target;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.notice.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Things to tell, for the tests of channels. */
public final class Deliveries {

  public static final RequestId REQUEST = request(1);

  public static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

  private Deliveries() {}

  public static RequestId request(int n) {
    return new RequestId(new UUID(0x0193e7a000007000L, 0x8000000000000000L + n));
  }

  public static String link(RequestId request) {
    return "https://holdpoint.example.org/requests/" + request;
  }

  /** A telling whose every text that an agent may have written is {@code text}. */
  public static Delivery of(Delivery.Kind kind, String to, String text) {
    return of(kind, to, text, Optional.empty());
  }

  public static Delivery of(Delivery.Kind kind, String to, String text, Optional<String> shownAs) {
    RequestStatus status =
        kind == Delivery.Kind.VERDICT ? RequestStatus.DENIED : RequestStatus.PENDING;
    return of(kind, to, detail(summary(REQUEST, text, status), text, "{}"), shownAs, List.of());
  }

  public static Delivery of(
      Delivery.Kind kind,
      String to,
      RequestDetail request,
      Optional<String> shownAs,
      List<RequestSummary> alsoHeld) {
    return new Delivery(
        UUID.randomUUID(),
        kind,
        to,
        request,
        kind == Delivery.Kind.VERDICT || kind == Delivery.Kind.UPDATE
            ? List.of()
            : List.of("reviewers"),
        link(request.id()),
        shownAs,
        alsoHeld);
  }

  public static RequestSummary summary(RequestId id, String text, RequestStatus status) {
    boolean over = status.isFinal();
    return new RequestSummary(
        id,
        new AgentId("support-bot"),
        text,
        new Target(text, text, text),
        text,
        status,
        "sensitive",
        "Deletes need a person",
        CREATED,
        CREATED.plusSeconds(3600),
        Optional.empty(),
        over ? Optional.of(CREATED.plusSeconds(60)) : Optional.empty(),
        over ? Optional.of(new Verdict(status, Basis.REVIEWERS, text)) : Optional.empty(),
        status == RequestStatus.APPROVED ? 1 : 0,
        1);
  }

  /**
   * @param arguments canonical JSON
   */
  public static RequestDetail detail(RequestSummary summary, String text, String arguments) {
    return new RequestDetail(
        summary,
        new Action(
            summary.tool(),
            new CanonicalJson(arguments),
            CanonicalJson.EMPTY,
            summary.target(),
            "sha256:" + "0".repeat(64)),
        text,
        CanonicalJson.EMPTY,
        Optional.empty(),
        new PersonId("ada"),
        new Explanation(
            List.of(new Explanation.MatchedRule("Deletes need a person", "sensitive")),
            List.of(),
            1),
        Optional.of(
            new ApprovalDemand(
                List.of(new ApprovalSlot("reviewers", 1)),
                false,
                "standard-approval",
                Optional.of(Duration.ofMinutes(15)),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                Set.of(Channel.values()))),
        List.of(),
        List.of(List.of()),
        new Standing.MayNot("nobody in particular"),
        List.of(),
        Optional.empty());
  }
}
