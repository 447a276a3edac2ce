package io.holdpoint.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdpoint.audit.Actor;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.request.Outbox;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.Together;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What the reviewers' desk does, on every database. */
abstract class ReviewContract extends AbsenceContract {

  private static final ApprovalDemand OPS_AND_SECURITY =
      Requests.demand(new ApprovalSlot("ops", 1), new ApprovalSlot("security", 1));
  private static final ApprovalDemand OPS_THEN_SECURITY =
      Requests.inTurn(new ApprovalSlot("ops", 1), new ApprovalSlot("security", 1));

  @Autowired Outbox outbox;
  @Autowired TransactionTemplate transactions;
  @Autowired JdbcTemplate jdbc;

  PersonId ann = new PersonId("ann");
  PersonId ops = new PersonId("ops");
  PersonId security = new PersonId("security");
  PersonId lead = new PersonId("lead");
  PersonId owner = new PersonId("olga");

  @BeforeEach
  void people() {
    ann = directory.reviewer("ann", "reviewers");
    ops = directory.reviewer("ops", "ops");
    security = directory.reviewer("security", "security");
    lead = directory.reviewer("lead", "leads");
    owner = directory.reviewer("olga", "reviewers", "ops", "security");
    directory.put(new KnownAgent(Requests.AGENT.id(), owner, Set.of(), Set.of(), false));
  }

  @AfterEach
  void resetClock() {
    time.reset();
  }

