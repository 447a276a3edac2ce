package io.holdpoint.web.preview;

import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.desk.BackgroundDesk;
import io.holdpoint.model.desk.RequestSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What is known around the fixtures: a chain of each task, and a past for the refunds. */
@Component
public class FixtureBackground implements BackgroundDesk {

  private final Fixtures fixtures;

  FixtureBackground(Fixtures fixtures) {
    this.fixtures = fixtures;
  }

  @Override
  public Background of(PersonId reader, RequestId id) {
    var detail = fixtures.open(reader, id);
    String tool = detail.action().tool();
    return new Background(
        tool.endsWith("get")
            ? Reversibility.READ_ONLY
            : tool.endsWith("delete")
                ? Reversibility.IRREVERSIBLE
                : tool.endsWith("refund")
                    ? Reversibility.EXTERNALLY_REVERSIBLE
                    : tool.startsWith("shop")
                        ? Reversibility.UNCLASSIFIED
                        : Reversibility.REVERSIBLE,
        detail.summary().target().system(),
        tool.endsWith("import") ? none() : some(reader),
        new AgentRecord(
            detail.summary().agent(),
            Optional.of(Instant.now().minus(Duration.ofDays(71))),
            1204,
            4,
            31,
            27,
            2,
            2,
            1),
        chain(detail.chain()));
  }

  private static AlikeRequests none() {
    return new AlikeRequests(0, 0, 0, 0, false, List.of());
  }

  private AlikeRequests some(PersonId reader) {
    return new AlikeRequests(
        12,
        1,
        1,
        0,
        false,
        List.of(
            example(reader, "denied", true, false),
            example(reader, "expired", false, false),
            example(reader, "old3", false, true)));
  }

  private Example example(PersonId reader, String name, boolean target, boolean arguments) {
    return new Example(fixtures.open(reader, fixtures.id(name)).summary(), target, arguments);
  }

  private static Chain chain(List<RequestSummary> requests) {
    Map<RequestId, RequestId> parents = new HashMap<>();
    for (int i = 1; i < requests.size(); i++) {
      parents.put(requests.get(i).id(), requests.get(i - 1).id());
    }
    return new Chain(requests, parents, requests.size() >= MOST_IN_CHAIN);
  }
}
