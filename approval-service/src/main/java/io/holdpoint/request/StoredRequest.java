package io.holdpoint.request;

import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Basis;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Target;
import io.holdpoint.model.Verdict;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.Effect;
import io.holdpoint.policy.EffectJson;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of a request, for reading. {@link RequestRows} writes it whole, once; every later change
 * is a conditional update in {@link StoredRequests}, never a change of this object.
 */
@Entity
@SuppressWarnings("UnusedVariable") // some columns are read by queries only
@Table(name = "requests")
class StoredRequest {

  @Id private UUID id;
  private String agentId;
  private String ownerId;
  private String onBehalfOf;
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
  private @Nullable Instant frozenSince;
  private Instant createdAt;
  private Instant expiresAt;
  private @Nullable Instant decidedAt;
  private @Nullable Instant changedAt;
  private @Nullable String effect;
  private String sharedWith;
  private @Nullable String masked;
  private @Nullable String sealed;
  private @Nullable String changed;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected StoredRequest() {}

  RequestId id() {
    return new RequestId(id);
  }

  @Nullable String idempotencyKey() {
    return idempotencyKey;
  }

  String bodyHash() {
    return bodyHash;
  }

  String agentId() {
    return agentId;
  }

  String tool() {
    return tool;
  }

  String targetSystem() {
    return targetSystem;
  }

  String task() {
    return task;
  }

  RequestStatus status() {
    return status;
  }

  Instant createdAt() {
    return createdAt;
  }

  /** What it added to the past; empty when it was refused at once. */
  Optional<Effect> effect() {
    return Optional.ofNullable(effect).map(EffectJson::read);
  }

  /** Whether this agent may name it as a parent. */
  boolean isOpenTo(AgentId agent) {
    return agentId.equals(agent.value()) || sharedWith.contains("/" + agent + "/");
  }

  /** What was posted, encrypted; empty where nothing in it is masked. */
  Optional<String> sealed() {
    return Optional.ofNullable(sealed);
  }

  /** What it was decided on, with its secrets covered. */
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
        onBehalfOf,
        new Action(
            tool,
            new CanonicalJson(arguments),
            new CanonicalJson(target),
            new Target(targetSystem, targetResource, targetEnvironment),
            digest,
            masked == null ? List.of() : StoredJson.texts(masked)),
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
        Optional.ofNullable(escalatesAt),
        Optional.ofNullable(frozenSince),
        Optional.ofNullable(decidedAt),
        Optional.ofNullable(changed).map(StoredJson::change));
  }

  private Optional<Verdict> verdict() {
    return verdictBasis == null || verdictReason == null
        ? Optional.empty()
        : Optional.of(new Verdict(status, verdictBasis, verdictReason));
  }
}
