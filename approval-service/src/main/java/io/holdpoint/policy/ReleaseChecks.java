package io.holdpoint.policy;

import io.holdpoint.model.Outcome;
import io.holdpoint.model.broker.CredentialTerms;
import io.holdpoint.policy.Floor.Guard;
import io.holdpoint.policy.PolicyDocument.Tier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the policy says of an approval after it was given. */
@Component
public class ReleaseChecks {

  /** Versions of which the terms are remembered; they never change, so any may be forgotten. */
  private static final int REMEMBERED = 64;

  private final PublishedPolicy policy;
  private final PolicyVersions versions;
  private final PolicyLoader loader;
  private final Map<Integer, Map<String, TierTerms>> terms = new ConcurrentHashMap<>();

  ReleaseChecks(PublishedPolicy policy, PolicyVersions versions, PolicyLoader loader) {
    this.policy = policy;
    this.versions = versions;
    this.loader = loader;
  }

  /**
   * The guardrails that count for this action now. Where the published policy cannot be used here,
   * that is one of its own that denies.
   */
  public Floor floor(DecisionInput input) {
    return policy
        .unusable()
        .map(
            unusable ->
                new Floor(List.of(new Guard(unusable.why(), "", Outcome.DENY, Optional.empty()))))
        .orElseGet(() -> policy.get().policy().floor(input));
  }

  /**
   * What the actions of a tool run with by the policy that is published, where a credential is made
   * for each.
   */
  public Optional<CredentialTerms> credential(String tool) {
    return policy.get().policy().credential(tool);
  }

  /** The terms of a tier in the version that decided; empty when that cannot be known here. */
  public Optional<TierTerms> terms(int version, String tier) {
    Map<String, TierTerms> known = terms.get(version);
    if (known == null) {
      known = read(version);
      if (terms.size() >= REMEMBERED) {
        terms.clear();
      }
      terms.put(version, known);
    }
    return Optional.ofNullable(known.get(tier));
  }

  private Map<String, TierTerms> read(int version) {
    var inForce = policy.get();
    if (inForce.version().version() == version) {
      return terms(inForce.policy());
    }
    return versions
        .find(version)
        .map(
            found ->
                switch (loader.load(found)) {
                  case Compilation.Compiled(var compiled) -> terms(compiled);
                  case Compilation.Faulty(var faults) -> Map.<String, TierTerms>of();
                })
        .orElse(Map.of());
  }

  private static Map<String, TierTerms> terms(CompiledPolicy compiled) {
    return compiled.document().tiers().stream().collect(Collectors.toMap(Tier::name, Tier::terms));
  }
}
