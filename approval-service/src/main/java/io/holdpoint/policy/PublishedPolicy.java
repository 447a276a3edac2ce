package io.holdpoint.policy;

import io.holdpoint.policy.PolicyVersions.Version;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The policy in force: decides by an immutable snapshot, which is swapped as a whole. */
final class PublishedPolicy implements PolicyEngine {

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

  private final AtomicReference<@Nullable InForce> inForce = new AtomicReference<>();

  void put(InForce next) {
    inForce.set(next);
  }

  InForce get() {
    return Objects.requireNonNull(inForce.get(), "no policy was loaded");
  }

  @Override
  public Decision decide(DecisionInput input) {
    InForce snapshot = get();
    return snapshot.policy().decide(input, snapshot.version().version());
  }

  @Override
  public int version() {
    return get().version().version();
  }
}
