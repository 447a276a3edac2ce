package io.holdpoint.policy;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.policy.PublishedPolicy.InForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Shows the policy in force, as the console wants it. */
@Component
class PublishedPolicyDesk implements PolicyDesk {

  private final PublishedPolicy policy;
  private final Directory directory;

  PublishedPolicyDesk(PublishedPolicy policy, Directory directory) {
    this.policy = policy;
    this.directory = directory;
  }

  @Override
  public PolicyView current() {
    InForce inForce = policy.get();
    return PolicyViews.of(inForce.version(), inForce.policy(), findings(inForce));
  }

  @Override
  public Optional<PolicyView> version(int version) {
    throw new UnsupportedOperationException("not built yet");
  }

  @Override
  public Page<VersionRow> versions(Optional<String> after, int limit) {
    throw new UnsupportedOperationException("not built yet");
  }

  @Override
  public PolicyChange between(int from, int to) {
    throw new UnsupportedOperationException("not built yet");
  }

  @Override
  public List<RuleHealth> failing(PersonId reader) {
    return List.of();
  }

  /** Who is in which group changes without the policy, so that is looked up each time. */
  List<String> findings(InForce inForce) {
    List<String> findings = new ArrayList<>(inForce.findings());
    inForce
        .policy()
        .unknownGroups(directory.groups())
        .forEach(finding -> findings.add(finding.toString()));
    return List.copyOf(findings);
  }
}
