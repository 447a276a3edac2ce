package io.holdpoint.review;

import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BackgroundDesk;
import io.holdpoint.model.desk.BackgroundDesk.AgentRecord;
import io.holdpoint.model.desk.BackgroundDesk.AlikeRequests;
import io.holdpoint.model.desk.BackgroundDesk.Background;
import io.holdpoint.model.desk.BackgroundDesk.Chain;
import io.holdpoint.model.desk.BackgroundDesk.Example;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.SignedIn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What helps to judge a request, for people's programs. */
@RestController
class BackgroundController {

  private final BackgroundDesk desk;

  BackgroundController(BackgroundDesk desk) {
    this.desk = desk;
  }

  record BackgroundAnswer(
      ToolAnswer tool, AlikeAnswer alike, AgentAnswer agent, ChainAnswer chain) {

    static BackgroundAnswer of(Background b) {
      return new BackgroundAnswer(
          new ToolAnswer(b.reversibility().wire(), b.system()),
          AlikeAnswer.of(b.alike()),
          AgentAnswer.of(b.agent()),
          ChainAnswer.of(b.chain()));
    }
  }

  record ToolAnswer(String reversibility, String system) {}

  record AlikeAnswer(
      int days,
      int approved,
      int denied,
      int expired,
      int other,
      boolean more,
      List<ExampleAnswer> examples) {

    static AlikeAnswer of(AlikeRequests a) {
      return new AlikeAnswer(
          BackgroundDesk.DAYS_ALIKE,
          a.approved(),
          a.denied(),
          a.expired(),
          a.other(),
          a.more(),
          a.examples().stream().map(ExampleAnswer::of).toList());
    }
  }

  /** {@code reason} is the verdict's. */
  record ExampleAnswer(
      String id,
      String status,
      String tool,
      String resource,
      @Nullable Instant decidedAt,
      String reason,
      boolean sameTarget,
      boolean sameArguments) {

    static ExampleAnswer of(Example e) {
      var r = e.request();
      return new ExampleAnswer(
          r.id().toString(),
          r.status().wire(),
          r.tool(),
          r.target().resource(),
          r.decidedAt().orElse(null),
          r.verdict().map(v -> v.reason()).orElse(""),
          e.sameTarget(),
          e.sameArguments());
    }
  }

  record AgentAnswer(
      String id,
      int days,
      @Nullable Instant firstSeen,
      long requests,
      long released,
      long refused,
      long held,
      long approved,
      long denied,
      long expired,
      long strays) {

    static AgentAnswer of(AgentRecord a) {
      return new AgentAnswer(
          a.agent().value(),
          BackgroundDesk.DAYS_OF_RECORD,
          a.firstSeen().orElse(null),
          a.requests(),
          a.released(),
          a.refused(),
          a.held(),
          a.approved(),
          a.denied(),
          a.expired(),
          a.strays());
    }
  }

  record ChainAnswer(List<StepAnswer> items, boolean more) {

    static ChainAnswer of(Chain chain) {
      return new ChainAnswer(
          chain.requests().stream()
              .map(r -> StepAnswer.of(r, Optional.ofNullable(chain.parents().get(r.id()))))
              .toList(),
          chain.more());
    }
  }

  /** {@code parent} is null where it has none in the chain. */
  record StepAnswer(
      String id,
      @Nullable String parent,
      String agent,
      String tool,
      String task,
      String status,
      Instant createdAt) {

    static StepAnswer of(RequestSummary r, Optional<RequestId> parent) {
      return new StepAnswer(
          r.id().toString(),
          parent.map(RequestId::toString).orElse(null),
          r.agent().value(),
          r.tool(),
          r.task(),
          r.status().wire(),
          r.createdAt());
    }
  }

  @GetMapping(path = "/v1/requests/{id}/background", produces = MediaType.APPLICATION_JSON_VALUE)
  BackgroundAnswer background(@AuthenticationPrincipal SignedIn reader, @PathVariable String id) {
    var request = RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
    return BackgroundAnswer.of(desk.of(reader.personId(), request));
  }
}
