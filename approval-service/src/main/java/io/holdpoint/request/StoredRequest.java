package io.holdpoint.request;

import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.Basis;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Target;
import io.holdpoint.model.Verdict;
import io.holdpoint.policy.DecisionInput;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/**
 * The row of a request. Written whole once; every later change is a conditional update in {@link
 * StoredRequests}, never a change of this object.
 */
@Entity
@SuppressWarnings("UnusedVariable") // some columns are read by queries only
@Table(name = "requests")
class StoredRequest implements Persistable<UUID> {

  @Id private UUID id;
  private String agentId;
  private String ownerId;
  private String tool;
  private String arguments;
  private String target;
  private String targetSystem;
  private String targetResource;
  private String targetEnvironment;
  private String digest;
  private String reason;
  private String task;
  private String context;
  private @Nullable UUID parentId;
  private @Nullable String idempotencyKey;
  private String bodyHash;

  @Enumerated(EnumType.STRING)
  private RequestStatus status;

  private String tier;
  private String explanation;
  private int policyVersion;
  private @Nullable String demand;
  private String decisionInput;

  @Enumerated(EnumType.STRING)
  private @Nullable Basis verdictBasis;

  private @Nullable String verdictReason;
  private @Nullable Long processInstance;
  private @Nullable Instant processSeenAt;
  private @Nullable Instant escalatesAt;
  private @Nullable Instant escalatedAt;
  private Instant createdAt;
  private Instant expiresAt;
  private @Nullable Instant decidedAt;
  private @Nullable Instant changedAt;

  @Transient private boolean stored;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected StoredRequest() {}

  /** Held when there is a demand and no verdict; decided at once when it is the other way round. */
  StoredRequest(
      NewRequest request,
      @Nullable ApprovalDemand demand,
      @Nullable Verdict verdict,
      Instant now,
      Instant expiresAt,
      @Nullable Instant escalatesAt) {
    var action = request.action();
    var explanation = request.decision().explanation();
    this.id = request.id().value();
    this.agentId = request.agent().id().value();
    this.ownerId = request.agent().owner().value();
    this.tool = action.tool();
    this.arguments = action.arguments().text();
    this.target = action.target().text();
    this.targetSystem = action.named().system();
    this.targetResource = action.named().resource();
    this.targetEnvironment = action.named().environment();
    this.digest = action.digest();
    this.reason = request.reason();
    this.task = request.task();
    this.context = request.context().text();
    this.parentId = request.parent().map(RequestId::value).orElse(null);
    this.idempotencyKey = request.idempotencyKey().orElse(null);
    this.bodyHash = request.bodyHash();
    this.tier = request.decision().tier();
    this.explanation = StoredJson.write(explanation);
    this.policyVersion = explanation.policyVersion();
    this.decisionInput = StoredJson.write(request.input());
    this.demand = demand == null ? null : StoredJson.write(demand);
    this.status = verdict == null ? RequestStatus.PENDING : verdict.outcome();
    this.verdictBasis = verdict == null ? null : verdict.basis();
    this.verdictReason = verdict == null ? null : verdict.reason();
    this.createdAt = now;
    this.expiresAt = expiresAt;
    this.escalatesAt = escalatesAt;
    this.decidedAt = verdict == null ? null : now;
    this.processSeenAt = demand == null ? null : now;
    this.changedAt = demand == null ? null : now;
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored; // the id is given by us, so JPA cannot tell by it
  }

  @PostLoad
  void loaded() {
    stored = true;
  }

  String bodyHash() {
    return bodyHash;
  }

  String agentId() {
    return agentId;
  }

  DecisionInput input() {
    return StoredJson.input(decisionInput);
  }

  @Nullable Instant escalatesAt() {
    return escalatesAt;
  }

  RequestRecord toRecord() {
    return new RequestRecord(
        new RequestId(id),
        new AgentId(agentId),
        new PersonId(ownerId),
        new Action(
            tool,
            new CanonicalJson(arguments),
            new CanonicalJson(target),
            new Target(targetSystem, targetResource, targetEnvironment),
            digest),
        reason,
        task,
        new CanonicalJson(context),
        Optional.ofNullable(parentId).map(RequestId::new),
        status,
        tier,
        StoredJson.explanation(explanation),
        Optional.ofNullable(demand).map(StoredJson::demand),
        verdict(),
        Optional.ofNullable(processInstance),
        createdAt,
        expiresAt,
        Optional.ofNullable(decidedAt));
  }

  private Optional<Verdict> verdict() {
    return verdictBasis == null || verdictReason == null
        ? Optional.empty()
        : Optional.of(new Verdict(status, verdictBasis, verdictReason));
  }
}
