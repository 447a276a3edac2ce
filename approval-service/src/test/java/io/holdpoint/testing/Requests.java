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
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.process.Processes;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.request.NewRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests to be recorded, as if parsed: {@code Requests.held()}. Each has an id of its own and
 * says how it is to be decided ({@link #decisionOn}); vary it with the {@code with} methods.
 */
public final class Requests {

  public static final CallingAgent AGENT = agent("support-bot");
  public static final String DIGEST = "sha256:" + "ab".repeat(32);
  public static final int POLICY_VERSION = 1;

  private static final String DECISION = "decision";
  private static final Map<String, Decision> DECISIONS = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBER = new AtomicLong();

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
    var key = "decision-" + NUMBER.incrementAndGet();
    DECISIONS.put(key, decision);
    return of(Map.of(DECISION, key));
  }

  /** Left to the policy to decide. */
  public static NewRequest undecided() {
    return of(Map.of());
  }

  private static NewRequest of(Map<String, Object> attributes) {
    return new NewRequest(
        new RequestId(UuidCreator.getTimeOrderedEpochPlus1()),
        AGENT,
        new Action(
            "crm.customers.delete",
            new CanonicalJson("{\"amount\":7,\"id\":\"42\",\"share\":1}"),
            new CanonicalJson(
                "{\"environment\":\"production\",\"resource\":\"customers/42\",\"system\":\"crm\"}"),
            new Target("crm", "customers/42", "production"),
            DIGEST),
        Map.of("id", "42", "amount", 7L, "share", 1.0),
        Set.of("pii"),
        attributes,
        "The customer asked for erasure",
        "ticket-8812",
        CanonicalJson.EMPTY,
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        "hash-of-the-body");
  }

  /** What the mother of a request said that it is decided to. */
  public static Decision decisionOn(DecisionInput input) {
    return Objects.requireNonNull(
        DECISIONS.get(String.valueOf(input.request().attributes().get(DECISION))));
  }

  public static CallingAgent agent(String id) {
    return new CallingAgent(
        new AgentId(id),
        new PersonId("olga"),
        Set.of(),
        Set.of(),
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  public static NewRequest withId(NewRequest r, RequestId id) {
    return copy(
        r,
        id,
        r.agent(),
        r.task(),
        r.parent(),
        r.sharedWith(),
        r.expiresIn(),
        r.idempotencyKey(),
        r.bodyHash());
  }

  public static NewRequest withKey(NewRequest r, String key, String bodyHash) {
    return copy(
        r,
        r.id(),
        r.agent(),
        r.task(),
        r.parent(),
        r.sharedWith(),
        r.expiresIn(),
        Optional.of(key),
        bodyHash);
  }

  public static NewRequest withExpiresIn(NewRequest r, Duration expiresIn) {
    return copy(
        r,
        r.id(),
        r.agent(),
        r.task(),
        r.parent(),
        r.sharedWith(),
        Optional.of(expiresIn),
        r.idempotencyKey(),
        r.bodyHash());
  }

  public static NewRequest withTask(NewRequest r, String task) {
    return copy(
        r,
        r.id(),
        r.agent(),
        task,
        r.parent(),
        r.sharedWith(),
        r.expiresIn(),
        r.idempotencyKey(),
        r.bodyHash());
  }

  public static NewRequest withAgent(NewRequest r, CallingAgent agent) {
    return copy(
        r,
        r.id(),
        agent,
        r.task(),
        r.parent(),
        r.sharedWith(),
        r.expiresIn(),
        r.idempotencyKey(),
        r.bodyHash());
  }

  public static NewRequest withParent(NewRequest r, RequestId parent) {
    return copy(
        r,
        r.id(),
        r.agent(),
        r.task(),
        Optional.of(parent),
        r.sharedWith(),
        r.expiresIn(),
        r.idempotencyKey(),
        r.bodyHash());
  }

  public static NewRequest sharedWith(NewRequest r, AgentId agent) {
    return copy(
        r,
        r.id(),
        r.agent(),
        r.task(),
        r.parent(),
        Set.of(agent),
        r.expiresIn(),
        r.idempotencyKey(),
        r.bodyHash());
  }

  /** Another action of its agent: its tool and arguments, on the same target. */
  public static NewRequest withAction(NewRequest r, String tool, Map<String, Object> arguments) {
    var action = r.action();
    return new NewRequest(
        r.id(),
        r.agent(),
        new Action(
            tool,
            CanonicalForm.of(arguments),
            action.target(),
            action.named(),
            ActionDigest.of(
                r.agent().id(), tool, CanonicalForm.of(arguments), action.target(), r.task())),
        arguments,
        r.dataTouched(),
        r.attributes(),
        r.reason(),
        r.task(),
        r.context(),
        r.parent(),
        r.sharedWith(),
        r.expiresIn(),
        r.idempotencyKey(),
        r.bodyHash());
  }

  private static NewRequest copy(
      NewRequest r,
      RequestId id,
      CallingAgent agent,
      String task,
      Optional<RequestId> parent,
      Set<AgentId> sharedWith,
      Optional<Duration> expiresIn,
      Optional<String> key,
      String bodyHash) {
    return new NewRequest(
        id,
        agent,
        r.action(),
        r.arguments(),
        r.dataTouched(),
        r.attributes(),
        r.reason(),
        task,
        r.context(),
        parent,
        sharedWith,
        expiresIn,
        key,
        bodyHash);
  }
}
