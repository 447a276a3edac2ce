package io.holdpoint.verdict;

import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.broker.CredentialBroker.CredentialUnavailableException;
import io.holdpoint.model.token.TokenRefusedException;
import io.holdpoint.model.token.VerdictClaims;
import io.holdpoint.model.token.VerdictTokens;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.Problem;
import io.holdpoint.platform.ProblemException;
import io.holdpoint.policy.PolicyEngine;
import io.holdpoint.policy.TierTerms.RedeemBy;
import io.holdpoint.policy.ToolNames;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.request.posted.PostedRedemption;
import io.holdpoint.verdict.Refusal.Code;
import io.holdpoint.verdict.Uses.Kind;
import io.holdpoint.verdict.Uses.Use;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Redeems approvals: everything is asked again at the moment at which the action is about to run,
 * in one transaction with the record of the attempt. What does not hold then does not run.
 */
@Component
class Redeeming {

  /** A policy that is published meanwhile makes the checks void. */
  private static final int TRIES = 5;

  private static final Logger log = LoggerFactory.getLogger(Redeeming.class);
  private static final String CREDENTIAL_UNAVAILABLE = "credential_unavailable";

  private final VerdictTokens tokens;
  private final VerdictKeys keys;
  private final Uses uses;
  private final Ledger ledger;
  private final PolicyEngine engine;
  private final Ground ground;
  private final Credentials credentials;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final TransactionTemplate transaction;

