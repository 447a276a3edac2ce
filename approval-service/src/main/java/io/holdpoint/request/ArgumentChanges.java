package io.holdpoint.request;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.Action;
import io.holdpoint.model.ArgumentChange;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.desk.ChangeRefusedException.Why;
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.model.digest.CanonicalForm;
import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.model.schema.SchemaCheck;
import io.holdpoint.policy.Decision;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.request.posted.ChangedArguments;
import io.holdpoint.request.secrets.Originals;
import io.holdpoint.request.secrets.SecretVault;
import io.holdpoint.task.OpenTask;
import io.holdpoint.task.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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

  private final AgentHistories histories;
  private final RequestReader reader;
  private final DecisionFacts facts;
  private final PolicyEngine policy;
  private final TaskStore tasks;
  private final DeciderGroups groups;
  private final AuditTrail audit;
  private final CommittedChanges changes;
  private final Covering covering;
  private final SecretVault vault;
  private final ChangeRows rows;

  ArgumentChanges(
      AgentHistories histories,
      RequestReader reader,
      DecisionFacts facts,
      PolicyEngine policy,
      TaskStore tasks,
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
    this.tasks = tasks;
    this.groups = groups;
    this.audit = audit;
    this.changes = changes;
    this.covering = covering;
    this.vault = vault;
    this.rows = new ChangeRows(jdbc);
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
  public ChangeProposal propose(
      RequestId id, KnownAgent agent, ChangedArguments arguments, Instant now) {
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
    // What a task was opened for does not change, so what was stored with the request stands.
    var known = gathered.about(request, stored.task().opened(), now);
    var decision = policy.decide(known.input());
    if (decision.explanation().policyVersion() != version) {
      throw new PolicyChangedException(decision.explanation().policyVersion(), version);
    }
    var changedTasks = inTask(before.task(), effect, known.effect());
    var held = before.demand().orElseThrow();
    var stricter =
        ChangedDemand.stricter(held, decision, Duration.between(before.createdAt(), now));
    boolean asBefore =
        !(decision instanceof Decision.Hold)
            || policy.strictness(decision.tier()).orElse(0)
                < policy.strictness(before.tier()).orElse(-1);
    var after = ChangedDemand.after(before, action, decision, asBefore, stricter.demand(), now);
    var sentences = new ArrayList<>(stricter.stricter());
    if (after.expiresAt().isBefore(before.expiresAt())) {
      sentences.add("it expires sooner");
    }
    return new ChangeProposal(
        before,
        after,
        sentences,
        request.covered().map(NewRequest.Covered::sealed).orElse(null),
        row.sealed().orElse(null),
        known.shown(),
        effect,
        known.effect(),
        changedTasks);
  }

  /** The budget of an opened task bounds what people change, too; locked after its agent. */
  private Collection<OpenTask> inTask(String task, Effect before, Effect after) {
    var open = tasks.lock(List.of(task)).values();
    for (var each : open) {
      each.change(OpenedFor.takes(before), OpenedFor.takes(after))
          .ifPresent(
              bound -> {
                throw new ChangeRefusedException(
                    Why.POLICY_REFUSES, "The task does not allow these arguments: " + bound + ".");
              });
    }
    return open;
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

  /**
   * Writes what was proposed, in the same transaction: reviews so far are void.
   *
   * @return whether it was written; not when the request's time is over
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean apply(ChangeProposal proposal, PersonId by, String reason, Instant now) {
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
    if (!rows.write(proposal, original, now)) {
      return false;
    }
    tasks.save(proposal.tasks);
    rows.replaced(proposal, by, reason, now);
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
}
