package io.holdpoint.verdict;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Target;
import io.holdpoint.model.digest.JsonText;
import io.holdpoint.model.token.VerdictClaims;
import io.holdpoint.model.token.VerdictTokens;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.policy.ReleaseChecks;
import io.holdpoint.policy.TierTerms;
import io.holdpoint.request.Answer;
import io.holdpoint.request.VerdictReads;
import io.holdpoint.verdict.Uses.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Mints tokens for agents that read their verdicts, and says what became of approvals. */
@Component
class Minting implements VerdictReads {

  private final Uses uses;
  private final VerdictKeys keys;
  private final VerdictTokens tokens;
  private final VerdictSettings settings;
  private final ReleaseChecks policy;
  private final List<Stop> stops;
  private final AgentEnds ends;
  private final LedgerTime time;

  Minting(
      Uses uses,
      VerdictKeys keys,
      VerdictTokens tokens,
      VerdictSettings settings,
      ReleaseChecks policy,
      List<Stop> stops,
      AgentEnds ends,
      LedgerTime time) {
    this.uses = uses;
    this.keys = keys;
    this.tokens = tokens;
    this.settings = settings;
    this.policy = policy;
    this.stops = stops;
    this.ends = ends;
    this.time = time;
  }

  @Override
  public Map<RequestId, Use> uses(Collection<RequestId> approved) {
    Map<RequestId, Use> found = new HashMap<>();
    for (var use : uses.findAll(approved)) {
      Optional<Instant> at = Optional.of(use.at());
      found.put(
          use.request(),
          use.kind() == Kind.REDEEMED
              ? new Use(at, Optional.empty(), use.reported().map(Uses.Reported::result))
              : new Use(Optional.empty(), at, Optional.empty()));
    }
    return found;
  }

  @Override
  public Optional<Token> mint(Answer answer) {
    int version = answer.explanation().policyVersion();
    Optional<TierTerms> terms = policy.terms(version, answer.tier());
    Instant decidedAt = answer.decidedAt();
    if (terms.isEmpty() || decidedAt == null || isStopped(answer)) {
      return Optional.empty();
    }
    if (ends.last(new AgentId(answer.agent())).filter(end -> !decidedAt.isAfter(end)).isPresent()) {
      return Optional.empty();
    }
    Instant now = time.now();
    Instant usableUntil = decidedAt.plus(terms.get().useWithin());
    Instant until = now.plus(settings.tokenValidFor());
    // In whole seconds, as the token says it: never longer than what it stands for.
    Instant expiresAt =
        (until.isBefore(usableUntil) ? until : usableUntil).truncatedTo(ChronoUnit.SECONDS);
    if (!now.isBefore(expiresAt)) {
      return Optional.empty();
    }
    var signing = keys.signing();
    String text =
        VerdictTokens.mint(
            claims(answer, version, now, expiresAt), signing.key(), signing.secret());
    return Optional.of(new Token(text, expiresAt));
  }

  private VerdictClaims claims(Answer answer, int version, Instant now, Instant expiresAt) {
    return new VerdictClaims(
        tokens.issuer(),
        tokens.audience(),
        new AgentId(answer.agent()),
        UUID.randomUUID().toString(),
        RequestId.parse(answer.id()).orElseThrow(),
        answer.task(),
        answer.tier(),
        version,
        answer.action().digest(),
        answer.action().tool(),
        JsonText.object(answer.action().target()),
        now,
        now,
        expiresAt);
  }

  private boolean isStopped(Answer answer) {
    if (stops.isEmpty()) {
      return false;
    }
    Map<String, @Nullable Object> target = JsonText.object(answer.action().target());
    var subject =
        new Stop.Subject(
            new AgentId(answer.agent()),
            answer.task(),
            answer.action().tool(),
            new Target(
                part(target, "system"), part(target, "resource"), part(target, "environment")));
    return stops.stream().anyMatch(stop -> stop.stops(subject).isPresent());
  }

  private static String part(Map<String, @Nullable Object> target, String name) {
    return Objects.requireNonNullElse(target.get(name), "").toString();
  }
}