  Redeeming(
      VerdictTokens tokens,
      VerdictKeys keys,
      Uses uses,
      Ledger ledger,
      PolicyEngine engine,
      Ground ground,
      Credentials credentials,
      AuditTrail audit,
      LedgerTime time,
      PlatformTransactionManager transactions) {
    this.tokens = tokens;
    this.keys = keys;
    this.uses = uses;
    this.ledger = ledger;
    this.engine = engine;
    this.ground = ground;
    this.credentials = credentials;
    this.audit = audit;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * @return committed, with its row in the record
   * @throws ProblemException 503 when the policy changed each time
   */
  Redemption redeem(Redeemer by, PostedRedemption posted) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Redemption> outcome;
      try {
        outcome = transaction.execute(status -> attempt(by, posted));
      } catch (CredentialUnavailableException e) {
        throw unavailable(by, posted, e);
      }
      if (outcome.isPresent()) {
        return outcome.get();
      }
      engine.refresh();
    }
    throw new ProblemException(
        Problem.of(
                503,
                "policy_changing",
                "The policy is being changed",
                "The policy changed each time the approval was checked. Nothing was redeemed; try"
                    + " again.")
            .withHeader("Retry-After", "1"));
  }

  /** All was rolled back, so the attempt is put on record here. */
  private ProblemException unavailable(
      Redeemer by, PostedRedemption posted, CredentialUnavailableException e) {
    RequestId request = tokens.read(posted.token(), keys::published, time.now()).claims().request();
    log.warn("no credential for request {}; nothing was redeemed", request, e);
    transaction.executeWithoutResult(
        status ->
            audit.append(
                "verdict.redemption_refused",
                by.actor(),
                request,
                Map.of("code", CREDENTIAL_UNAVAILABLE)));
    return new ProblemException(
        Problem.of(
                503,
                CREDENTIAL_UNAVAILABLE,
                "No credential can be had for this action now",
                "The approval was not redeemed; it can be, once credentials are made again.")
            .withHeader("Retry-After", "1"));
  }

  /** Empty when this instance does not decide by what is published. */
  private Optional<Redemption> attempt(Redeemer by, PostedRedemption posted) {
    if (engine.version() != engine.publishedVersion()) {
      return Optional.empty();
    }
    Instant now = time.now();
    VerdictTokens.Read read;
    try {
      read = tokens.read(posted.token(), keys::published, now);
    } catch (TokenRefusedException e) {
      return Optional.of(refused(by, null, new Refusal(Code.TOKEN_INVALID, e.getMessage() + ".")));
    }
    VerdictClaims claims = read.claims();
    Optional<RequestRecord> found = ledger.find(claims.request());
    if (found.isEmpty()) {
      return Optional.of(
          refused(by, null, new Refusal(Code.TOKEN_INVALID, "There is no such approval.")));
    }
    RequestRecord request = found.get();
    return Optional.of(
        refusal(by, posted, claims, request)
            .map(refusal -> refused(by, request.id(), refusal))
            .orElseGet(() -> use(by, posted, read, request, now)));
  }

  /** What speaks against it whenever it is asked. */
  private Optional<Refusal> refusal(
      Redeemer by, PostedRedemption posted, VerdictClaims claims, RequestRecord request) {
    if (!request.agent().equals(claims.agent())
        || !request.action().digest().equals(claims.digest())
        || !mayRedeem(by, request)) {
      return Optional.of(
          new Refusal(
              Code.TOKEN_INVALID, "This credential may not redeem this approval, or not alone."));
    }
    if (!posted.digest(request.agent(), request.task()).equals(request.action().digest())) {
      return Optional.of(
          new Refusal(
              Code.ACTION_DIGEST_MISMATCH,
              "The action that is about to run is not the one that was approved."));
    }
    return Optional.empty();
  }

  private boolean mayRedeem(Redeemer by, RequestRecord request) {
    return switch (by) {
      case Redeemer.Agent(var id) ->
          id.equals(request.agent())
              && ground.terms(request).filter(t -> t.redeemBy() == RedeemBy.AGENT).isPresent();
      case Redeemer.Tool(var point) -> ToolNames.match(point.tools(), request.action().tool());
    };
  }

  private Redemption use(
      Redeemer by,
      PostedRedemption posted,
      VerdictTokens.Read read,
      RequestRecord request,
      Instant now) {
    Optional<Use> before = uses.find(request.id());
    Optional<Refusal> refusal =
        before
            .flatMap(use -> second(by, posted, use))
            // An answer that got lost is given again, also when the token's time is over by now.
            .or(() -> before.isPresent() ? Optional.empty() : late(read, request, now))
            .or(() -> ground.lost(request, now));
    if (refusal.isPresent()) {
      return refused(by, request.id(), refusal.get());
    }
    if (before.isPresent()) {
      return new Redemption.Redeemed(request, before.get());
    }
    if (!uses.redeem(
        request.id(),
        by.actor(),
        read.claims().tokenId(),
        posted.redemptionId().orElse(null),
        now)) {
      Use first = uses.find(request.id()).orElseThrow();
      return second(by, posted, first)
          .map(why -> refused(by, request.id(), why))
          .orElseGet(() -> new Redemption.Redeemed(request, first));
    }
    audit.append(
        "verdict.redeemed",
        by.actor(),
        request.id(),
        Map.of(
            "digest", request.action().digest(),
            "token", read.claims().tokenId(),
            "agent", request.agent().value()));
    var credential = credentials.of(by, request, now);
    return new Redemption.Redeemed(request, uses.find(request.id()).orElseThrow(), credential);
  }

  /** Somebody was first: empty when that was this caller, with the same redemption. */
  private static Optional<Refusal> second(Redeemer by, PostedRedemption posted, Use first) {
    if (first.kind() == Kind.REVOKED) {
      return Optional.of(
          new Refusal(Code.REVOKED, "The approval was revoked at " + first.at() + "."));
    }
    boolean same =
        posted.redemptionId().isPresent()
            && posted.redemptionId().equals(first.redemptionId())
            && first.by().equals(by.actor().wire())
            && first.reported().isEmpty(); // it ran, or never will
    return same
        ? Optional.empty()
        : Optional.of(
            new Refusal(Code.ALREADY_REDEEMED, "The approval was redeemed at " + first.at() + "."));
  }

  private Optional<Refusal> late(VerdictTokens.Read read, RequestRecord request, Instant now) {
    return ground
        .late(request, now)
        .or(
            () ->
                read.expired()
                    ? Optional.of(
                        new Refusal(
                            Code.TOKEN_EXPIRED,
                            "The token ended at "
                                + read.claims().expiresAt()
                                + "; the agent reads the request again for another."))
                    : Optional.empty());
  }

  private Redemption refused(Redeemer by, @Nullable RequestId request, Refusal refusal) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("code", refusal.code().wire());
    audit.append("verdict.redemption_refused", by.actor(), request, data);
    return new Redemption.Refused(refusal);
  }
}
