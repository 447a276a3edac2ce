package io.holdpoint.request;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.ArgumentChange;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.request.Answer.ActionPart;
import io.holdpoint.request.Answer.ApprovalsPart;
import io.holdpoint.request.Answer.ChangedPart;
import io.holdpoint.request.Answer.DemandPart;
import io.holdpoint.request.Answer.ExplanationPart;
import io.holdpoint.request.Answer.GivenPart;
import io.holdpoint.request.Answer.OriginalPart;
import io.holdpoint.request.Answer.RulePart;
import io.holdpoint.request.Answer.VerdictPart;
import io.holdpoint.request.VerdictReads.Use;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts a request into the shape in which the API answers with it. */
@Component
public class Answers {

  private final Ledger ledger;
  private final VerdictReads verdicts;

  Answers(Ledger ledger, VerdictReads verdicts) {
    this.ledger = ledger;
    this.verdicts = verdicts;
  }

  /** The answer, with the approvals given so far; reads them when the request was held. */
  public Answer of(RequestRecord request) {
    return of(List.of(request)).getFirst();
  }

  /** The answer to a request that this call made and that was decided at once. */
  static Answer ofNew(RequestRecord request) {
    return of(request, List.of(), Optional.empty());
  }

  /** The answer as it goes to this agent: with a token where the request is its and approved. */
  Answer forAgent(Answer answer, AgentId reader) {
    var verdict = answer.verdict();
    boolean open =
        verdict != null
            && answer.status().equals(RequestStatus.APPROVED.wire())
            && verdict.redeemedAt() == null
            && verdict.revokedAt() == null
            && answer.agent().equals(reader.value());
    return open ? verdicts.mint(answer).map(answer::with).orElse(answer) : answer;
  }

  /** The answers to several requests, in their order; reads the approvals of all at once. */
  List<Answer> of(List<RequestRecord> requests) {
    var held =
        requests.stream().filter(r -> r.demand().isPresent()).map(RequestRecord::id).toList();
    var given = ledger.reviewsOf(held);
    var approved =
        requests.stream()
            .filter(r -> r.status() == RequestStatus.APPROVED)
            .map(RequestRecord::id)
            .toList();
    var uses = approved.isEmpty() ? Map.<RequestId, Use>of() : verdicts.uses(approved);
    return requests.stream()
        .map(
            r ->
                of(
                    r,
                    given.getOrDefault(r.id(), List.of()).stream()
                        .map(GivenReview::review)
                        .toList(),
                    Optional.ofNullable(uses.get(r.id()))))
        .toList();
  }

  /** The answer from what was read already. */
  private static Answer of(RequestRecord request, List<Review> reviews, Optional<Use> use) {
    var action = request.action();
    var explanation = request.explanation();
    return new Answer(
        request.id().toString(),
        request.status().wire(),
        request.tier(),
        request.agent().value(),
        request.onBehalfOf().isEmpty() ? null : request.onBehalfOf(),
        new ActionPart(
            action.tool(),
            action.arguments().text(),
            action.target().text(),
            action.digest(),
            action.masked()),
        request.reason(),
        request.task(),
        request.createdAt(),
        request.demand().isPresent() ? request.expiresAt() : null,
        request.frozenSince().orElse(null),
        request.decidedAt().orElse(null),
        request
            .verdict()
            .map(
                v ->
                    new VerdictPart(
                        v.outcome().wire(),
                        v.basis().wire(),
                        v.reason(),
                        null,
                        null,
                        use.flatMap(Use::redeemedAt).orElse(null),
                        use.flatMap(Use::revokedAt).orElse(null),
                        use.flatMap(Use::result).orElse(null)))
            .orElse(null),
        new ExplanationPart(
            explanation.rules().stream().map(r -> new RulePart(r.name(), r.tier())).toList(),
            explanation.errors(),
            explanation.policyVersion()),
        new ApprovalsPart(
            request.demand().stream()
                .flatMap(d -> d.slots().stream())
                .map(s -> new DemandPart(s.group(), s.count()))
                .toList(),
            reviews.stream()
                .filter(r -> r.decision() == ReviewDecision.APPROVE)
                .map(
                    r ->
                        new GivenPart(
                            r.by().value(),
                            r.stoodInFor().map(PersonId::value).orElse(null),
                            r.reason(),
                            r.channel().wire(),
                            r.at()))
                .toList()),
        request.changed().map(Answers::changed).orElse(null));
  }

  private static ChangedPart changed(ArgumentChange change) {
    return new ChangedPart(
        change.by().value(),
        change.at(),
        change.reason(),
        new OriginalPart(change.original().text(), change.originalDigest()));
  }
}
