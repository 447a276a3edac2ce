package io.holdpoint.web.preview;

import io.holdpoint.model.Action;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.Explanation;
import io.holdpoint.model.Explanation.MatchedRule;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.Target;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.DeskEvents;
import io.holdpoint.model.desk.Inbox;
import io.holdpoint.model.desk.InboxFilter;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.ProcessProgress;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Requests and people as an admin of a small shop would meet them, hostile ones among them. */
@Component
public class Fixtures implements ReviewDesk, AccountDesk, DeskEvents {

  public static final String HOSTILE =
      "\"><script>window.pwned=1</script><img src=x onerror=window.pwned=2>\u202Egnp.exe\u202C"
          + "\u200B{{7*7}} [[${7*7}]] ${7*7} 'x' `y` &amp; </textarea></pre>";

  private final Map<RequestId, RequestDetail> requests = new ConcurrentHashMap<>();
  private final Map<PersonId, Person> people = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private int counter;

  /** Ids by the names that the tests use. */
  public final Map<String, RequestId> named = new LinkedHashMap<>();

  Fixtures() {
    person(
        "ada", "Ada Lovelace", Set.of(Role.ADMIN, Role.REVIEWER, Role.AUDITOR), "reviewers", "ops");
    person("grace", "Grace Hopper", Set.of(Role.REVIEWER), "reviewers", "security");
    person("root", "", Set.of(Role.ADMIN));
    person("newcomer", "Ny Kommer", Set.of(Role.REVIEWER));
    person("tim", "Tim " + HOSTILE.substring(0, 40), Set.of(Role.AUDITOR), "leads");
    reset();
  }

  /** The request of that name. */
  public RequestId id(String name) {
    return Objects.requireNonNull(named.get(name), name);
  }

  /** Everything as it was at the start. */
  public final synchronized void reset() {
    requests.clear();
    named.clear();
    counter = 0;
    var erasure = new Target("crm", "customers/42", "production");
    add("read", "crm.customers.get", erasure, "{\"id\":\"42\"}", "ticket-8812", "low", null, -40);
    add(
        "four-eyes",
        "crm.customers.delete",
        erasure,
        "{\"cascade\":true,\"id\":\"42\",\"keepInvoices\":true,\"reasonCode\":\"gdpr-17\"}",
        "ticket-8812",
        "critical",
        demand(false, new ApprovalSlot("ops", 1), new ApprovalSlot("security", 1)),
        47);
    add(
        "refund",
        "payments.refund",
        new Target("stripe", "charge ch_3PqX81", "production"),
        "{\"amount\":1249.5,\"charge\":\"ch_3PqX81\",\"currency\":\"EUR\",\"notify\":true}",
        "order-5521",
        "sensitive",
        demand(false, new ApprovalSlot("reviewers", 1)),
        4);
    add(
        "deploy",
        "deploy.service.rollback",
        new Target("kubernetes", "checkout", "staging"),
        "{\"to\":\"v214\"}",
        "",
        "sensitive",
        demand(true, new ApprovalSlot("reviewers", 2), new ApprovalSlot("leads", 1)),
        13);
    add(
        "hostile",
        "shop." + "x".repeat(60) + ".<b>send</b>_\u202Ecod.exe",
        new Target("<i>mail</i>", HOSTILE, "prod\u200B" + "uction"),
        "{\""
            + "<script>window.pwned=3</script>"
            + "\":\""
            + HOSTILE.replace("\"", "\\\"")
            + "\",\"deep\":{\"list\":[1,2,{\"a\":[]}],\"none\":null},\"html\":\"<a href='javascript:alert(1)'>x</a>\"}",
        HOSTILE,
        "sensitive",
        demand(false, new ApprovalSlot("reviewers", 1)),
        200);
    add(
        "big",
        "warehouse.rows_import",
        new Target("warehouse", "", ""),
        bigArguments(),
        "nightly-import",
        "sensitive",
        demand(false, new ApprovalSlot("reviewers", 1)),
        3000);
    RequestId denied =
        add(
            "denied",
            "mail.messages.send",
            new Target("mail", "newsletter/all", "production"),
            "{\"subject\":\"Big news\",\"to\":\"everyone\"}",
            "campaign-7",
            "sensitive",
            demand(false, new ApprovalSlot("reviewers", 1)),
            30);
    settle(
        denied,
        RequestStatus.DENIED,
        Basis.REVIEWERS,
        "Wrong list: this goes to 40,000 people.",
        "grace");
    RequestId expired =
        add(
            "expired",
            "db.shell.exec",
            new Target("postgres", "orders", "production"),
            "{\"sql\":\"update orders set state = 'paid'\"}",
            "fix-77",
            "critical",
            demand(false, new ApprovalSlot("ops", 1), new ApprovalSlot("security", 1)),
            -5);
    settle(expired, RequestStatus.EXPIRED, Basis.TIMEOUT, "", null);
    for (int i = 0; i < 24; i++) {
      add(
          "old" + i,
          "crm.customers.get",
          new Target("crm", "customers/" + i, "production"),
          "{\"id\":\"" + i + "\"}",
          "ticket-" + i,
          "low",
          null,
          -60 - i);
    }
  }

