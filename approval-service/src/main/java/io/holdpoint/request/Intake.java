package io.holdpoint.request;

import com.github.f4b6a3.uuid.UuidCreator;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.model.Action;
import io.holdpoint.model.RequestId;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.DecisionInput.AgentFacts;
import io.holdpoint.policy.DecisionInput.ChainFacts;
import io.holdpoint.policy.PolicyEngine;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes a posted request in: gathers what is known, has it decided, has it written. */
@Component
class Intake {

  /** A policy that is published between decision and writing makes the decision void. */
  private static final int TRIES = 5;

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final PolicyEngine policy;
  private final Ledger ledger;
  private final LedgerTime time;

  Intake(PolicyEngine policy, Ledger ledger, LedgerTime time) {
    this.policy = policy;
    this.ledger = ledger;
    this.time = time;
  }

  /**
   * Decides and records the request, or finds the one that this key made before. On return it is
   * committed.
   *
   * @throws IdempotencyConflictException the key was used with another body
   * @throws ProblemException 422 when the parent is not one of this agent's, or has too many above
   *     it
   */
  RequestRecord take(CallingAgent agent, PostedRequest posted, Optional<String> idempotencyKey) {
    Optional<RequestRecord> earlier =
        idempotencyKey.flatMap(key -> ledger.earlier(agent.id(), key, posted.bodyHash()));
    return earlier.orElseGet(() -> decideAndRecord(agent, posted, idempotencyKey));
  }

  private RequestRecord decideAndRecord(
      CallingAgent agent, PostedRequest posted, Optional<String> idempotencyKey) {
    ChainFacts chain =
        posted.parent().map(parent -> chainAbove(agent, parent)).orElseGet(() -> ChainFacts.NONE);
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      DecisionInput input = input(agent, posted, chain);
      try {
        return ledger.record(newRequest(agent, posted, idempotencyKey, input));
      } catch (PolicyChangedException e) {
        log.info(
            "the policy changed while a request was decided, try {}: {}", attempt, e.getMessage());
      }
    }
    throw new ProblemException(
        Problem.of(
                503,
                "policy_changing",
                "The policy is being changed",
                "The policy changed each time the request was decided. Nothing was stored; try again.")
            .withHeader("Retry-After", "1"));
  }

  private ChainFacts chainAbove(CallingAgent agent, RequestId parent) {
    ChainFacts chain =
        ledger
            .above(agent.id(), parent)
            .orElseThrow(() -> new ProblemException(RequestParser.noSuchParent()));
    if (chain.depth() > Ledger.MAX_DEPTH) {
      throw new ProblemException(RequestParser.tooManyParents());
    }
    return chain;
  }

  private DecisionInput input(CallingAgent agent, PostedRequest posted, ChainFacts chain) {
    return new DecisionInput(
        new AgentFacts(
            agent.id(), agent.owner(), agent.labels(), agent.environments(), Instant.EPOCH),
        posted.tool(),
        values(posted.values()),
        posted.named(),
        new DecisionInput.RequestFacts(
            posted.reason(), posted.dataTouched(), values(posted.attributes())),
        ledger.task(agent.id(), posted.task()),
        chain,
        time.now());
  }

  private NewRequest newRequest(
      CallingAgent agent,
      PostedRequest posted,
      Optional<String> idempotencyKey,
      DecisionInput input) {
    String digest =
        ActionDigest.of(
            agent.id(), posted.tool(), posted.arguments(), posted.target(), posted.task());
    return new NewRequest(
        // Of version 7, rising also within one millisecond: lists are read by id.
        new RequestId(UuidCreator.getTimeOrderedEpochPlus1()),
        agent,
        new Action(posted.tool(), posted.arguments(), posted.target(), posted.named(), digest),
        posted.reason(),
        posted.task(),
        posted.context(),
        posted.parent(),
        posted.expiresIn(),
        idempotencyKey,
        posted.bodyHash(),
        input,
        policy.decide(input));
  }

  @SuppressWarnings("NullAway") // JSON's null is one of the values that DecisionInput speaks of
  private static Map<String, Object> values(Map<String, @Nullable Object> json) {
    return json;
  }
}
