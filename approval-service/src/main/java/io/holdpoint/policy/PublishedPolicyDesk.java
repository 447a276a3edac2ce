package io.holdpoint.policy;

import io.holdpoint.identity.Directory;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.policy.PolicyVersions.Version;
import io.holdpoint.policy.PublishedPolicy.InForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Shows the policy in force and its earlier versions, as the console wants them. */
@Component
class PublishedPolicyDesk implements PolicyDesk {

  static final int MOST = 200;

  private final PublishedPolicy policy;
  private final PolicyVersions versions;
  private final PolicyLoader loader;
  private final RuleFailures failures;
  private final Directory directory;
  private final ObjectProvider<KnownWebhooks> webhooks;

  PublishedPolicyDesk(
      PublishedPolicy policy,
      PolicyVersions versions,
      PolicyLoader loader,
      RuleFailures failures,
      Directory directory,
      ObjectProvider<KnownWebhooks> webhooks) {
    this.policy = policy;
    this.versions = versions;
    this.loader = loader;
    this.failures = failures;
    this.directory = directory;
    this.webhooks = webhooks;
  }

  @Override
  public PolicyView current() {
    InForce inForce = policy.get();
    return PolicyViews.of(inForce.version(), inForce.policy(), findings(inForce));
  }

  @Override
  public Optional<PolicyView> version(int version) {
    return versions.find(version).map(found -> view(found, loader.load(found)));
  }

  @Override
  public Page<VersionRow> versions(Optional<String> after, int limit) {
    Page<Version> page = page(after, limit);
    return new Page<>(
        page.items().stream()
            .map(
                v ->
                    new VersionRow(
                        v.version(), v.publishedAt(), PolicyViews.publisher(v), v.note()))
            .toList(),
        page.next());
  }

  /**
   * @throws BadCursorException no page gave that cursor, or the limit is not one
   */
  Page<Version> page(Optional<String> after, int limit) {
    if (limit < 1 || limit > MOST) {
      throw new BadCursorException("limit: expected a whole number, 1 to " + MOST);
    }
    int before = after.map(PublishedPolicyDesk::cursor).orElse(Integer.MAX_VALUE);
    List<Version> found = versions.list(before, limit + 1);
    boolean more = found.size() > limit;
    List<Version> shown = more ? found.subList(0, limit) : found;
    return new Page<>(
        shown, more ? Optional.of(String.valueOf(shown.getLast().version())) : Optional.empty());
  }

  private static int cursor(String text) {
    if (text.matches("[0-9]{1,10}")) {
      long value = Long.parseLong(text);
      if (value >= 1 && value <= Integer.MAX_VALUE) {
        return (int) value;
      }
    }
    throw new BadCursorException(
        "after: expected a whole number, 1 to " + Integer.MAX_VALUE + ", as given in next");
  }

  @Override
  public PolicyChange between(int from, int to) {
    return DocumentChange.between(loader, document("from", from), document("to", to)).change();
  }

  private String document(String field, int version) {
    return versions
        .find(version)
        .map(Version::document)
        .orElseThrow(
            () ->
                new BadInputException(
                    field, field + ": version " + version + " was never published"));
  }

  @Override
  public List<RuleHealth> failing(PersonId reader) {
    if (directory.person(reader).filter(person -> !person.disabled()).isEmpty()) {
      throw new NotAllowedException("only people with an account may read this");
    }
    return failures.of(policy.get().policy());
  }

  /**
   * A document with faults is shown as its text alone, with the faults in the place of findings.
   */
  PolicyView view(Version version, Compilation compilation) {
    return switch (compilation) {
      case Compilation.Compiled(var compiled) ->
          PolicyViews.of(
              version,
              compiled,
              findings(compiled, compiled.findings().stream().map(Remark::toString).toList()));
      case Compilation.Faulty(var faults) ->
          new PolicyView(
              version.version(),
              version.publishedAt(),
              PolicyViews.publisher(version),
              version.note(),
              version.document(),
              "",
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              faults.stream().map(Remark::toString).toList());
    };
  }

  /** Why the published version is not in use, where that is so, and what there is to find in it. */
  List<String> findings(InForce inForce) {
    List<String> findings = new ArrayList<>();
    policy.unusable().ifPresent(unusable -> findings.add(unusable.why()));
    findings.addAll(findings(inForce.policy(), inForce.findings()));
    return List.copyOf(findings);
  }

  /** Who is in which group changes without the policy, so that is looked up each time. */
  private List<String> findings(CompiledPolicy compiled, List<String> own) {
    List<String> findings = new ArrayList<>(own);
    compiled.unknownGroups(directory.groups()).forEach(finding -> findings.add(finding.toString()));
    KnownWebhooks known = webhooks.getIfAvailable();
    if (known != null) {
      compiled.unknownWebhooks(known.names()).forEach(finding -> findings.add(finding.toString()));
    }
    return List.copyOf(findings);
  }
}
