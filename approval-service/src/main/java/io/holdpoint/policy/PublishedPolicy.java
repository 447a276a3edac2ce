package io.holdpoint.policy;

import io.holdpoint.model.Explanation;
import io.holdpoint.model.schema.ArgumentSchema;
import io.holdpoint.policy.PolicyDocument.Tier;
import io.holdpoint.policy.PolicyVersions.Head;
import io.holdpoint.policy.PolicyVersions.Version;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force: decides by an immutable snapshot, which is swapped as a whole.
 *
 * <p>A published version that this instance cannot use (written by a newer one, damaged) is never
 * passed over in favour of the one before: until it can be used, everything is refused.
 */
final class PublishedPolicy implements PolicyEngine, NoticeRoutes {

  private static final Logger log = LoggerFactory.getLogger(PublishedPolicy.class);

  /**
   * One published version, ready to decide.
   *
   * @param findings of the document, apart from groups that nobody is in
   */
  record InForce(Version version, CompiledPolicy policy, List<String> findings) {
    InForce {
      findings = List.copyOf(findings);
    }
  }

  /** A published version that cannot be used here, and why. */
  record Unusable(Head head, String why) {}

  /** What is decided by: {@code unusable} overrides {@code usable}, which then is an older one. */
  private record Standing(InForce usable, Optional<Unusable> unusable) {
    Head head() {
      return unusable.map(Unusable::head).orElseGet(() -> Head.of(usable.version()));
    }
  }

  private final PolicyVersions versions;
  private final PolicyLoader loader;
  private final RuleFailures failures;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile Standing standing;

  PublishedPolicy(
      PolicyVersions versions, PolicyLoader loader, RuleFailures failures, InForce first) {
    this.versions = versions;
    this.loader = loader;
    this.failures = failures;
    this.standing = new Standing(first, Optional.empty());
  }

  @Override
  public Set<String> webhooks() {
    return get().policy().namedWebhooks();
  }

  @Override
  public NoticeRoutes.Routes notices(String tier) {
    return get().policy().notices(tier);
  }

  /** The newest version that this instance could use. */
  InForce get() {
    return standing.usable();
  }

  /** Why nothing is decided by the version that is published; empty when it is decided by. */
  Optional<Unusable> unusable() {
    return standing.unusable();
  }

  @Override
  public Decision decide(DecisionInput input) {
    Standing now = standing;
    if (now.unusable().isPresent()) {
      return refusal(now.unusable().get(), now.usable());
    }
    CompiledPolicy policy = now.usable().policy();
    Decision decision = policy.decide(input, now.usable().version().version());
    failures.note(policy, decision.explanation().errors());
    return decision;
  }

  @Override
  public Effect effect(DecisionInput input) {
    return standing.usable().policy().effect(input);
  }

  @Override
  public String system(String tool) {
    return standing.usable().policy().system(tool);
  }

  @Override
  public Optional<ArgumentSchema> arguments(String tool) {
    return standing.usable().policy().argumentsOf(tool);
  }

  @Override
  public OptionalInt strictness(String tier) {
    return standing.usable().policy().strictness(tier);
  }

  private static Decision refusal(Unusable unusable, InForce last) {
    List<Tier> tiers = last.policy().document().tiers();
    String why = unusable.why() + "; nothing is released until it can be used";
    return new Decision.Refuse(
        tiers.getLast().name(),
        new Explanation(List.of(), List.of(why), unusable.head().version()));
  }

  @Override
  public int version() {
    return standing.head().version();
  }

  @Override
  public int publishedVersion() {
    return versions.newest();
  }

  @Override
  public void refresh() {
    loading.lock();
    try {
      Head head = versions.head();
      if (!head.equals(standing.head())) {
        take(versions.find(head.version()).orElseThrow());
      }
    } finally {
      loading.unlock();
    }
  }

  private void take(Version version) {
    switch (loader.load(version)) {
      case Compilation.Compiled(var policy) -> {
        List<String> findings = policy.findings().stream().map(Remark::toString).toList();
        standing = new Standing(new InForce(version, policy, findings), Optional.empty());
        findings.forEach(finding -> log.warn("Policy finding: {}", finding));
        log.info("Policy version {} is in force", version.version());
      }
      case Compilation.Faulty(var faults) -> {
        String why =
            "policy version "
                + version.version()
                + " is published, but this instance cannot use it: "
                + faults.getFirst()
                + (faults.size() > 1 ? " (and " + (faults.size() - 1) + " more)" : "");
        standing =
            new Standing(standing.usable(), Optional.of(new Unusable(Head.of(version), why)));
        log.error("Nothing is released: {}", why);
      }
    }
  }
}
