package io.holdpoint.web.preview;

import io.holdpoint.model.AgentId;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.GrantDesk;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.RequestDetail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Grants in memory; those of a tool with {@code shell} in its name are refused. */
@Component
class FixtureGrants implements GrantDesk, Fixture {

  private final Fixtures fixtures;
  private final List<GrantView> grants = new ArrayList<>();

  FixtureGrants(Fixtures fixtures) {
    this.fixtures = fixtures;
    reset();
  }

  @Override
  public final void reset() {
    grants.clear();
    grants.add(view("g-open", template("crm.notes.create", 50), 31, Optional.empty()));
    grants.add(
        view(
            "g-hostile",
            template("shop." + "x".repeat(70) + "<b>", 3),
            0,
            Optional.of("revoked by grace: " + Fixtures.HOSTILE)));
  }

  private static NewGrant template(String tool, int uses) {
    return new NewGrant(
        new AgentId("support-bot"),
        Optional.empty(),
        tool,
        new CanonicalJson(
            "{\"environment\":\"production\",\"resource\":\"notes\",\"system\":\"crm\"}"),
        List.of(
            new Bound.Exactly("/kind", "\"call\""),
            new Bound.Between("/amount", 0, 99.5),
            new Bound.OneOf("/currency", List.of("\"EUR\"", "\"USD\"")),
            new Bound.Any("/text")),
        uses,
        Instant.now().plus(Duration.ofDays(7)),
        "Notes are approved within seconds " + Fixtures.HOSTILE,
        Optional.empty());
  }

  private GrantView view(String id, NewGrant grant, int left, Optional<String> ended) {
    return new GrantView(
        id,
        grant,
        new PersonId("ada"),
        Instant.now().minusSeconds(4_000),
        left,
        ended,
        fixtures.named.values().stream().limit(3).toList());
  }

  @Override
  public Page<GrantView> grants(PersonId reader, Optional<String> after, int limit) {
    return new Page<>(grants, Optional.empty());
  }

  @Override
  public Optional<GrantView> grant(PersonId reader, String id) {
    return grants.stream().filter(g -> g.id().equals(id)).findFirst();
  }

  @Override
  public Proposal proposal(PersonId by, RequestId request) {
    RequestDetail detail = fixtures.open(by, request);
    var grant =
        new NewGrant(
            detail.summary().agent(),
            Optional.of(detail.summary().task()).filter(t -> !t.isEmpty()),
            detail.action().tool(),
            detail.action().target(),
            List.of(
                new Bound.Exactly("/amount", "1249.5"),
                new Bound.Exactly("/charge", "\"ch_3PqX81\""),
                new Bound.Exactly("/note", "\"" + "long ".repeat(100) + "\"")),
            5,
            Instant.now().plus(Duration.ofHours(8)),
            "",
            Optional.of(request));
    return new Proposal(
        grant,
        detail.action().tool().contains("shell")
            ? Optional.of("The arguments of db.shell.exec are a program; no bound can hold it.")
            : Optional.empty());
  }

  @Override
  public GrantView make(PersonId by, NewGrant grant) {
    if (grant.why().isBlank()) {
      throw new BadInputException("why", "Say why, for those who read it later.");
    }
    GrantView made = view("g-" + grants.size(), grant, grant.uses(), Optional.empty());
    grants.addFirst(made);
    return made;
  }

  @Override
  public GrantView revoke(PersonId by, String id, String reason) {
    GrantView old = grant(by, id).orElseThrow();
    grants.remove(old);
    GrantView ended =
        view(id, old.grant(), old.usesLeft(), Optional.of("revoked by " + by + ": " + reason));
    grants.add(ended);
    return ended;
  }

  @Override
  public List<Advice> advice(PersonId reader) {
    return List.of(
        new Advice.Release(
            template("crm.notes.create", 100), "31 of 31 approved, median 6 s, none edited"),
        new Advice.Refuse("Exports wait " + Fixtures.HOSTILE, "sensitive", "18 of 20 were denied"));
  }
}
