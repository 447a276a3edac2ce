package io.holdpoint.review;

import io.holdpoint.absence.StandIns;
import io.holdpoint.absence.StandIns.StandIn;
import io.holdpoint.identity.Directory;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.Inbox;
import io.holdpoint.model.desk.Inbox.Choices;
import io.holdpoint.model.desk.InboxFilter;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.request.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reads one person's inbox: all that waits for them in short, then what is shown of it in full. The
 * ledger's search does not know what has changed since (an owner, whose turn it is), so what is
 * shown is judged anew.
 */
@Component
class InboxReading {

  /** Members of a row that are tried when the first is none of the reader's any more. */
  private static final int TRIED = 5;

  private final Ledger ledger;
  private final Directory directory;
  private final StandIns absences;
  private final Views views;
  private final LedgerTime time;

  InboxReading(
      Ledger ledger, Directory directory, StandIns absences, Views views, LedgerTime time) {
    this.ledger = ledger;
    this.directory = directory;
    this.absences = absences;
    this.views = views;
    this.time = time;
  }

  /**
   * @param groups in whose name the person may decide in their own right now
   * @param checks what is planted for the person, to stand among the requests
   */
  Inbox read(Person person, Set<String> groups, InboxFilter filter, List<RequestSummary> checks) {
    Optional<InboxRows.Place> after =
        filter
            .after()
            .map(
                cursor ->
                    InboxRows.Place.parse(cursor)
                        .orElseThrow(
                            () ->
                                new BadCursorException(
                                    "after: expected the cursor of a page before")));
    var asked = filter.group();
    var own = asked.map(g -> groups.contains(g) ? Set.of(g) : Set.<String>of()).orElse(groups);
    var lent = lent(person, asked);
    var words = InboxRows.words(filter);
    List<Waiting> found = new ArrayList<>(ledger.pendingFor(person.id(), own, words, Inbox.MOST));
    addWhereStandingIn(person, lent, words, found);
    if (asked.isEmpty()) {
      checks.forEach(check -> found.add(waiting(check, words.isEmpty())));
    }
    var waiting = notOwn(person.id(), found);
    var matching = waiting.stream().filter(each -> InboxRows.matches(each, filter)).toList();
    var rows = InboxRows.of(matching, filter);
    var left =
        after.isEmpty()
            ? rows
            : rows.stream().filter(row -> row.place().isAfter(after.get())).toList();
    var shown = left.subList(0, Math.min(filter.limit(), left.size()));
    return new Inbox(
        inFull(person.id(), shown, checks),
        waiting.size(),
        matching.size(),
        left.size() > shown.size()
            ? Optional.of(shown.getLast().place().toString())
            : Optional.empty(),
        choices(waiting, groups, lent));
  }

  /** For whom this person stands in now, in the name of which groups. */
  private Map<PersonId, Set<String>> lent(Person person, Optional<String> asked) {
    var standIns = absences.of(person.id(), time.now());
    var absent = directory.people(standIns.stream().map(StandIn::absent).toList());
    Map<PersonId, Set<String>> lent = new TreeMap<>(Comparator.comparing(PersonId::value));
    for (StandIn each : standIns) {
      Person away = absent.get(each.absent());
      if (away != null) {
        Set<String> groups = each.lent(away, person);
        asked.ifPresent(only -> groups.retainAll(Set.of(only)));
        lent.put(each.absent(), groups);
      }
    }
    return lent;
  }

  /** What the absent could decide, but for what the one who stands in may not. */
  private void addWhereStandingIn(
      Person person, Map<PersonId, Set<String>> lent, List<String> words, List<Waiting> found) {
    Set<RequestId> there = found.stream().map(Waiting::id).collect(Collectors.toSet());
    lent.forEach(
        (absent, groups) -> {
          Set<RequestId> theirs =
              ledger.pendingFor(absent, groups, List.of(), Inbox.MOST).stream()
                  .map(Waiting::id)
                  .collect(Collectors.toSet());
          ledger.pendingFor(person.id(), groups, words, Inbox.MOST).stream()
              .filter(each -> theirs.contains(each.id()) && there.add(each.id()))
              .forEach(found::add);
        });
  }

  private List<Waiting> notOwn(PersonId reader, List<Waiting> found) {
    Map<AgentId, Boolean> own = new HashMap<>();
    return found.stream()
        .filter(
            each ->
                !own.computeIfAbsent(
                    each.agent(),
                    id ->
                        directory
                            .agent(id)
                            .map(KnownAgent::owner)
                            .filter(reader::equals)
                            .isPresent()))
        .toList();
  }

  private List<Inbox.Row> inFull(
      PersonId reader, List<InboxRows.Row> rows, List<RequestSummary> checks) {
    Map<RequestId, RequestSummary> planted =
        checks.stream().collect(Collectors.toMap(RequestSummary::id, Function.identity()));
    var ids = rows.stream().flatMap(row -> row.ids().stream().limit(TRIED)).toList();
    var records =
        ledger.findAll(ids).stream()
            .collect(Collectors.toMap(RequestRecord::id, Function.identity()));
    var known = views.known(records.values(), reader, time.now());
    List<Inbox.Row> full = new ArrayList<>();
    for (InboxRows.Row row : rows) {
      row.ids().stream()
          .limit(TRIED)
          .flatMap(
              id ->
                  planted.containsKey(id)
                      ? Stream.of(planted.get(id))
                      : Stream.ofNullable(records.get(id))
                          .filter(
                              r -> views.standing(r, reader, known) instanceof Standing.MayReview)
                          .map(r -> views.summary(r, known)))
          .findFirst()
          .ifPresent(summary -> full.add(new Inbox.Row(summary, row.ids().size())));
    }
    return full;
  }

  private static Waiting waiting(RequestSummary check, boolean found) {
    return new Waiting(
        check.id(),
        check.agent(),
        check.tool(),
        check.target().system(),
        check.task(),
        check.tier(),
        check.why(),
        check.createdAt(),
        check.expiresAt(),
        found);
  }

  private static Choices choices(
      List<Waiting> waiting, Set<String> groups, Map<PersonId, Set<String>> lent) {
    Set<String> all = new TreeSet<>(groups);
    lent.values().forEach(all::addAll);
    return new Choices(
        some(waiting, Waiting::tier),
        some(waiting, each -> each.agent().value()),
        some(waiting, Waiting::tool),
        some(waiting, Waiting::system),
        List.copyOf(all));
  }

  private static List<String> some(List<Waiting> waiting, Function<Waiting, String> part) {
    return waiting.stream()
        .map(part)
        .filter(text -> !text.isEmpty())
        .distinct()
        .sorted()
        .limit(Choices.MOST_OF_EACH)
        .toList();
  }
}