  @Test
  void approvesWithTheReviewersReason() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 1)));

    var detail = approve(id, ann, " He did ask for it. ");

    assertThat(detail.summary().status()).isEqualTo(RequestStatus.APPROVED);
    assertThat(detail.summary().verdict())
        .contains(new Verdict(RequestStatus.APPROVED, Basis.REVIEWERS, "He did ask for it."));
    assertThat(detail.filled()).containsExactly(List.of(ann));
    assertThat(detail.summary().approvalsGiven()).isEqualTo(1);
    assertThat(detail.summary().approvalsDemanded()).isEqualTo(1);
    assertThat(events(id)).containsExactly("request.held", "review.given", "request.approved");
    assertThat(audit.of(new PersonId("ann"), id).getLast().actor()).isEqualTo("person:ann");
  }

  @Test
  void endsWithOneDenialWhateverWasApproved() {
    var id = held(OPS_AND_SECURITY);
    approve(id, ops, "");

    var detail = deny(id, security, "Not in production.");

    assertThat(detail.summary().verdict())
        .contains(new Verdict(RequestStatus.DENIED, Basis.REVIEWERS, "Not in production."));
    assertThat(events(id)).endsWith("review.given", "request.denied");
  }

  @Test
  void waitsUntilTheWholeDemandIsMet() {
    var id = held(OPS_AND_SECURITY);

    var half = approve(id, security, "fine with me");

    assertThat(half.summary().status()).isEqualTo(RequestStatus.PENDING);
    assertThat(half.filled()).containsExactly(List.of(), List.of(security));
    assertThat(half.standing()).isInstanceOf(Standing.MayNot.class);
    assertThat(approve(id, ops, "and me").summary().verdict().orElseThrow().reason())
        .isEqualTo("fine with me\nand me");
  }

  @Test
  void countsAnApprovalNoMoreOnceItsGiverIsDisabledOrLeftTheGroup() {
    var id = held(Requests.demand(new ApprovalSlot("ops", 3)));
    var other = directory.reviewer("other", "ops");
    var third = directory.reviewer("third", "ops");
    approve(id, ops, "");
    approve(id, other, "");
    directory.disable(ops);
    directory.reviewer("other", "elsewhere");

    var detail = approve(id, third, "");

    assertThat(detail.summary().status()).isEqualTo(RequestStatus.PENDING);
    assertThat(detail.filled()).containsExactly(List.of(third));
  }

  @Test
  void tellsAVerdictByTheGroupsOfThen() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 1)));
    approve(id, ann, "");
    directory.disable(ann);
    var auditor = directory.person("audra", Set.of(Role.AUDITOR));

    assertThat(desk.open(auditor, id).filled()).containsExactly(List.of(ann));
  }

  @Test
  void refusesAReviewAfterTheEnd() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 1)));
    ledger.settle(id, new Verdict(RequestStatus.CANCELLED, Basis.AGENT, ""), new Actor.BySystem());

    assertThat(refusal(id, ann, ReviewDecision.APPROVE, "")).isEqualTo(Why.ALREADY_FINAL);
    assertThat(events(id)).containsExactly("request.held", "request.cancelled");
  }

  @Test
  void refusesAReviewAfterTheTimeIsOverAndExpiresTheRequest() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 1)));
    time.forward(Duration.ofHours(4));

    assertThat(refusal(id, ann, ReviewDecision.APPROVE, "")).isEqualTo(Why.ALREADY_FINAL);

    time.reset();
    assertThat(ledger.find(id).orElseThrow().status()).isEqualTo(RequestStatus.EXPIRED);
  }

  @Test
  void refusesAReviewByTheAgentsOwner() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 1)));

    assertThat(refusal(id, owner, ReviewDecision.APPROVE, "")).isEqualTo(Why.OWN_REQUEST);
    assertThat(refusal(id, owner, ReviewDecision.DENY, "no")).isEqualTo(Why.OWN_REQUEST);
    unchanged(id);
  }

  @Test
  void refusesAReviewByWhoBecameTheAgentsOwnerSince() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 1)));
    directory.put(new KnownAgent(Requests.AGENT.id(), ann, Set.of(), Set.of(), false));

    assertThat(refusal(id, ann, ReviewDecision.APPROVE, "")).isEqualTo(Why.OWN_REQUEST);
    unchanged(id);
  }

  @Test
  void refusesAReviewWithADigestThatIsNotTheOneShown() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 1)));
    var other = "sha256:" + "cd".repeat(32);

    var refused =
        catchThrowableOfType(
            ReviewRefusedException.class,
            () ->
                desk.review(
                    new ReviewOrder(ann, id, ReviewDecision.APPROVE, "", other, Channel.API)));

    assertThat(refused.why()).isEqualTo(Why.DIGEST_MISMATCH);
    unchanged(id);
  }

  @Test
  void refusesASecondReviewByOnePerson() {
    var id = held(Requests.demand(new ApprovalSlot("ops", 2)));
    approve(id, ops, "");

    assertThat(refusal(id, ops, ReviewDecision.APPROVE, "")).isEqualTo(Why.ALREADY_REVIEWED);
    assertThat(refusal(id, ops, ReviewDecision.DENY, "no")).isEqualTo(Why.ALREADY_REVIEWED);
    assertThat(events(id)).containsExactly("request.held", "review.given");
  }

  @Test
  void refusesWhoIsInNoDemandedGroupOrNoReviewerOrDisabledOrUnknown() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 1)));
    var admin = directory.person("adam", Set.of(Role.ADMIN), "reviewers");
    var gone = directory.reviewer("gone", "reviewers");
    directory.disable(gone);

    for (var person : List.of(ops, admin, gone, new PersonId("nobody"))) {
      assertThat(refusal(id, person, ReviewDecision.APPROVE, ""))
          .isEqualTo(Why.NOT_IN_DEMANDED_GROUP);
    }
    unchanged(id);
  }

  @Test
  void refusesAChannelThatTheTierLeavesOut() {
    var demand = Requests.demand(new ApprovalSlot("reviewers", 1));
    var id =
        held(
            new ApprovalDemand(
                demand.slots(),
                false,
                demand.process(),
                demand.remindAfter(),
                demand.escalateAfter(),
                demand.escalateTo(),
                demand.expireAfter(),
                Set.of(Channel.CONSOLE)));

    assertThat(refusal(id, ann, ReviewDecision.APPROVE, "")).isEqualTo(Why.CHANNEL_NOT_ALLOWED);
    unchanged(id);
  }

  @Test
  void refusesADenialWithoutAReasonAndAReasonThatIsTooLong() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 2)));

    assertThat(refusal(id, ann, ReviewDecision.DENY, " \n ")).isEqualTo(Why.BAD_REASON);
    assertThat(refusal(id, ann, ReviewDecision.DENY, "x".repeat(2001))).isEqualTo(Why.BAD_REASON);
    assertThat(refusal(id, ann, ReviewDecision.DENY, "a\u0000b")).isEqualTo(Why.BAD_REASON);
    unchanged(id);
    approve(id, ann, "x".repeat(2000));
  }

  @Test
  void endsOnlyWithAsManyDenialsAsTheTierSays() {
    var id = held(denials(2, new ApprovalSlot("ops", 3)));
    var two = directory.reviewer("two", "ops");
    var three = directory.reviewer("three", "ops");

    assertThat(deny(id, ops, "too risky").summary().status()).isEqualTo(RequestStatus.PENDING);
    assertThat(refusal(id, ops, ReviewDecision.DENY, "again")).isEqualTo(Why.ALREADY_REVIEWED);
    assertThat(refusal(id, ops, ReviewDecision.APPROVE, "")).isEqualTo(Why.ALREADY_REVIEWED);
    assertThat(approve(id, two, "").summary().approvalsGiven()).isEqualTo(1);
    assertThat(deny(id, three, "I agree").summary().verdict())
        .contains(new Verdict(RequestStatus.DENIED, Basis.REVIEWERS, "too risky\nI agree"));
  }

  @Test
  void countsADenialNoMoreOnceItsGiverLeftTheGroup() {
    var id = held(denials(2, new ApprovalSlot("ops", 3)));
    deny(id, ops, "no");
    directory.reviewer("ops", "elsewhere");

    assertThat(deny(id, directory.reviewer("two", "ops"), "no").summary().status())
        .isEqualTo(RequestStatus.PENDING);
    assertThat(deny(id, directory.reviewer("three", "ops"), "no").summary().status())
        .isEqualTo(RequestStatus.DENIED);
  }

  @Test
  void endsOnceWhenTheLastTwoDenialsComeAtTheSameMoment() {
    for (int round = 0; round < 20; round++) {
      var id = held(denials(2, new ApprovalSlot("ops", 2)));
      var two = directory.reviewer("two", "ops");

      Together.run(() -> deny(id, ops, "no"), () -> deny(id, two, "no"));

      assertThat(events(id))
          .containsExactly("request.held", "review.given", "review.given", "request.denied");
    }
  }

  @Test
  void demandsAReasonForAnApprovalWhereTheTierDoes() {
    var d = Requests.demand(new ApprovalSlot("reviewers", 1));
    var id =
        held(
            new ApprovalDemand(
                d.slots(),
                false,
                d.process(),
                d.remindAfter(),
                d.escalateAfter(),
                d.escalateTo(),
                d.expireAfter(),
                d.decideIn(),
                false,
                1,
                true));

    assertThat(refusal(id, ann, ReviewDecision.APPROVE, "")).isEqualTo(Why.BAD_REASON);
    assertThat(refusal(id, ann, ReviewDecision.APPROVE, "ok ..........")).isEqualTo(Why.BAD_REASON);
    assertThat(refusal(id, ann, ReviewDecision.APPROVE, "123456789")).isEqualTo(Why.BAD_REASON);
    unchanged(id);
    assertThat(approve(id, ann, "1234567890").summary().status()).isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void refusesAReviewByTheOwnerOfAnAgentWhoseRequestCausedIt() {
    var reader = Requests.agent("reader-of-" + ann);
    directory.put(new KnownAgent(reader.id(), ann, Set.of(), Set.of(), false));
    var top =
        ledger.record(
            Requests.sharedWith(
                Requests.withAgent(Requests.released(), reader), Requests.AGENT.id()));
    var between = ledger.record(Requests.withParent(Requests.released(), top.id()));
    var id =
        ledger
            .record(
                Requests.withParent(
                    Requests.held(Requests.demand(new ApprovalSlot("reviewers", 1))), between.id()))
            .id();

    assertThat(refusal(id, ann, ReviewDecision.APPROVE, "")).isEqualTo(Why.OWN_REQUEST);
    assertThat(refusal(id, ann, ReviewDecision.DENY, "no")).isEqualTo(Why.OWN_REQUEST);
    assertThat(inbox(ann)).doesNotContain(id);
    unchanged(id);
    var bea = directory.reviewer("bea", "reviewers");
    assertThat(inbox(bea)).contains(id);
    assertThat(approve(id, bea, "").summary().status()).isEqualTo(RequestStatus.APPROVED);
  }

  private static ApprovalDemand denials(int denials, ApprovalSlot... slots) {
    var d = Requests.demand(slots);
    return new ApprovalDemand(
        d.slots(),
        false,
        d.process(),
        d.remindAfter(),
        d.escalateAfter(),
        d.escalateTo(),
        d.expireAfter(),
        d.decideIn(),
        false,
        denials,
        false);
  }

  @Test
  void asksTheGroupsInTurn() {
    var id = held(OPS_THEN_SECURITY);

    assertThat(refusal(id, security, ReviewDecision.APPROVE, "")).isEqualTo(Why.NOT_YET_YOUR_TURN);
    assertThat(inbox(security)).doesNotContain(id);
    assertThat(inbox(ops)).contains(id);

    approve(id, ops, "");

    assertThat(inbox(security)).contains(id);
    assertThat(approve(id, security, "").summary().status()).isEqualTo(RequestStatus.APPROVED);
    assertThat(messages(id))
        .containsExactly(Outbox.Kind.START, Outbox.Kind.TURN_OVER, Outbox.Kind.VERDICT);
  }

  @Test
  void takesADenialOutOfTurn() {
    var id = held(OPS_THEN_SECURITY);

    assertThat(deny(id, security, "never").summary().status()).isEqualTo(RequestStatus.DENIED);
  }

  @Test
  void letsTheEscalationGroupDecideOnceTheLedgersClockAgreesWithoutTheEngine() {
    var id = held(OPS_AND_SECURITY);
    assertThat(refusal(id, lead, ReviewDecision.APPROVE, "")).isEqualTo(Why.NOT_IN_DEMANDED_GROUP);
    assertThat(inbox(lead)).doesNotContain(id);

    time.forward(Duration.ofHours(1));

    assertThat(inbox(lead)).contains(id);
    assertThat(approve(id, lead, "").filled()).containsExactly(List.of(lead), List.of());
  }

  @Test
  void deniesWhatADisabledAgentWaitsForInsteadOfApprovingIt() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 1)));
    directory.put(new KnownAgent(Requests.AGENT.id(), owner, Set.of(), Set.of(), true));

    assertThat(refusal(id, ann, ReviewDecision.APPROVE, "")).isEqualTo(Why.ALREADY_FINAL);

    assertThat(ledger.find(id).orElseThrow().verdict().orElseThrow().basis())
        .isEqualTo(Basis.SYSTEM);
  }

  @Test
  void saysThatTheTaskIsOverAndByWhatToWhoeverApprovesInIt() {
    var task = "task-" + UUID.randomUUID();
    var now = time.now().atOffset(ZoneOffset.UTC);
    jdbc.update(
        "insert into tasks (id, agent_id, owner_id, terms, used, opened_at, expires_at, withdrawn)"
            + " values (?, 'support-bot', 'olga', '{\"purpose\":\"\",\"sums\":{},\"agents\":[]}',"
            + " '{\"actions\":0,\"sums\":{},\"targets\":{},\"denied\":[],\"strikes\":0}', ?, ?,"
            + " true)",
        task,
        now,
        now.plusHours(1));
    var id = ledger.record(Requests.withTask(Requests.held(), task)).id();
    jdbc.update(
        "update tasks set ended_at = ?, ended_why = 'ended by ada: wrong orders', ended_by ="
            + " 'person:ada' where id = ?",
        now,
        task);

    assertThatThrownBy(() -> approve(id, ann, ""))
        .isInstanceOf(ReviewRefusedException.class)
        .hasMessage("The task is over (ended by ada: wrong orders): nothing in it is approved.");
    unchanged(id);
    assertThat(deny(id, ann, "too late").summary().status()).isEqualTo(RequestStatus.DENIED);

    jdbc.update(
        "update tasks set ended_at = null, ended_why = null, ended_by = null where id = ?", task);
    var other = ledger.record(Requests.withTask(Requests.held(), task)).id();
    time.forward(Duration.ofHours(1));
    assertThatThrownBy(() -> approve(other, ann, ""))
        .hasMessageContaining("The task is over (its time is over)");
  }

  @Test
  void showsInTheInboxWhatThisPersonCouldDecideSoonestToExpireFirst() {
    var late = held(Requests.demand(new ApprovalSlot("fresh", 2)));
    var soon =
        ledger
            .record(
                Requests.withExpiresIn(
                    Requests.held(Requests.demand(new ApprovalSlot("fresh", 2))),
                    Duration.ofMinutes(9)))
            .id();
    var fresh = directory.reviewer("fresh", "fresh");
    directory.reviewer("olga", "fresh");

    assertThat(inbox(fresh)).containsExactly(soon, late);
    assertThat(inbox(owner)).isEmpty();

    approve(soon, fresh, "");

    assertThat(inbox(fresh)).containsExactly(late);
  }

  @Test
  void opensHistoryAndRequestsToReviewersAdminsAndAuditorsOnly() {
    var id = held(Requests.demand(new ApprovalSlot("reviewers", 1)));
    var nobody = directory.person("nobody-much", Set.of());
    var auditor = directory.person("audra", Set.of(Role.AUDITOR));
    var filter =
        new RequestFilter(
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            5);

    assertThat(desk.open(auditor, id).standing()).isInstanceOf(Standing.MayNot.class);
    assertThat(desk.history(auditor, filter).items()).isNotEmpty();
    assertThatThrownBy(() -> desk.open(nobody, id)).isInstanceOf(NoSuchRequestException.class);
    assertThatThrownBy(() -> desk.history(nobody, filter)).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> desk.inbox(auditor, 5)).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> audit.latest(ann, Optional.empty(), 5))
        .isInstanceOf(NotAllowedException.class);
    assertThat(audit.latest(auditor, Optional.empty(), 1).items().getFirst().request())
        .contains(id);
  }

  @Test
  void countsBothOfFiftyPairsOfSimultaneousApprovalsAndGivesOneVerdict() {
    for (int pair = 0; pair < 50; pair++) {
      var id = held(OPS_AND_SECURITY);

      Together.run(() -> approve(id, ops, "one"), () -> approve(id, security, "two"));

      var request = ledger.find(id).orElseThrow();
      assertThat(request.status()).isEqualTo(RequestStatus.APPROVED);
      assertThat(ledger.reviews(id)).hasSize(2);
      assertThat(events(id))
          .containsExactly("request.held", "review.given", "review.given", "request.approved");
      assertThat(messages(id)).containsExactly(Outbox.Kind.START, Outbox.Kind.VERDICT);
    }
  }

  @Test
  void givesOneVerdictWhenApprovalDenialExpiryAndCancellationRace() {
    for (int round = 0; round < 30; round++) {
      var id = held(OPS_AND_SECURITY);
      approve(id, ops, "");
      // Brought to the edge of its time, so that the expiry may win as well.
      time.forward(Duration.ofHours(4).minusMillis(4));
      Together.tolerant(
          () -> approve(id, security, ""),
          () -> deny(id, directory.reviewer("sam", "security"), "no"),
          () -> ledger.expireIfDue(id, new Actor.BySystem()),
          () ->
              ledger.settle(
                  id,
                  new Verdict(RequestStatus.CANCELLED, Basis.AGENT, ""),
                  new Actor.ByAgent(new AgentId("support-bot"))));
      time.forward(Duration.ofSeconds(1));

      var status = ledger.find(id).orElseThrow().status();
      assertThat(events(id).stream().filter(ReviewContract::isVerdict))
          .containsExactly("request." + status.wire());
      assertThat(messages(id)).containsExactly(Outbox.Kind.START, Outbox.Kind.VERDICT);
      time.reset();
    }
  }

  @Test
  void takesAReviewThatDecidesNothingWhileTheAgentIsLocked() {
    var two = held(OPS_AND_SECURITY);
    var other = held(Requests.demand(new ApprovalSlot("reviewers", 1)));

    transactions.executeWithoutResult(
        tx -> {
          // The agent's row is held here until the end of the transaction.
          ledger.lock(other);
          var taken = CompletableFuture.supplyAsync(() -> approve(two, ops, ""));
          assertThat(taken.orTimeout(5, TimeUnit.SECONDS).join().filled())
              .containsExactly(List.of(ops), List.of());
        });
  }

  @Test
  void leavesConnectionsToOthersWhileManyDecideRequestsOfOneLockedAgent() {
    var ids = new ArrayList<RequestId>();
    for (int i = 0; i < 40; i++) {
      ids.add(held(Requests.demand(new ApprovalSlot("reviewers", 1))));
    }
    var under = held(Requests.demand(new ApprovalSlot("reviewers", 1)));
    var reviews = new ArrayList<CompletableFuture<Void>>();
    try (var threads = Executors.newCachedThreadPool()) {
      transactions.executeWithoutResult(
          tx -> {
            ledger.lock(under);
            for (var id : ids) {
              reviews.add(CompletableFuture.runAsync(() -> approve(id, ann, ""), threads));
            }
            // Less than the pool's patience: nobody may be turned away.
            for (int i = 0; i < 20; i++) {
              assertThat(
                      CompletableFuture.supplyAsync(() -> ledger.find(under), threads)
                          .orTimeout(2, TimeUnit.SECONDS)
                          .join())
                  .isPresent();
            }
          });
      reviews.forEach(CompletableFuture::join);
    }
    assertThat(ids)
        .allSatisfy(
            id ->
                assertThat(ledger.find(id).orElseThrow().status())
                    .isEqualTo(RequestStatus.APPROVED));
  }

  private static boolean isVerdict(String event) {
    return event.startsWith("request.") && !event.equals("request.held");
  }

  void unchanged(RequestId id) {
    assertThat(ledger.find(id).orElseThrow().status()).isEqualTo(RequestStatus.PENDING);
    assertThat(ledger.reviews(id)).isEmpty();
    assertThat(events(id)).containsExactly("request.held");
  }

  List<Outbox.Kind> messages(RequestId id) {
    var found = new ArrayList<Outbox.Kind>();
    List<Outbox.Message> claimed;
    do {
      claimed = outbox.claim(100, Duration.ofMinutes(1));
      for (var message : claimed) {
        outbox.done(message.id());
        if (message.request().equals(id)) {
          found.add(message.kind());
        }
      }
    } while (!claimed.isEmpty());
    return found;
  }
}
