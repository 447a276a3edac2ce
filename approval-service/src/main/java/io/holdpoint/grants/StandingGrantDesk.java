package io.holdpoint.grants;

import static io.holdpoint.grants.GrantTerms.bad;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.grants.PastRequests.PastRequest;
import io.holdpoint.identity.Directory;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.GrantDesk;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.platform.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where people make grants, see them counted down, and revoke them. */
@Component
class StandingGrantDesk implements GrantDesk {

  /** Open grants of one agent. */
  static final int MOST_OPEN = 100;

  /** Grants on one page of the list. */
  static final int MOST_LISTED = 200;

  /** What a form begins with. */
  private static final int PROPOSED_USES = 10;

  private static final Duration PROPOSED_SPAN = Duration.ofDays(7);

  /** The last grant of a page, and whether it stood among the open ones. */
  private static final Pattern CURSOR = Pattern.compile("(open|ended)-([1-9][0-9]{0,17})");

  private final GrantStore store;
  private final GrantJudge judge;
  private final PastRequests requests;
  private final AdviceSource history;
  private final Directory directory;
  private final AuditTrail audit;
  private final LedgerTime time;

  StandingGrantDesk(
      GrantStore store,
      GrantJudge judge,
      PastRequests requests,
      AdviceSource history,
      Directory directory,
      AuditTrail audit,
      LedgerTime time) {
    this.store = store;
    this.judge = judge;
    this.requests = requests;
    this.history = history;
    this.directory = directory;
    this.audit = audit;
    this.time = time;
  }

  @Override
  @Transactional(readOnly = true)
  public Page<GrantView> grants(PersonId reader, Optional<String> after, int limit) {
    reader(reader);
    if (limit < 1 || limit > MOST_LISTED) {
      throw new BadCursorException("limit: expected 1 to " + MOST_LISTED + ", was " + limit);
    }
    var now = time.now();
    var cursor = after.map(StandingGrantDesk::cursor).orElse(new Cursor(true, Long.MAX_VALUE));
    var found = store.list(cursor.open(), cursor.before(), now, limit + 1);
    var shown = found.size() > limit ? found.subList(0, limit) : found;
    return new Page<>(
        views(shown, now),
        found.size() > limit ? Optional.of(cursor(shown.getLast(), now)) : Optional.empty());
  }

  private record Cursor(boolean open, long before) {}

  private static Cursor cursor(String text) {
    var cursor = CURSOR.matcher(text);
    if (!cursor.matches()) {
      throw new BadCursorException(
          "after: " + SafeText.quote(text) + "; expected the next of an earlier page");
    }
    return new Cursor(cursor.group(1).equals("open"), Long.parseLong(cursor.group(2)));
  }

  private static String cursor(Grant last, Instant now) {
    return (last.ended(now).isEmpty() ? "open-" : "ended-") + last.number();
  }

