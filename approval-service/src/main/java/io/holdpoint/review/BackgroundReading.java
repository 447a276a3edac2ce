package io.holdpoint.review;

import io.holdpoint.identity.Directory;
import io.holdpoint.insight.PastOfRequests;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BackgroundDesk;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.DecidedTools;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What helps to judge a request. Whoever may read one request may read all, so the examples and the
 * chain are nothing new to them; a planted check is shown with the background of what it looks
 * like, to its person alone.
 */
@Component
class BackgroundReading implements BackgroundDesk {

  private final Ledger ledger;
  private final Directory directory;
  private final CheckViews checks;
  private final Views views;
  private final DecidedTools tools;
  private final PastOfRequests past;
  private final LedgerTime time;

  BackgroundReading(
      Ledger ledger,
      Directory directory,
      CheckViews checks,
      Views views,
      DecidedTools tools,
      PastOfRequests past,
      LedgerTime time) {
    this.ledger = ledger;
    this.directory = directory;
    this.checks = checks;
    this.views = views;
    this.tools = tools;
    this.past = past;
    this.time = time;
  }

  @Override
  public Background of(PersonId reader, RequestId id) {
    if (directory
        .person(reader)
        .filter(p -> p.is(Role.REVIEWER) || p.is(Role.ADMIN) || p.is(Role.AUDITOR))
        .isEmpty()) {
      throw new NoSuchRequestException();
    }
    var check = new ArrayList<RequestSummary>();
    var request =
        ledger
            .find(id)
            .or(
                () -> {
                  checks.open(reader, id).ifPresent(d -> check.add(d.summary()));
                  return checks.modelOf(reader, id);
                })
            .orElseThrow(NoSuchRequestException::new);
    var now = time.now();
    return new Background(
        tools.reversibility(request.id()).orElse(Reversibility.UNCLASSIFIED),
        tools.system(request.action().tool()),
        alike(request, reader, now),
        past.record(request.agent()),
        chain(request, check, reader, now));
  }

  private AlikeRequests alike(RequestRecord request, PersonId reader, Instant now) {
    var alike = past.alike(request);
    var records = ledger.findAll(alike.examples());
    var known = views.known(records, reader, now);
    var byId = records.stream().collect(Collectors.toMap(RequestRecord::id, Function.identity()));
    List<Example> examples =
        alike.examples().stream()
            .map(id -> Optional.ofNullable(byId.get(id)))
            .flatMap(Optional::stream)
            .map(
                other ->
                    new Example(
                        views.summary(other, known),
                        other.action().target().equals(request.action().target()),
                        other.action().arguments().equals(request.action().arguments())))
            .toList();
    return new AlikeRequests(
        alike.approved(), alike.denied(), alike.expired(), alike.other(), alike.more(), examples);
  }

  private Chain chain(
      RequestRecord request, List<RequestSummary> check, PersonId reader, Instant now) {
    var records = ledger.chain(request.id(), MOST_IN_CHAIN - check.size());
    var known = views.known(records, reader, now);
    var ids = records.stream().map(RequestRecord::id).collect(Collectors.toSet());
    var parents = new HashMap<RequestId, RequestId>();
    records.forEach(r -> r.parent().filter(ids::contains).ifPresent(p -> parents.put(r.id(), p)));
    var summaries = new ArrayList<>(records.stream().map(r -> views.summary(r, known)).toList());
    summaries.addAll(check);
    return new Chain(summaries, parents, summaries.size() == MOST_IN_CHAIN);
  }
}
