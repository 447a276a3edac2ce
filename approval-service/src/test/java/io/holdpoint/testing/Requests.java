package io.holdpoint.testing;

import com.github.f4b6a3.uuid.UuidCreator;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Target;
import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.request.NewRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Requests to be recorded, as if parsed and decided: {@code Requests.held()}. Each has an id of its
 * own; vary it with the {@code with} methods.
 */
public final class Requests {

  public static final CallingAgent AGENT =
      new CallingAgent(new AgentId("support-bot"), new PersonId("olga"), Set.of(), Set.of());
  public static final String DIGEST = "sha256:" + "ab".repeat(32);
  public static final int POLICY_VERSION = 1;

  private static final Explanation WHY =
      new Explanation(
          List.of(new Explanation.MatchedRule("Deletes need a person", "sensitive")),
          List.of(),
          POLICY_VERSION);

  private Requests() {}

  public static NewRequest released() {
    return decided(new Decision.Release("low", WHY));
  }

  public static NewRequest refused() {
    return decided(new Decision.Refuse("forbidden", WHY));
  }

  /** Held for one of {@code reviewers}. */
  public static NewRequest held() {
    return held(demand(new ApprovalSlot("reviewers", 1)));
  }

  public static NewRequest held(ApprovalDemand demand) {
    return decided(new Decision.Hold("sensitive", demand, WHY));
  }

  /** All at the same time, for four hours, escalated to {@code leads} after one. */
  public static ApprovalDemand demand(ApprovalSlot... slots) {
    return demand(false, Processes.STANDARD, slots);
  }

  /** The groups one after the other. */
  public static ApprovalDemand inTurn(ApprovalSlot... slots) {
    return demand(true, Processes.SEQUENTIAL, slots);
  }

  private static ApprovalDemand demand(boolean inTurn, String process, ApprovalSlot... slots) {
    return new ApprovalDemand(
        List.of(slots),
        inTurn,
        process,
        Optional.of(Duration.ofMinutes(15)),
        Optional.of(Duration.ofHours(1)),
        Optional.of("leads"),
        Duration.ofHours(4),
        Set.of(Channel.values()));
  }

  public static NewRequest decided(Decision decision) {
    var target = new Target("crm", "customers/42", "production");
    var arguments = Map.<String, Object>of("id", "42", "amount", 7L, "share", 1.0);
    return new NewRequest(
        new RequestId(UuidCreator.getTimeOrderedEpochPlus1()),
        AGENT,
        new Action(
            "crm.customers.delete",
            new CanonicalJson("{\"amount\":7,\"id\":\"42\",\"share\":1}"),
            new CanonicalJson(
                "{\"environment\":\"production\",\"resource\":\"customers/42\",\"system\":\"crm\"}"),
            target,
            DIGEST),
        "The customer asked for erasure",
        "ticket-8812",
        CanonicalJson.EMPTY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "hash-of-the-body",
        new DecisionInput(
            new DecisionInput.AgentFacts(
                AGENT.id(),
                AGENT.owner(),
                AGENT.labels(),
                AGENT.environments(),
                Instant.parse("2026-01-01T00:00:00Z")),
            "crm.customers.delete",
            arguments,
            target,
            new DecisionInput.RequestFacts(
                "The customer asked for erasure", Set.of("pii"), Map.of()),
            new DecisionInput.TaskFacts("ticket-8812"),
            DecisionInput.ChainFacts.NONE,
            Instant.parse("2026-01-02T03:04:05.678901Z")),
        decision);
  }

  public static NewRequest withId(NewRequest r, RequestId id) {
    return new NewRequest(
        id,
        r.agent(),
        r.action(),
        r.reason(),
        r.task(),
        r.context(),
        r.parent(),
        r.expiresIn(),
        r.idempotencyKey(),
        r.bodyHash(),
        r.input(),
        r.decision());
  }

  public static NewRequest withKey(NewRequest r, String key, String bodyHash) {
    return new NewRequest(
        r.id(),
        r.agent(),
        r.action(),
        r.reason(),
        r.task(),
        r.context(),
        r.parent(),
        r.expiresIn(),
        Optional.of(key),
        bodyHash,
        r.input(),
        r.decision());
  }

  public static NewRequest withExpiresIn(NewRequest r, Duration expiresIn) {
    return new NewRequest(
        r.id(),
        r.agent(),
        r.action(),
        r.reason(),
        r.task(),
        r.context(),
        r.parent(),
        Optional.of(expiresIn),
        r.idempotencyKey(),
        r.bodyHash(),
        r.input(),
        r.decision());
  }

  /** Another task label; the facts in the decision's input stay. */
  public static NewRequest withTask(NewRequest r, String task) {
    return new NewRequest(
        r.id(),
        r.agent(),
        r.action(),
        r.reason(),
        task,
        r.context(),
        r.parent(),
        r.expiresIn(),
        r.idempotencyKey(),
        r.bodyHash(),
        r.input(),
        r.decision());
  }

  public static NewRequest withAgent(NewRequest r, CallingAgent agent) {
    return new NewRequest(
        r.id(),
        agent,
        r.action(),
        r.reason(),
        r.task(),
        r.context(),
        r.parent(),
        r.expiresIn(),
        r.idempotencyKey(),
        r.bodyHash(),
        r.input(),
        r.decision());
  }

  public static NewRequest withParent(
      NewRequest r, RequestId parent, DecisionInput.ChainFacts chain) {
    var i = r.input();
    return new NewRequest(
        r.id(),
        r.agent(),
        r.action(),
        r.reason(),
        r.task(),
        r.context(),
        Optional.of(parent),
        r.expiresIn(),
        r.idempotencyKey(),
        r.bodyHash(),
        new DecisionInput(
            i.agent(), i.tool(), i.arguments(), i.target(), i.request(), i.task(), chain, i.now()),
        r.decision());
  }
}