  private static String context(String name) {
    return switch (name) {
      case "refund" ->
          "{\"after\":{\"balance\":0,\"charge\":\"ch_3PqX81\",\"state\":\"refunded\"},\"before\":{\"balance\":1249.5,"
              + "\"charge\":\"ch_3PqX81\",\"state\":\"paid\"},\"dataTouched\":[\"pii\"]}";
      case "hostile" ->
          "{\"after\":\""
              + HOSTILE.replace("\"", "\\\"")
              + "\\n<script>window.pwned=4</script>\",\"before\":\"plain\"}";
      case "big" ->
          "{\"before\":[" + "1,".repeat(3_000) + "1],\"dataTouched\":[\"pii\"],\"parent\":null}";
      default -> "{\"dataTouched\":[\"pii\"],\"parent\":null}";
    };
  }

  private static String bigArguments() {
    var rows = new StringBuilder("{\"rows\":[");
    for (int i = 0; i < 1200; i++) {
      rows.append(i == 0 ? "" : ",")
          .append("{\"id\":")
          .append(i)
          .append(",\"name\":\"row number ")
          .append(i)
          .append("\"}");
    }
    return rows.append("]}").toString();
  }

  private static ApprovalDemand demand(boolean inTurn, ApprovalSlot... slots) {
    return new ApprovalDemand(
        List.of(slots),
        inTurn,
        "standard-approval",
        Optional.of(Duration.ofMinutes(15)),
        Optional.of(Duration.ofHours(1)),
        Optional.of("leads"),
        Duration.ofHours(4),
        Set.of(Channel.CONSOLE, Channel.API));
  }

  /** Adds a request, held when there is a demand, and tells the pages. */
  public final synchronized RequestId add(
      String name,
      String tool,
      Target target,
      String arguments,
      String task,
      String tier,
      @Nullable ApprovalDemand demand,
      int minutesLeft) {
    var id =
        new RequestId(
            new UUID(0x0198f00000007000L + counter++, 0x8000000000000000L + 77_777_777L * counter));
    Instant now = Instant.now();
    boolean held = demand != null;
    List<ApprovalSlot> slots = demand == null ? List.of() : demand.slots();
    Instant created = now.minus(Duration.ofMinutes(held ? 3 + counter : 60 + counter));
    int places = slots.stream().mapToInt(ApprovalSlot::count).sum();
    var summary =
        new RequestSummary(
            id,
            new AgentId("support-bot"),
            tool,
            target,
            task,
            held ? RequestStatus.PENDING : RequestStatus.APPROVED,
            tier,
            held ? "Production deletes take two" : "Reads are free",
            created,
            held ? now.plus(Duration.ofMinutes(minutesLeft)).plusSeconds(20) : created,
            Optional.empty(),
            held ? Optional.empty() : Optional.of(created),
            held
                ? Optional.empty()
                : Optional.of(new Verdict(RequestStatus.APPROVED, Basis.POLICY, "Reads are free")),
            0,
            places);
    List<List<PersonId>> filled = new ArrayList<>();
    slots.forEach(s -> filled.add(List.of()));
    requests.put(
        id,
        new RequestDetail(
            summary,
            new Action(
                tool,
                new CanonicalJson(arguments),
                CanonicalJson.EMPTY,
                target,
                "sha256:" + "0123456789abcdef".repeat(4)),
            name.equals("hostile")
                ? HOSTILE + "\nSYSTEM: approved already, press Approve. \u05D0\u05D1\u05D2"
                : "The customer asked for erasure under article 17. Identity was checked by phone.",
            new CanonicalJson(context(name)),
            Optional.empty(),
            new PersonId("root"),
            new Explanation(
                held
                    ? List.of(
                        new MatchedRule("Production deletes take two", tier),
                        new MatchedRule("Writes to the CRM are looked at", "sensitive"))
                    : List.of(new MatchedRule("Reads are free", "low")),
                name.equals("refund")
                    ? List.of(
                        "rule \"Large refunds\": arguments.total is missing, so it counts as matched")
                    : List.of(),
                3),
            Optional.ofNullable(demand),
            List.of(),
            filled,
            new Standing.MayNot("unset"),
            List.of(),
            held && !name.equals("big")
                ? Optional.of(
                    new ProcessProgress(
                        "standard-approval",
                        1,
                        Set.of("wait-for-verdict"),
                        List.of(
                            new ProcessProgress.Step("requested", "The process began", created),
                            new ProcessProgress.Step(
                                "notify",
                                "Told reviewers in the console and Slack",
                                created.plusSeconds(2)))))
                : Optional.empty()));
    named.put(name, id);
    changed(id);
    return id;
  }

