package io.holdpoint.request;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.Action;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ArgumentChange;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.StricterDemand;
import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.desk.ChangeRefusedException.Why;
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.model.schema.SchemaCheck;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.EffectJson;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.request.posted.ChangedArguments;
import io.holdpoint.request.secrets.Originals;
import io.holdpoint.request.secrets.SecretVault;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes the arguments of what is held. The changed action is decided anew, by the policy in force
 * and by what its agent has done; of the demand of before and that of now, the stricter holds, so a
 * change can never release or loosen. Who may change, and whether their approval counts, is judged
 * by the caller, under {@link #lock}.
 */
@Component
public class ArgumentChanges {

  private static final String STILL_HELD =
      "the arguments were changed; what was demanded before holds, as it is stricter";

  private final AgentHistories histories;
  private final RequestReader reader;
  private final DecisionFacts facts;
  private final PolicyEngine policy;
  private final DeciderGroups groups;
  private final AuditTrail audit;
  private final CommittedChanges changes;
  private final Covering covering;
  private final SecretVault vault;
  private final JdbcClient jdbc;

  ArgumentChanges(
      AgentHistories histories,
      RequestReader reader,
      DecisionFacts facts,
      PolicyEngine policy,
      DeciderGroups groups,
      AuditTrail audit,
      CommittedChanges changes,
      Covering covering,
      SecretVault vault,
      JdbcClient jdbc) {
    this.histories = histories;
    this.reader = reader;
    this.facts = facts;
    this.policy = policy;
    this.groups = groups;
    this.audit = audit;
    this.changes = changes;
    this.covering = covering;
    this.vault = vault;
    this.jdbc = jdbc;
  }

  /** A change that could be made, judged under the lock that is held. */
  public static final class Proposal {

    private final RequestRecord before;
    private final RequestRecord after;
    private final List<String> stricter;
    private final @Nullable String sealed;
    private final @Nullable String sealedBefore;
    private final DecisionInput input;
    private final Effect effect;
    private final Effect with;

    private Proposal(
        RequestRecord before,
        RequestRecord after,
        List<String> stricter,
        @Nullable String sealed,
        @Nullable String sealedBefore,
        DecisionInput input,
        Effect effect,
        Effect with) {
      this.before = before;
      this.after = after;
      this.stricter = List.copyOf(stricter);
      this.sealed = sealed;
      this.sealedBefore = sealedBefore;
      this.input = input;
      this.effect = effect;
      this.with = with;
    }

    /** The request as it would stand; without who changed it. */
    public RequestRecord after() {
      return after;
    }

    /** In which respects more is demanded than before, in sentences. */
    public List<String> stricter() {
      return stricter;
    }
  }

  /** Locks a request, and before it its agent, on whose past the new decision rests. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<RequestRecord> lock(RequestId id) {
    histories.lockAgentOf(id);
    return reader.lock(id).map(StoredRequest::toRecord);
  }

  /** Takes over what is published; not to be called within a transaction. */
  public void refreshPolicy() {
    policy.refresh();
  }

  /**
   * Decides a pending request anew with other arguments. The caller holds its lock.
   *
   * @param agent its account as it stands now
   * @throws ChangeRefusedException they are the same, the policy refuses them, or no channel is
   *     left
   * @throws PolicyChangedException this instance does not decide by what is published
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Proposal propose(RequestId id, KnownAgent agent, ChangedArguments arguments, Instant now) {
    int version = policy.version();
    int published = policy.publishedVersion();
    if (version != published) {
      throw new PolicyChangedException(version, published);
    }
    var row = reader.row(id).orElseThrow();
    var before = row.toRecord();
    var stored = row.input();
    var whole = asNew(row, before, arguments, agent);
    policy.arguments(before.action().tool()).ifPresent(schema -> check(schema, whole));
    var request = covering.covered(whole);
    var action = request.shown().action();
    if (action.digest().equals(before.action().digest())) {
      throw new ChangeRefusedException(
          Why.NOTHING_CHANGED, "These are the arguments that are there: nothing was changed.");
    }
    var effect = row.effect().orElseGet(() -> policy.effect(stored));
    var gathered = facts.gather(List.of(request), facts.lock(List.of(request), true), now);
    gathered.without(request, effect, before.createdAt());
    var known = gathered.about(request, now);
    var decision = policy.decide(known.input());
    if (decision.explanation().policyVersion() != version) {
      throw new PolicyChangedException(decision.explanation().policyVersion(), version);
    }
    var held = before.demand().orElseThrow();
    var stricter = stricter(held, decision, Duration.between(before.createdAt(), now));
    var after = after(before, action, decision, stricter.demand(), now);
    var sentences = new ArrayList<>(stricter.stricter());
    if (after.expiresAt().isBefore(before.expiresAt())) {
      sentences.add("it expires sooner");
    }
    return new Proposal(
        before,
        after,
        sentences,
        request.covered().map(NewRequest.Covered::sealed).orElse(null),
        row.sealed().orElse(null),
        known.shown(),
        effect,
        known.effect());
  }

  /** Judged with its secrets put back; what is said of it names no value. */
  private static void check(ArgumentSchema schema, NewRequest changed) {
    var faults = SchemaCheck.of(schema, changed.arguments());
    if (!faults.isEmpty()) {
      var first = faults.getFirst();
      throw new ChangeRefusedException(
          Why.BAD_ARGUMENTS,
          "The arguments are not as the tool catalogue wants them: %s: %s%s."
              .formatted(
                  first.pointer().isEmpty() ? "/" : first.pointer(),
                  first.detail(),
                  faults.size() > 1 ? " (and " + (faults.size() - 1) + " more)" : ""),
          faults.stream()
              .map(f -> new ChangeRefusedException.Fault(f.pointer(), f.detail()))
              .toList());
    }
  }

  /** The form of a tool's arguments by the catalogue of now. */
  public Optional<ArgumentSchema> schema(String tool) {
    return policy.arguments(tool);
  }

  /**
   * The request as if its agent had posted it so: with its secrets, those that the reviewer saw
   * masked and left alone among them.
   */
  @SuppressWarnings("NullAway") // JSON's null is one of the values that DecisionInput speaks of
  private NewRequest asNew(
      StoredRequest row, RequestRecord before, ChangedArguments arguments, KnownAgent agent) {
    var stored = row.input();
    var posted = row.sealed().map(text -> vault.open(before.id(), text));
    var action = before.action();
    Map<String, @Nullable Object> values =
        Uncovering.of(
            arguments.values(),
            stored.arguments(),
            posted.map(Originals::arguments).orElse(stored.arguments()));
    var canonical = CanonicalForm.of(values);
    var target = posted.map(p -> CanonicalForm.of(p.target())).orElse(action.target());
    var named = posted.map(p -> p.in(stored).target()).orElse(action.named());
    return new NewRequest(
        before.id(),
        new CallingAgent(
            agent.id(),
            agent.owner(),
            agent.labels(),
            agent.environments(),
            stored.agent().createdAt(),
            before.onBehalfOf()),
        new Action(
            action.tool(),
            canonical,
            target,
            named,
            ActionDigest.of(before.agent(), action.tool(), canonical, target, before.task())),
        values,
        stored.request().dataTouched(),
        posted.map(Originals::attributes).orElse(stored.request().attributes()),
        posted.map(Originals::reason).orElse(before.reason()),
        before.task(),
        before.context(),
        before.parent(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private static StricterDemand stricter(ApprovalDemand held, Decision decision, Duration elapsed) {
    return switch (decision) {
      // What the policy would let through waits for people all the same: it was held.
      case Decision.Release release -> StricterDemand.unchanged(held);
      case Decision.Hold hold ->
          StricterDemand.of(held, hold.demand(), elapsed)
              .orElseThrow(
                  () ->
                      new ChangeRefusedException(
                          Why.NO_CHANNEL_LEFT,
                          "With these arguments the request comes into the tier "
                              + hold.tier()
                              + ", and no channel decides both that and the tier of before."));
      case Decision.Refuse refuse ->
          throw new ChangeRefusedException(
              Why.POLICY_REFUSES,
              "The policy refuses these arguments: "
                  + (refuse.explanation().rules().isEmpty()
                      ? "tier " + refuse.tier()
                      : refuse.explanation().rules().getFirst().name())
                  + ".");
    };
  }

  private RequestRecord after(
      RequestRecord before, Action action, Decision decision, ApprovalDemand demand, Instant now) {
    boolean asBefore =
        !(decision instanceof Decision.Hold)
            || policy.strictness(decision.tier()).orElse(0)
                < policy.strictness(before.tier()).orElse(-1);
    // A freeze may have moved the deadline, so it is not counted from the time of holding.
    var expiresAt =
        decision instanceof Decision.Hold hold
            ? now.plus(hold.demand().expireAfter())
            : before.expiresAt();
    return new RequestRecord(
        before.id(),
        before.agent(),
        before.owner(),
        before.onBehalfOf(),
        action,
        before.reason(),
        before.task(),
        before.context(),
        before.parent(),
        before.status(),
        asBefore ? before.tier() : decision.tier(),
        asBefore ? stillHeld(before.explanation(), decision.explanation()) : decision.explanation(),
        Optional.of(demand),
        before.verdict(),
        before.processInstance(),
        before.createdAt(),
        expiresAt.isBefore(before.expiresAt()) ? expiresAt : before.expiresAt(),
        escalatesAt(before, decision, demand, now),
        before.frozenSince(),
        before.decidedAt(),
        before.changed());
  }

  /** Like the deadline, not counted from the time of holding: a freeze may have moved it. */
  private static Optional<Instant> escalatesAt(
      RequestRecord before, Decision decision, ApprovalDemand demand, Instant now) {
    if (demand.escalateTo().isEmpty()) {
      return Optional.empty();
    }
    return before
        .escalatesAt()
        .map(
            at ->
                decision instanceof Decision.Hold hold
                    ? Collections.max(
                        List.of(at, now.plus(hold.demand().escalateAfter().orElse(Duration.ZERO))))
                    : at);
  }

  private static Explanation stillHeld(Explanation old, Explanation now) {
    Set<String> errors = new LinkedHashSet<>(now.errors());
    errors.add(STILL_HELD);
    return new Explanation(old.rules(), List.copyOf(errors), now.policyVersion());
  }

  /**
   * Writes what was proposed, in the same transaction: reviews so far are void.
   *
   * @return whether it was written; not when the request's time is over
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean apply(Proposal proposal, PersonId by, String reason, Instant now) {
    var before = proposal.before;
    var after = proposal.after;
    var id = before.id();
    var original =
        before
            .changed()
            .map(
                earlier ->
                    new ArgumentChange(
                        by, now, reason, earlier.original(), earlier.originalDigest()))
            .orElseGet(
                () ->
                    new ArgumentChange(
                        by, now, reason, before.action().arguments(), before.action().digest()));
    if (update(proposal, original, now) == 0) {
      return false;
    }
    int number = note(proposal, by, reason, now);
    jdbc.sql(
            """
            update reviews set voided_by_change = :number
            where request_id = :id and voided_by_change = 0
            """)
        .param("number", number)
        .param("id", id.value())
        .update();
    groups.remove(id);
    groups.addAll(
        DeciderGroups.places(
            id, after.demand().orElseThrow(), now, after.escalatesAt().orElse(null)));
    if (!proposal.effect.equals(proposal.with)) {
      histories.replace(
          before.agent(), before.task(), proposal.effect, proposal.with, before.createdAt(), now);
    }
    audit.append(
        "request.changed",
        new Actor.ByPerson(by),
        id,
        Map.of(
            "from",
            before.action().digest(),
            "to",
            after.action().digest(),
            "tier",
            after.tier(),
            "policyVersion",
            String.valueOf(after.explanation().policyVersion())));
    changes.afterCommit(id, RequestStatus.PENDING, now);
    return true;
  }

  private int update(Proposal proposal, ArgumentChange change, Instant now) {
    var after = proposal.after;
    return jdbc.sql(
            """
            update requests set arguments = :arguments, digest = :digest, tier = :tier,
              explanation = :explanation, policy_version = :version, demand = :demand,
              decision_input = :input, effect = :effect, expires_at = :expires,
              escalates_at = cast(:escalates as timestamp(6) with time zone),
              escalated_at = case when escalates_at = cast(:escalates as timestamp(6) with time zone)
                then escalated_at else null end,
              changed = :changed, changed_at = :now, masked = cast(:masked as varchar),
              sealed = cast(:sealed as varchar)
            where id = :id and status = 'PENDING' and digest = :before and expires_at > :now
            """)
        .param("arguments", after.action().arguments().text())
        .param("digest", after.action().digest())
        .param("tier", after.tier())
        .param("explanation", StoredJson.write(after.explanation()))
        .param("version", after.explanation().policyVersion())
        .param("demand", StoredJson.write(after.demand().orElseThrow()))
        .param("input", StoredJson.write(proposal.input))
        .param("effect", EffectJson.write(proposal.with))
        .param("expires", at(after.expiresAt()))
        .param("escalates", after.escalatesAt().map(ArgumentChanges::at).orElse(null))
        .param("changed", StoredJson.write(change))
        .param("now", at(now))
        .param(
            "masked",
            after.action().masked().isEmpty() ? null : StoredJson.write(after.action().masked()))
        .param("sealed", proposal.sealed)
        .param("id", after.id().value())
        .param("before", proposal.before.action().digest())
        .update();
  }

  /** Keeps what was replaced; gives the number of the change within its request. */
  private int note(Proposal proposal, PersonId by, String reason, Instant now) {
    var before = proposal.before;
    int number =
        jdbc.sql("select count(*) from request_changes where request_id = :id")
                .param("id", before.id().value())
                .query(Integer.class)
                .single()
            + 1;
    jdbc.sql(
            """
            insert into request_changes (request_id, number, person_id, reason, changed_at,
              from_arguments, from_sealed, from_digest, to_digest)
            values (:id, :number, :person, :reason, :now, :arguments, cast(:sealed as varchar),
              :from, :to)
            """)
        .param("id", before.id().value())
        .param("number", number)
        .param("person", by.value())
        .param("reason", reason)
        .param("now", at(now))
        .param("arguments", before.action().arguments().text())
        .param("sealed", proposal.sealedBefore)
        .param("from", before.action().digest())
        .param("to", proposal.after.action().digest())
        .update();
    return number;
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