  private List<GrantView> views(List<Grant> grants, Instant now) {
    var uses = store.lastUses(grants.stream().map(Grant::number).toList());
    return grants.stream()
        .map(grant -> grant.view(now, uses.getOrDefault(grant.number(), List.of())))
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<GrantView> grant(PersonId reader, String id) {
    reader(reader);
    return find(id).map(grant -> views(List.of(grant), time.now()).getFirst());
  }

  private Optional<Grant> find(String id) {
    return Grant.number(id).flatMap(store::find);
  }

  @Override
  @Transactional(readOnly = true)
  public Proposal proposal(PersonId by, RequestId request) {
    return proposal(by, Channel.CONSOLE, request);
  }

  /** The same for a grant that is to be made elsewhere. */
  @Transactional(readOnly = true)
  Proposal proposal(PersonId by, Channel channel, RequestId id) {
    reader(by);
    var request = requests.find(id).orElseThrow(NoSuchRequestException::new);
    var now = time.now();
    var grant =
        new NewGrant(
            request.agent(),
            Optional.of(request.task()).filter(task -> !task.isEmpty()),
            request.action().tool(),
            request.action().target(),
            Bounds.exactly(request.input().arguments()),
            PROPOSED_USES,
            now.plus(PROPOSED_SPAN).truncatedTo(ChronoUnit.SECONDS),
            "",
            Optional.of(id));
    try {
      allowed(by, channel, GrantTerms.checked(GrantTerms.withWhy(grant, "proposed"), now));
      return new Proposal(grant, Optional.empty());
    } catch (BadInputException | NotAllowedException e) {
      return new Proposal(grant, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  @Transactional
  public GrantView make(PersonId by, NewGrant grant) {
    return make(by, Channel.CONSOLE, grant);
  }

  /** The same from another channel, which the tier's {@code decideIn} may leave out. */
  @Transactional
  GrantView make(PersonId by, Channel channel, NewGrant asked) {
    var now = time.now();
    var terms = GrantTerms.checked(asked, now);
    String group = allowed(by, channel, terms);
    if (store.countOpen(terms.agent(), now) >= MOST_OPEN) {
      throw bad("agent", terms.agent() + " has " + MOST_OPEN + " open grants; revoke some first");
    }
    var grant = store.insert(terms, by, channel, group, now);
    audit.append(
        "grant.made",
        new Actor.ByPerson(by),
        terms.from().orElse(null),
        Map.of(
            "grant", grant.id(),
            "agent", terms.agent().value(),
            "tool", terms.tool(),
            "uses", String.valueOf(terms.uses()),
            "until", terms.until().toString(),
            "group", group,
            "channel", channel.wire()));
    return grant.view(now, List.of());
  }

  /** The group in whose name they may make it. */
  private String allowed(PersonId by, Channel channel, NewGrant terms) {
    person(by, "Only reviewers make grants.", Role.REVIEWER);
    var agent = agent(terms.agent());
    var from = terms.from().map(id -> from(id, terms));
    return judge.group(by, channel, terms, agent, from);
  }

  private KnownAgent agent(AgentId id) {
    return directory
        .agent(id)
        .filter(agent -> !agent.disabled())
        .orElseThrow(() -> bad("agent", "'" + id + "'; expected an agent that is not disabled"));
  }

  private PastRequest from(RequestId id, NewGrant terms) {
    var request =
        requests.find(id).orElseThrow(() -> bad("from", "'" + id + "'; there is no such request"));
    if (request.deniedByPeople()) {
      throw bad("from", "people denied this request; begin with one that was not");
    }
    boolean covered =
        request.agent().equals(terms.agent())
            && request.action().tool().equals(terms.tool())
            && request.action().target().equals(terms.target())
            && terms.task().map(request.task()::equals).orElse(true)
            && Bounds.of(terms.bounds()).match(request.input().arguments());
    if (!covered) {
      throw bad("from", "the grant would not have released the request that it comes from");
    }
    return request;
  }

  @Override
  @Transactional
  public GrantView revoke(PersonId by, String id, String reason) {
    var grant = find(id).orElseThrow(NoSuchRequestException::new);
    var person = person(by, "Only reviewers and admins revoke grants.", Role.REVIEWER, Role.ADMIN);
    boolean may =
        person.is(Role.ADMIN)
            || person.groups().contains(grant.group())
            || by.equals(grant.maker());
    if (!may) {
      throw new NotAllowedException(
          "Only reviewers in " + grant.group() + ", its maker and admins may revoke this grant.");
    }
    String why = GrantTerms.prose("reason", reason);
    var now = time.now();
    if (store.end(grant.number(), "revoked by " + by + ": " + why, now)) {
      audit.append(
          "grant.revoked",
          new Actor.ByPerson(by),
          null,
          Map.of("grant", grant.id(), "agent", grant.terms().agent().value(), "reason", why));
    }
    return views(List.of(store.find(grant.number()).orElseThrow()), now).getFirst();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Advice> advice(PersonId reader) {
    reader(reader);
    return history.advice();
  }

  private void reader(PersonId id) {
    person(id, "This needs one of the roles: reviewer, admin, auditor.", Role.values());
  }

  private Person person(PersonId id, String otherwise, Role... roles) {
    return directory
        .person(id)
        .filter(person -> List.of(roles).stream().anyMatch(person::is))
        .orElseThrow(() -> new NotAllowedException(otherwise));
  }
}