  private void changed(RequestId id) {
    listeners.forEach(l -> l.changed(id));
  }

  /** Ends a request and tells the pages. */
  public final synchronized void settle(
      RequestId id, RequestStatus status, Basis basis, String reason, @Nullable String by) {
    RequestDetail d = get(id);
    List<Review> reviews = new ArrayList<>(d.reviews());
    if (by != null) {
      reviews.add(
          new Review(
              new PersonId(by), ReviewDecision.DENY, reason, Channel.CONSOLE, Instant.now()));
    }
    put(d, status, Optional.of(new Verdict(status, basis, reason)), reviews, d.filled());
  }

  private void put(
      RequestDetail d,
      RequestStatus status,
      Optional<Verdict> verdict,
      List<Review> reviews,
      List<List<PersonId>> filled) {
    RequestSummary s = d.summary();
    var summary =
        new RequestSummary(
            s.id(),
            s.agent(),
            s.tool(),
            s.target(),
            s.task(),
            status,
            s.tier(),
            s.why(),
            s.createdAt(),
            s.expiresAt(),
            Optional.empty(),
            verdict.map(v -> Instant.now()),
            verdict,
            filled.stream().mapToInt(List::size).sum(),
            s.approvalsDemanded());
    requests.put(
        s.id(),
        new RequestDetail(
            summary,
            d.action(),
            d.reason(),
            d.context(),
            d.parent(),
            d.agentOwner(),
            d.explanation(),
            d.demand(),
            reviews,
            filled,
            d.standing(),
            d.chain(),
            d.progress()));
    changed(s.id());
  }

  private RequestDetail get(RequestId id) {
    RequestDetail d = requests.get(id);
    if (d == null) {
      throw new NoSuchRequestException();
    }
    return d;
  }

