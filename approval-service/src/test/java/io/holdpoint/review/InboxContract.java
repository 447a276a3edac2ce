package io.holdpoint.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.Inbox;
import io.holdpoint.model.desk.InboxFilter;
import io.holdpoint.model.desk.InboxFilter.Order;
import io.holdpoint.model.desk.Page;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewDesk.Reviewed;
import io.holdpoint.request.Ledger;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.TestDirectory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

/** The inbox's queries, on every database. */
@SpringBootTest(classes = DeskSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class InboxContract {

  @Autowired ReviewDesk desk;
  @Autowired Ledger ledger;
  @Autowired TestDirectory directory;
  @Autowired ShiftableLedgerTime time;
  @Autowired JdbcTemplate jdbc;

  private final PersonId ann = new PersonId("ann");

  @BeforeEach
  void emptyInbox() {
    directory.reviewer("ann", "reviewers", "ops");
    directory.put(
        new KnownAgent(Requests.AGENT.id(), new PersonId("olga"), Set.of(), Set.of(), false));
    jdbc.update("delete from request_groups");
  }

  @Test
  void putsWhatIsAlikeIntoOneRowAndLeavesTheRestAlone() {
    var alike = List.of(held("reviewers"), held("reviewers"), held("reviewers"));
    var other = held("reviewers");
    jdbc.update("update requests set tool = 'mail.send' where id = ?", other.value());

    var inbox = desk.inbox(ann, filter("", true, Optional.empty(), 50));

    assertThat(inbox.rows()).extracting(Inbox.Row::count).containsExactly(3, 1);
    assertThat(inbox.rows().getFirst().first().id()).isEqualTo(alike.getFirst());
    assertThat(inbox.waiting()).isEqualTo(4);
    assertThat(inbox.choices().tools()).containsExactly("crm.customers.delete", "mail.send");
    assertThat(desk.inbox(ann, 50).items()).hasSize(4);
  }

  @Test
  void goesThroughAllPagesWithoutLosingOrRepeatingARow() {
    List<RequestId> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(held("reviewers"));
    }
    List<RequestId> seen = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      var page = desk.inbox(ann, filter("", false, after, 3));
      page.rows().forEach(row -> seen.add(row.first().id()));
      after = page.next();
    } while (after.isPresent());

    assertThat(seen).containsExactlyElementsOf(all);
    for (String cursor :
        List.of("x", "1-2", "'; drop table requests", "9".repeat(30) + "-" + all.getFirst())) {
      assertThatThrownBy(() -> desk.inbox(ann, filter("", false, Optional.of(cursor), 3)))
          .isInstanceOf(BadCursorException.class);
    }
  }

  @Test
  void findsWordsInToolTargetTaskAgentAndArgumentsToTheLetter() {
    var one = held("reviewers");
    var two = held("reviewers");
    jdbc.update(
        "update requests set arguments = ?, task = 'T-100%_done' where id = ?",
        "{\"note\":\"Überweisung an ACME!\"}", two.value());

    assertThat(found("überweisung acme!")).containsExactly(two);
    assertThat(found("CUSTOMERS/42")).containsExactly(one, two);
    assertThat(found("100%_")).containsExactly(two);
    assertThat(found("%")).containsExactly(two);
    assertThat(found("acme nobody")).isEmpty();
    for (String hostile :
        List.of("'", "\\", "\u0000acme", "\uD800", "' or 1=1 --", "\"", "!!", "😀")) {
      assertThat(found(hostile)).as(hostile).isNotNull();
    }
    assertThat(found("\u0000acme")).containsExactly(two);
    assertThatThrownBy(() -> found("x".repeat(201))).isInstanceOf(BadInputException.class);
  }

  @Test
  void filtersByEachPartAndByGroupAndSortsByTheLongestWait() {
    var mine = held("reviewers");
    var ops = held("ops");
    jdbc.update("update requests set target_system = 'erp' where id = ?", ops.value());
    jdbc.update(
        "update requests set expires_at = ? where id = ?",
        time.now().plus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC),
        ops.value());

    assertThat(ids(desk.inbox(ann, 10))).containsExactly(ops, mine);
    assertThat(ids(desk.inbox(ann, with("erp", "", Order.WAITS_LONGEST)))).containsExactly(ops);
    assertThat(ids(desk.inbox(ann, with("", "ops", Order.WAITS_LONGEST)))).containsExactly(ops);
    assertThat(ids(desk.inbox(ann, with("", "leads", Order.WAITS_LONGEST)))).isEmpty();
    assertThat(ids(desk.inbox(ann, with("", "", Order.WAITS_LONGEST)))).containsExactly(mine, ops);
  }

  @Test
  void leavesOutWhatBecameTheReadersOwn() {
    held("reviewers");
    directory.put(new KnownAgent(Requests.AGENT.id(), ann, Set.of(), Set.of(), false));

    assertThat(desk.inbox(ann, 10).items()).isEmpty();
  }

  @Test
  void reviewsSeveralTogetherEachForItself() {
    var taken = held("reviewers");
    var withdrawn = held("reviewers");
    var foreign = held("security");
    var two = ledger.record(Requests.held(Requests.demand(new ApprovalSlot("reviewers", 2)))).id();
    desk.review(order(withdrawn, ReviewDecision.DENY, Requests.DIGEST));
    var changed = held("reviewers");

    var reviewed =
        desk.reviewTogether(
            List.of(
                order(taken, ReviewDecision.APPROVE, Requests.DIGEST),
                order(withdrawn, ReviewDecision.APPROVE, Requests.DIGEST),
                order(foreign, ReviewDecision.APPROVE, Requests.DIGEST),
                order(two, ReviewDecision.APPROVE, Requests.DIGEST),
                order(changed, ReviewDecision.APPROVE, "sha256:" + "00".repeat(32))));

    assertThat(reviewed)
        .extracting(Reviewed::request)
        .containsExactly(taken, withdrawn, foreign, two, changed);
    assertThat(reviewed.getFirst()).isInstanceOf(Reviewed.Taken.class);
    assertThat(reviewed.subList(1, 5)).allMatch(Reviewed.Refused.class::isInstance);
    assertThat(ledger.find(taken).orElseThrow().status()).isEqualTo(RequestStatus.APPROVED);
    assertThat(ledger.reviews(two)).isEmpty();
    assertThat(ledger.reviews(changed)).isEmpty();
  }

  @Test
  void refusesTooManyTogetherAndOneTwiceBeforeAnyIsTaken() {
    var id = held("reviewers");
    var order = order(id, ReviewDecision.APPROVE, Requests.DIGEST);

    assertThatThrownBy(() -> desk.reviewTogether(List.of(order, order)))
        .isInstanceOf(BadInputException.class);
    assertThatThrownBy(
            () -> desk.reviewTogether(Collections.nCopies(ReviewDesk.MOST_TOGETHER + 1, order)))
        .isInstanceOf(BadInputException.class);
    assertThat(ledger.reviews(id)).isEmpty();
  }

  @Test
  void readsAnInboxOfTenThousandWithoutDelay() {
    var model = held("reviewers");
    jdbc.update(
        "insert into requests (id, agent_id, owner_id, tool, arguments, target, target_system,"
            + " target_resource, target_environment, digest, reason, task, context, body_hash,"
            + " status, tier, explanation, policy_version, demand, decision_input, created_at,"
            + " expires_at) select "
            + uuid()
            + ", agent_id, owner_id, tool, arguments, target, target_system, target_resource,"
            + " target_environment, digest, reason, task, context, body_hash, status, tier,"
            + " explanation, policy_version, demand, decision_input, created_at, expires_at from"
            + " requests, "
            + numbers(10_000)
            + " where id = ?",
        model.value());
    jdbc.update(
        "insert into request_groups (request_id, slot, group_name, active_from) select id, 0,"
            + " 'reviewers', created_at from requests where status = 'PENDING' and id not in"
            + " (select request_id from request_groups)");
    read("");
    long began = System.nanoTime();
    var inbox = read("42 crm customers");
    long took = System.nanoTime() - began;
    LoggerFactory.getLogger(getClass())
        .info("an inbox of {} searched and grouped in {} ms", inbox.matching(), took / 1_000_000);

    assertThat(inbox.matching()).isGreaterThanOrEqualTo(10_000);
    assertThat(inbox.rows().getFirst().count()).isGreaterThanOrEqualTo(10_000);
    jdbc.update("delete from request_groups");
    jdbc.update("delete from requests where idempotency_key is null and process_seen_at is null");
  }

  abstract String uuid();

  abstract String numbers(int most);

  private Inbox read(String search) {
    return desk.inbox(ann, filter(search, true, Optional.empty(), 50));
  }

  private List<RequestId> found(String search) {
    return ids(desk.inbox(ann, filter(search, false, Optional.empty(), 50)));
  }

  private static List<RequestId> ids(Inbox inbox) {
    return inbox.rows().stream().map(row -> row.first().id()).toList();
  }

  private static List<RequestId> ids(Page<RequestSummary> page) {
    return page.items().stream().map(RequestSummary::id).toList();
  }

  private static InboxFilter filter(
      String search, boolean alike, Optional<String> after, int limit) {
    return new InboxFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        search,
        Order.EXPIRES_SOONEST,
        alike,
        after,
        limit);
  }

  private static InboxFilter with(String system, String group, Order order) {
    return new InboxFilter(
        Optional.of("sensitive"),
        Optional.of("support-bot"),
        Optional.of("crm.customers.delete"),
        Optional.of(system).filter(s -> !s.isEmpty()),
        Optional.of("ticket-8812"),
        Optional.of("Deletes need a person"),
        Optional.of(group).filter(s -> !s.isEmpty()),
        "",
        order,
        false,
        Optional.empty(),
        50);
  }

  private RequestId held(String group) {
    return ledger.record(Requests.held(Requests.demand(new ApprovalSlot(group, 1)))).id();
  }

  private ReviewOrder order(RequestId id, ReviewDecision decision, String digest) {
    return new ReviewOrder(ann, id, decision, "looked at", digest, Channel.CONSOLE);
  }
}
