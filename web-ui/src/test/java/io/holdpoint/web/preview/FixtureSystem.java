package io.holdpoint.web.preview;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.AgentDesk;
import io.holdpoint.model.desk.AuditFilter;
import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.EngineDesk;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.model.desk.ReviewDesk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Agents, engine and audit of the preview. */
@Component
class FixtureSystem implements AgentDesk, EngineDesk, AuditLog {

  private final Instant start = Instant.now();
  private final ReviewDesk desk;

  FixtureSystem(@Lazy ReviewDesk desk) {
    this.desk = desk;
  }

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
                Optional.of(start.plus(Duration.ofDays(6))),
                Optional.empty(),
                Optional.of(start.minusSeconds(70)),
                List.of("10.20.0.0/16", "2001:db8:12::/48")),
            new KeyView(
                "k1a9",
                start.minus(Duration.ofDays(90)),
                Optional.empty(),
                Optional.of(start.minus(Duration.ofDays(11))),
                Optional.empty(),
                List.of())),
        List.of(
            new PlaceView(
                "2001:db8:12::/48",
                "2001:db8:12:1::7",
                "k7f2",
                start.minus(Duration.ofHours(3)),
                start.minusSeconds(70)),
            new PlaceView(
                "10.20.4.0/24",
                "10.20.4.17",
                "k1a9",
                start.minus(Duration.ofDays(12)),
                start.minus(Duration.ofHours(4)))));
  }

  @Override
  public Optional<AgentView> agent(PersonId by, AgentId id) {
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
  public IssuedKey issueKey(PersonId by, AgentId which, KeyTerms terms) {
    return new IssuedKey(which, "k0002", "hp_" + which + "_" + "Z3".repeat(20));
  }

  @Override
  public void restrictKey(PersonId by, AgentId which, String keyId, Set<String> networks) {
    if (networks.contains("10.20.0.1/16")) {
      throw new BadInputException("networks", "networks: '10.20.0.1/16' is no network");
    }
  }

  @Override
  public void revokeKey(PersonId by, AgentId which, String keyId) {}

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
  public List<AuditEntry> of(PersonId reader, RequestId id) {
    return List.of();
  }

  @Override
  public Page<Sealed> search(
      PersonId reader, AuditFilter filter, Optional<String> before, int limit) {
    return new Page<>(
        latest(reader, before, limit).items().stream()
            .map(
                entry ->
                    new Sealed(
                        entry.sequence(),
                        "ab".repeat(32),
                        entry,
                        Optional.of("support-bot"),
                        Optional.of("ticket-8812"),
                        Optional.of("crm.customers.delete"),
                        Optional.of("crm"),
                        Optional.of("customers/42")))
            .toList(),
        Optional.empty());
  }

  @Override
  public TaskChain task(PersonId reader, Optional<String> agent, String task) {
    var requests =
        desk.history(
                reader,
                new RequestFilter(
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    20))
            .items()
            .reversed();
    var parents = new HashMap<RequestId, RequestId>();
    for (int i = 1; i < requests.size(); i++) {
      if (i % 4 != 0) {
        parents.put(requests.get(i).id(), requests.get(i % 3 == 0 ? i - 1 : i / 2).id());
      }
    }
    return new TaskChain(requests, parents, latest(reader, Optional.empty(), 40).items(), true);
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