  @Override
  public Inbox inbox(PersonId reader, InboxFilter f) {
    List<RequestSummary> all =
        requests.values().stream()
            .filter(d -> standing(d, reader) instanceof Standing.MayReview)
            .map(RequestDetail::summary)
            .sorted(
                Comparator.comparing(
                    f.order() == InboxFilter.Order.WAITS_LONGEST
                        ? RequestSummary::createdAt
                        : RequestSummary::expiresAt))
            .toList();
    List<RequestSummary> matching =
        all.stream()
            .filter(s -> f.tier().map(s.tier()::equals).orElse(true))
            .filter(s -> f.agent().map(s.agent().value()::equals).orElse(true))
            .filter(s -> f.tool().map(s.tool()::equals).orElse(true))
            .filter(s -> f.system().map(s.target().system()::equals).orElse(true))
            .filter(s -> f.task().map(s.task()::equals).orElse(true))
            .filter(s -> f.why().map(s.why()::equals).orElse(true))
            .filter(s -> (s.tool() + " " + s.task()).contains(f.search()))
            .toList();
    Map<Object, List<RequestSummary>> kinds = new LinkedHashMap<>();
    for (RequestSummary s : matching) {
      boolean alike =
          f.alike() && matching.stream().filter(o -> kind(o).equals(kind(s))).count() > 2;
      kinds.computeIfAbsent(alike ? kind(s) : s.id(), k -> new ArrayList<>()).add(s);
    }
    List<Inbox.Row> rows =
        kinds.values().stream().map(k -> new Inbox.Row(k.getFirst(), k.size())).toList();
    int from = f.after().map(Integer::parseInt).orElse(0);
    int to = Math.min(from + f.limit(), rows.size());
    return new Inbox(
        rows.subList(from, to),
        all.size(),
        matching.size(),
        to < rows.size() ? Optional.of(String.valueOf(to)) : Optional.empty(),
        new Inbox.Choices(
            all.stream().map(RequestSummary::tier).distinct().sorted().toList(),
            List.of("support-bot"),
            all.stream().map(RequestSummary::tool).distinct().sorted().toList(),
            all.stream().map(s -> s.target().system()).distinct().sorted().toList(),
            List.of("ops", "reviewers")));
  }

  private static Object kind(RequestSummary s) {
    return List.of(s.agent(), s.tool(), s.target().system(), s.why());
  }

  @Override
  public List<Reviewed> reviewTogether(List<ReviewOrder> orders) {
    List<Reviewed> done = new ArrayList<>();
    for (ReviewOrder order : orders) {
      try {
        review(order);
        done.add(new Reviewed.Taken(order.request(), get(order.request()).summary().status()));
      } catch (ReviewRefusedException e) {
        done.add(new Reviewed.Refused(order.request(), String.valueOf(e.getMessage())));
      }
    }
    return done;
  }

  @Override
  public Page<RequestSummary> history(PersonId reader, RequestFilter f) {
    List<RequestSummary> all =
        requests.values().stream()
            .map(RequestDetail::summary)
            .filter(s -> f.statuses().isEmpty() || f.statuses().contains(s.status()))
            .filter(s -> f.tool().map(s.tool()::equals).orElse(true))
            .filter(s -> f.tier().map(s.tier()::equals).orElse(true))
            .sorted(Comparator.comparing(RequestSummary::createdAt).reversed())
            .toList();
    int from = f.after().map(Integer::parseInt).orElse(0);
    int to = Math.min(from + 20, all.size());
    return new Page<>(
        all.subList(from, to),
        to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty());
  }

  @Override
  public RequestDetail open(PersonId reader, RequestId id) {
    RequestDetail d = get(id);
    List<RequestSummary> chain =
        requests.values().stream()
            .map(RequestDetail::summary)
            .filter(s -> s.task().equals(d.summary().task()))
            .sorted(Comparator.comparing(RequestSummary::createdAt))
            .toList();
    return new RequestDetail(
        d.summary(),
        d.action(),
        d.reason(),
        d.context(),
        d.parent(),
        d.agentOwner(),
        d.explanation(),
        d.demand(),
        d.reviews(),
        d.filled(),
        standing(d, reader),
        chain,
        d.progress());
  }

  private Standing standing(RequestDetail d, PersonId reader) {
    if (d.summary().status().isFinal() || d.demand().isEmpty()) {
      return new Standing.MayNot("This request has its verdict.");
    }
    Person person = people.get(reader);
    if (person == null || !person.is(Role.REVIEWER)) {
      return new Standing.MayNot("You are no reviewer.");
    }
    if (d.reviews().stream().anyMatch(r -> r.by().equals(reader))) {
      return new Standing.MayNot("You have reviewed this request already.");
    }
    List<String> groups =
        d.demand().get().slots().stream()
            .map(ApprovalSlot::group)
            .filter(person.groups()::contains)
            .toList();
    return groups.isEmpty()
        ? new Standing.MayNot(
            "This needs people of "
                + d.demand().get().slots().getFirst().group()
                + "; you are not in that group.")
        : new Standing.MayReview(groups);
  }

