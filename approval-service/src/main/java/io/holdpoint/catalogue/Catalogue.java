package io.holdpoint.catalogue;

import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.CatalogueDesk;
import io.holdpoint.simulation.PolicyPair;
import io.holdpoint.simulation.PolicyPair.Policies;
import io.holdpoint.simulation.TrialAccess;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The desk at which tools are classified. */
@Component
class Catalogue implements CatalogueDesk {

  private static final int MOST = 2_000;

  private final SeenTools requests;
  private final LoggedTools logs;
  private final PolicyPair policies;
  private final TrialAccess access;
  private final ToolClassifier classifier = new ToolClassifier();

  Catalogue(SeenTools requests, LoggedTools logs, PolicyPair policies, TrialAccess access) {
    this.requests = requests;
    this.logs = logs;
    this.policies = policies;
    this.access = access;
  }

  @Override
  public List<SeenTool> tools(PersonId by) {
    access.require(by);
    Policies pair = policies.get(by);
    return seen().values().stream()
        .sorted(
            Comparator.comparing(
                    (SeenRow row) -> pair.draft().classOf(row.tool()) != Reversibility.UNCLASSIFIED)
                .thenComparing(
                    Comparator.comparingLong((SeenRow row) -> row.requests() + row.inLogs())
                        .reversed())
                .thenComparing(SeenRow::tool))
        .limit(MOST)
        .map(row -> tool(row, pair))
        .toList();
  }

  @Override
  public Optional<SeenTool> tool(PersonId by, String name) {
    access.require(by);
    return Optional.ofNullable(seen().get(name)).map(row -> tool(row, policies.get(by)));
  }

  private Map<String, SeenRow> seen() {
    Map<String, SeenRow> all = new HashMap<>(logs.all());
    requests.all().forEach((tool, row) -> all.merge(tool, row, SeenRow::and));
    return all;
  }

  private SeenTool tool(SeenRow row, Policies pair) {
    Reversibility byDraft = pair.draft().classOf(row.tool());
    return new SeenTool(
        row.tool(),
        row.requests(),
        row.inLogs(),
        row.agents(),
        row.lastSeen().filter(at -> at.isAfter(Instant.EPOCH)),
        pair.published().classOf(row.tool()),
        byDraft,
        pair.draft().labelsOf(row.tool()),
        row.examples().stream().map(CanonicalJson::new).toList(),
        byDraft == Reversibility.UNCLASSIFIED ? Optional.of(suggestion(row)) : Optional.empty());
  }

  private Suggestion suggestion(SeenRow row) {
    return classifier.suggest(
        row.tool(), row.examples().stream().map(SeenTools::object).toList(), row.hints());
  }
}
