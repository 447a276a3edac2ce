package io.holdpoint.request;

import com.github.f4b6a3.uuid.UuidCreator;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.model.Action;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.request.posted.PostedRequest;
import io.holdpoint.request.posted.RequestParser;
import io.holdpoint.request.secrets.SecretVault;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes a posted request in and has the ledger decide it. */
@Component
class Intake {

  private final Ledger ledger;
  private final Covering covering;
  private final SecretVault vault;

  Intake(Ledger ledger, Covering covering, SecretVault vault) {
    this.ledger = ledger;
    this.covering = covering;
    this.vault = vault;
  }

  /**
   * Decides and records the request, or finds the one that this key made before. On return it is
   * committed.
   *
   * @throws IdempotencyConflictException the key was used with another body
   * @throws ProblemException 422 when the parent is not one that this agent may name, or has too
   *     many above it; 503 when the policy changed each time
   */
  RequestRecord take(CallingAgent agent, PostedRequest posted, Optional<String> idempotencyKey) {
    try {
      return ledger.record(covering.covered(newRequest(agent, posted, idempotencyKey)));
    } catch (ParentRefusedException e) {
      throw new ProblemException(
          switch (e.why()) {
            case NOT_THERE -> RequestParser.noSuchParent();
            case TOO_MANY_ABOVE -> RequestParser.tooManyParents();
          });
    } catch (PolicyChangedException e) {
      throw new ProblemException(
          Problem.of(
                  503,
                  "policy_changing",
                  "The policy is being changed",
                  "The policy changed each time the request was decided. Nothing was stored; try again.")
              .withHeader("Retry-After", "1"));
    }
  }

  private NewRequest newRequest(
      CallingAgent agent, PostedRequest posted, Optional<String> idempotencyKey) {
    String digest =
        ActionDigest.of(
            agent.id(), posted.tool(), posted.arguments(), posted.target(), posted.task());
    return new NewRequest(
        // Of version 7, rising also within one millisecond: lists are read by id.
        new RequestId(UuidCreator.getTimeOrderedEpochPlus1()),
        agent,
        new Action(posted.tool(), posted.arguments(), posted.target(), posted.named(), digest),
        values(posted.values()),
        posted.dataTouched(),
        values(posted.attributes()),
        posted.reason(),
        posted.task(),
        posted.context(),
        posted.parent(),
        posted.sharedWith(),
        posted.expiresIn(),
        idempotencyKey,
        vault.comparable(posted.bodyHash()));
  }

  @SuppressWarnings("NullAway") // JSON's null is one of the values that DecisionInput speaks of
  private static Map<String, Object> values(Map<String, @Nullable Object> json) {
    return json;
  }
}
