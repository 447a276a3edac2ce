package io.holdpoint.web.preview;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Outcome;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.EngineDesk;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.PolicyDesk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Policy, agents, engine and audit of the preview. */
@Component
class FixtureSystem implements AgentDesk, PolicyDesk, EngineDesk, AuditLog {

  private final Instant start = Instant.now();

  @Override
  public List<AgentView> agents(PersonId by) {
    return List.of(
        view("support-bot", false, Set.of("support", "crm"), Set.of("production", "staging")),
        view("release-bot", false, Set.of("ci"), Set.of("staging")),
        view("old-crawler", true, Set.of(), Set.of()));
  }

  private AgentView view(
      String id, boolean disabled, Set<String> labels, Set<String> environments) {
    return new AgentView(
        new AgentId(id),
        new PersonId("root"),
        labels,
        environments,
        disabled,
        start.minus(Duration.ofDays(12)),
        List.of(
            new KeyView(
                "k7f2",
                start.minus(Duration.ofDays(12)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(start.minusSeconds(70))),
            new KeyView(
                "k1a9",
                start.minus(Duration.ofDays(90)),
                Optional.empty(),
                Optional.of(start.minus(Duration.ofDays(11))),
                Optional.empty())));
  }

  @Override
  public Optional<AgentView> agent(AgentId id) {
    return agents(new PersonId("root")).stream().filter(a -> a.id().equals(id)).findAny();
  }

  @Override
  public IssuedKey create(PersonId by, NewAgent agent) {
    if (agent.owner().value().equals("nobody")) {
      throw new BadInputException("owner", "There is no account named nobody.");
    }
    return new IssuedKey(agent.id(), "k0001", "hp_" + agent.id() + "_" + "Q7".repeat(20));
  }

  @Override
  public void update(
      PersonId by, AgentId which, PersonId owner, Set<String> labels, Set<String> environments) {}

  @Override
  public void disable(PersonId by, AgentId which, boolean disabled) {}

  @Override
  public IssuedKey rotateKey(PersonId by, AgentId which) {
    return new IssuedKey(which, "k0002", "hp_" + which + "_" + "Z3".repeat(20));
  }

  @Override
  public void revokeKey(PersonId by, AgentId which, String keyId) {}

  @Override
  public PolicyView current() {
    return new PolicyView(
        3,
        start.minus(Duration.ofHours(30)),
        "root",
        "Deletes in production take two people",
        "tiers:\n  - {name: low, outcome: allow}\n  - name: sensitive\n    outcome: require_approval\n",
        "sensitive",
        List.of(
            new TierView(
                "low",
                Outcome.ALLOW,
                Optional.empty(),
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                true),
            new TierView(
                "sensitive",
                Outcome.REQUIRE_APPROVAL,
                Optional.of("standard-approval"),
                "1 of reviewers",
                List.of(new ApprovalSlot("reviewers", 1)),
                Optional.of("PT15M"),
                Optional.of("PT1H"),
                Optional.of("leads"),
                Optional.of("PT4H"),
                Set.of("console", "slack", "api"),
                true),
            new TierView(
                "critical",
                Outcome.REQUIRE_APPROVAL,
                Optional.of("four-eyes-approval"),
                "1 of ops and 1 of security",
                List.of(new ApprovalSlot("ops", 1), new ApprovalSlot("security", 1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("PT1H"),
                Set.of("console"),
                true),
            new TierView(
                "forbidden",
                Outcome.DENY,
                Optional.empty(),
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                true)),
        List.of(
            new RuleView(
                "Never touch the audit store",
                "forbidden",
                List.of(),
                "target.system == \"holdpoint\"",
                true)),
        List.of(
            new RuleView(
                "Reads are free",
                "low",
                List.of(),
                "tool.reversibility == \"read_only\" && !(\"secret\" in request.dataTouched)",
                true),
            new RuleView(
                "Production deletes take two",
                "critical",
                List.of("*.delete", "*.purge"),
                "target.environment == \"production\"",
                true)),
        List.of(
            new ToolView("crm.*.get", "crm", Reversibility.READ_ONLY, Set.of("pii"), true),
            new ToolView(
                "payments.refund",
                "stripe",
                Reversibility.EXTERNALLY_REVERSIBLE,
                Set.of("money"),
                true)),
        List.of("tier critical: no person is in group security, so nobody can fill its place"));
  }

  @Override
  public Optional<PolicyView> version(int version) {
    return Optional.of(current()).filter(v -> v.version() == version);
  }

  @Override
  public Page<VersionRow> versions(Optional<String> after, int limit) {
    var now = current();
    return new Page<>(
        List.of(new VersionRow(now.version(), now.publishedAt(), now.publishedBy(), now.note())),
        Optional.empty());
  }

  @Override
  public PolicyChange between(int from, int to) {
    return new PolicyChange(List.of(), List.of(), List.of());
  }

  @Override
  public List<RuleHealth> failing(PersonId reader) {
    return List.of();
  }

  @Override
  public EngineState state() {
    return new EngineState(
        "embedded",
        true,
        Optional.of("8.5.8"),
        Optional.of(false),
        2,
        "broker healthy, 1 partition");
  }

  @Override
  public Optional<String> model(String process) {
    try (InputStream in = getClass().getResourceAsStream("/bpmn/standard-approval.bpmn")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<AuditEntry> of(RequestId id) {
    return List.of();
  }

  @Override
  public Page<AuditEntry> latest(PersonId reader, Optional<String> before, int limit) {
    var entries = new ArrayList<AuditEntry>();
    for (int i = 0; i < 40; i++) {
      entries.add(
          new AuditEntry(
              4711 - i,
              start.minusSeconds(i * 37L),
              i % 3 == 0 ? "request.held" : i % 3 == 1 ? "review.given" : "request.released",
              i % 3 == 1 ? "person:grace" : "agent:support-bot",
              Optional.of(
                  new RequestId(new java.util.UUID(0x0198f00000007000L + i, 0x8000000000000000L))),
              Map.of("tier", "sensitive", "policyVersion", "3")));
    }
    return new Page<>(entries, Optional.of("4671"));
  }
}