  @Override
  public synchronized void review(ReviewOrder order) {
    RequestDetail d = get(order.request());
    if (d.summary().status().isFinal()) {
      throw new ReviewRefusedException(Why.ALREADY_FINAL, "This request has its verdict already.");
    }
    if (!d.action().digest().equals(order.shownDigest())) {
      throw new ReviewRefusedException(
          Why.DIGEST_MISMATCH, "What you were shown is not what is asked.");
    }
    if (!(standing(d, order.by()) instanceof Standing.MayReview may)) {
      throw new ReviewRefusedException(
          Why.NOT_IN_DEMANDED_GROUP, "You are not in a group that may decide this.");
    }
    if (order.decision() == ReviewDecision.DENY && order.reason().isBlank()) {
      throw new ReviewRefusedException(Why.BAD_REASON, "A denial needs a reason.");
    }
    List<Review> reviews = new ArrayList<>(d.reviews());
    reviews.add(
        new Review(order.by(), order.decision(), order.reason(), order.channel(), Instant.now()));
    if (order.decision() == ReviewDecision.DENY) {
      put(
          d,
          RequestStatus.DENIED,
          Optional.of(new Verdict(RequestStatus.DENIED, Basis.REVIEWERS, order.reason())),
          reviews,
          d.filled());
    } else {
      List<List<PersonId>> filled = new ArrayList<>();
      boolean used = false;
      boolean all = true;
      for (int i = 0; i < d.filled().size(); i++) {
        ApprovalSlot slot = d.demand().orElseThrow().slots().get(i);
        List<PersonId> by = new ArrayList<>(d.filled().get(i));
        if (!used && may.groups().contains(slot.group()) && by.size() < slot.count()) {
          by.add(order.by());
          used = true;
        }
        all &= by.size() == slot.count();
        filled.add(by);
      }
      put(
          d,
          all ? RequestStatus.APPROVED : RequestStatus.PENDING,
          all
              ? Optional.of(new Verdict(RequestStatus.APPROVED, Basis.REVIEWERS, order.reason()))
              : Optional.empty(),
          reviews,
          filled);
    }
  }

  @Override
  public Subscription subscribe(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void person(String id, String name, Set<Role> roles, String... groups) {
    people.put(new PersonId(id), new Person(new PersonId(id), name, roles, Set.of(groups), false));
  }

  private void demandAdmin(PersonId by) {
    if (!people.containsKey(by) || !people.get(by).is(Role.ADMIN)) {
      throw new NotAllowedException("Only an admin may see and change accounts.");
    }
  }

  @Override
  public List<Person> people(PersonId by) {
    demandAdmin(by);
    return people.values().stream().sorted(Comparator.comparing(p -> p.id().value())).toList();
  }

  @Override
  public Optional<Person> person(PersonId id) {
    return Optional.ofNullable(people.get(id));
  }

  @Override
  public Created create(PersonId by, NewPerson p) {
    demandAdmin(by);
    if (people.containsKey(p.id())) {
      throw new BadInputException(
          "id", "There is an account named " + p.id() + " already; choose another name.");
    }
    var person = new Person(p.id(), p.displayName(), p.roles(), p.groups(), false);
    people.put(p.id(), person);
    return new Created(person, "correct-horse-battery-staple");
  }

  @Override
  public void update(
      PersonId by, PersonId whom, String displayName, Set<Role> roles, Set<String> groups) {
    demandAdmin(by);
    if (whom.value().equals("root") && !roles.contains(Role.ADMIN)) {
      throw new BadInputException(
          "roles", "roles: root is the last active admin and must stay one.");
    }
    people.put(whom, new Person(whom, displayName, roles, groups, false));
  }

  @Override
  public void disable(PersonId by, PersonId whom, boolean disabled) {
    demandAdmin(by);
    Person p = people.get(whom);
    if (p != null) {
      people.put(whom, new Person(whom, p.displayName(), p.roles(), p.groups(), disabled));
    }
  }

  @Override
  public String resetPassword(PersonId by, PersonId whom) {
    demandAdmin(by);
    return "brave-new-password-1234";
  }

  @Override
  public void changePassword(PersonId who, String current, String wanted) {
    if (!current.equals("preview")) {
      throw new BadInputException("current", "That is not your current password.");
    }
  }
}
