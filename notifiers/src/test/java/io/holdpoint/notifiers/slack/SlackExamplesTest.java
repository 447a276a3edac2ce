package io.holdpoint.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Target;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.notifiers.Deliveries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The examples of the documentation are what is really sent. Where one is not, what it has to be is
 * written below {@code target/examples}.
 */
class SlackExamplesTest {

  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final CanonicalJson ARGUMENTS =
      new CanonicalJson("{\"amount\":54.04,\"charge\":\"ch_1\",\"note\":\"<!channel> thanks\"}");
  private static final CanonicalJson TARGET =
      new CanonicalJson(
          "{\"environment\":\"production\",\"resource\":\"charges/ch_1\",\"system\":\"stripe\"}");

  /** The key is this test's: no button of an example opens anything. */
  private final RequestMessage messages = new RequestMessage(new Seals(new byte[32]));

  @Test
  void ofAHeldRequestIsWhatIsSent() throws IOException {
    compare("slack-held.json", refund(RequestStatus.PENDING));
  }

  @Test
  void ofItsOutcomeIsWhatIsSent() throws IOException {
    compare("slack-approved.json", refund(RequestStatus.APPROVED));
  }

  private void compare(String name, RequestDetail request) throws IOException {
    Content content = messages.of(request, Deliveries.link(request.id()));
    String sent = JSON.toJson(Blocks.of("text", content.text(), "blocks", content.blocks())) + "\n";
    Path proposal = Files.createDirectories(Path.of("target", "examples")).resolve(name);
    Files.writeString(proposal, sent);
    assertThat(Path.of("..", "docs", "examples", name))
        .as("if this is meant, copy %s there", proposal)
        .hasContent(sent);
  }

  private static RequestDetail refund(RequestStatus status) {
    PersonId rita = new PersonId("rita");
    Instant decided = Deliveries.CREATED.plusSeconds(95);
    String reason = "Saw the parcel";
    boolean over = status.isFinal();
    AgentId agent = new AgentId("support-bot");
    Target target = new Target("stripe", "charges/ch_1", "production");
    RequestSummary summary =
        new RequestSummary(
            Deliveries.REQUEST,
            agent,
            "payments.refund",
            target,
            "ticket-8812",
            status,
            "sensitive",
            "Money leaves us",
            Deliveries.CREATED,
            Deliveries.CREATED.plus(Duration.ofHours(4)),
            Optional.empty(),
            over ? Optional.of(decided) : Optional.empty(),
            over ? Optional.of(new Verdict(status, Basis.REVIEWERS, reason)) : Optional.empty(),
            over ? 1 : 0,
            1);
    return new RequestDetail(
        summary,
        new Action(
            "payments.refund",
            ARGUMENTS,
            TARGET,
            target,
            ActionDigest.of(agent, "payments.refund", ARGUMENTS, TARGET, "ticket-8812")),
        "Wrong size delivered, the customer sent it back",
        CanonicalJson.EMPTY,
        Optional.empty(),
        new PersonId("ada"),
        new Explanation(
            List.of(new Explanation.MatchedRule("Money leaves us", "sensitive")), List.of(), 1),
        Optional.of(
            new ApprovalDemand(
                List.of(new ApprovalSlot("reviewers", 1)),
                false,
                "standard-approval",
                Optional.of(Duration.ofMinutes(15)),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(4),
                Set.of(Channel.values()))),
        over
            ? List.of(new Review(rita, ReviewDecision.APPROVE, reason, Channel.SLACK, decided))
            : List.of(),
        List.of(over ? List.of(rita) : List.of()),
        new Standing.MayNot("nobody in particular"),
        List.of(),
        Optional.empty());
  }
}
