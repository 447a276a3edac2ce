package io.holdpoint.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.broker.CredentialBroker.Credential;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.SignedIn;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.request.AgentTurns;
import io.holdpoint.request.Answer;
import io.holdpoint.request.Answers;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.posted.PostedRedemption;
import io.holdpoint.request.posted.PostedResult;
import io.holdpoint.request.posted.PostedRevocation;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What enforcement points call, and the revocation of approvals. docs/verdicts.md. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class VerdictsController {

  private final Redeeming redeeming;
  private final Reporting reporting;
  private final Revoking revoking;
  private final Ledger ledger;
  private final Answers answers;
  private final AgentTurns turns;

  VerdictsController(
      Redeeming redeeming,
      Reporting reporting,
      Revoking revoking,
      Ledger ledger,
      Answers answers,
      AgentTurns turns) {
    this.redeeming = redeeming;
    this.reporting = reporting;
    this.revoking = revoking;
    this.ledger = ledger;
    this.answers = answers;
    this.turns = turns;
  }

  /**
   * A redemption.
   *
   * @param redemptionId as given, else left out
   * @param credential to run the action with: in this answer once, and left out where there is none
   */
  record RedeemedAnswer(
      String request,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String redemptionId,
      Instant redeemedAt,
      String agent,
      String task,
      String tier,
      String tool,
      String digest,
      int policyVersion,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CredentialAnswer credential) {}

  /** What is to be presented to the resource server, and until when. */
  record CredentialAnswer(String type, String value, Instant expiresAt) {

    static CredentialAnswer of(Credential made) {
      return new CredentialAnswer(made.type(), made.value(), made.expiresAt());
    }

    @Override
    public String toString() {
      return "CredentialAnswer[" + type + ", until " + expiresAt + "]";
    }
  }

  /** What was reported. */
  record ResultAnswer(String request, String result, String detail, Instant reportedAt) {}

  /** Spends an approval; {@code 200} means that the action may run, now and once. */
  @PostMapping("/verdicts/redeem")
  RedeemedAnswer redeem(@AuthenticationPrincipal Principal caller, HttpServletRequest call) {
    var posted = PostedRedemption.read(call);
    var by = Redeemer.of(caller);
    return switch (inTurn(by, () -> redeeming.redeem(by, posted))) {
      case Redemption.Refused(var why) ->
          throw new ProblemException(
              Problem.of(403, why.code().wire(), why.code().title(), why.detail()));
      case Redemption.Redeemed(var request, var use, var credential) ->
          new RedeemedAnswer(
              request.id().toString(),
              use.redemptionId().orElse(null),
              use.at(),
              request.agent().value(),
              request.task(),
              request.tier(),
              request.action().tool(),
              request.action().digest(),
              request.explanation().policyVersion(),
              credential.map(CredentialAnswer::of).orElse(null));
    };
  }

  /** Takes what came of it, once. */
  @PostMapping("/verdicts/{id}/result")
  ResultAnswer result(
      @AuthenticationPrincipal Principal caller, @PathVariable String id, HttpServletRequest call) {
    var posted = PostedResult.read(call);
    var by = Redeemer.of(caller);
    var use = inTurn(by, () -> reporting.report(by, request(id), posted));
    var reported = use.reported().orElseThrow();
    return new ResultAnswer(
        use.request().toString(), reported.result(), reported.detail(), reported.at());
  }

  /** Takes an approval back that nobody redeemed yet. */
  @PostMapping("/requests/{id}/revoke")
  Answer revoke(
      @AuthenticationPrincipal SignedIn by, @PathVariable String id, HttpServletRequest call) {
    var posted = PostedRevocation.read(call);
    var request = request(id);
    revoking.revoke(by.personId(), request, posted.reason());
    return answers.of(ledger.find(request).orElseThrow(NoSuchRequestException::new));
  }

  private <T> T inTurn(Redeemer by, Supplier<T> work) {
    return switch (by) {
      case Redeemer.Agent(var agent) -> turns.inTurn(agent, work);
      case Redeemer.Tool tool -> work.get();
    };
  }

  private static RequestId request(String id) {
    return RequestId.parse(id).orElseThrow(NoSuchRequestException::new);
  }
}
