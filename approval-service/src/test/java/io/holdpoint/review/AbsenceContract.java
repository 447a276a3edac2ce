package io.holdpoint.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AbsenceDesk;
import io.holdpoint.model.desk.AbsenceDesk.Absence;
import io.holdpoint.model.desk.AbsenceDesk.NewAbsence;
import io.holdpoint.model.desk.AbsenceDesk.State;
import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.AuditLog.AuditEntry;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestDetail.Standing;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.request.Ledger;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.TestDirectory;
import io.holdpoint.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Who decides for whom while they are away, on every database. */
@SpringBootTest(classes = DeskSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class AbsenceContract {

  private static final ApprovalDemand CHIEFS = Requests.demand(new ApprovalSlot("chiefs", 1));

  @Autowired ReviewDesk desk;
  @Autowired AbsenceDesk absences;
  @Autowired AuditLog audit;
  @Autowired Ledger ledger;
  @Autowired TestDirectory directory;
  @Autowired ShiftableLedgerTime time;

  /** Away; in two groups, of which the delegate is in one. */
  private PersonId rita = new PersonId("none");

  private PersonId sam = new PersonId("none");
  private PersonId boss = new PersonId("none");

  @BeforeEach
  void somebodyIsAway() {
    var unique = UUID.randomUUID().toString().substring(0, 8);
    rita = directory.reviewer("rita-" + unique, "team", "chiefs");
    sam = directory.reviewer("sam-" + unique, "team");
    boss = directory.person("boss-" + unique, Set.of(Role.ADMIN));
    directory.reviewer("ann", "reviewers");
    directory.put(
        new KnownAgent(
            Requests.AGENT.id(),
            directory.reviewer("olga", "reviewers", "ops", "security"),
            Set.of(),
            Set.of(),
            false));
  }

  @Test
  void decidesInTheirOwnNameWhatTheAbsentOneCouldHaveDecided() {
    var id = held(CHIEFS);
    assertThat(refusal(id, sam, ReviewDecision.APPROVE, "")).isEqualTo(Why.NOT_IN_DEMANDED_GROUP);
    away(rita, sam, "chiefs");
    assertThat(inbox(sam)).contains(id);
    assertThat(desk.open(sam, id).standing())
        .isEqualTo(new Standing.MayReview(List.of("chiefs"), Optional.of(rita)));

    var detail = approve(id, sam, "she would have");

    assertThat(detail.summary().status()).isEqualTo(RequestStatus.APPROVED);
    assertThat(detail.filled()).containsExactly(List.of(sam));
    assertThat(detail.reviews().getFirst().by()).isEqualTo(sam);
    assertThat(detail.reviews().getFirst().stoodInFor()).contains(rita);
    assertThat(events(id))
        .containsExactly("request.held", "review.given", "review.stood_in", "request.approved");
    assertThat(audit.of(new PersonId("ann"), id).get(2).actor()).isEqualTo("person:" + sam);
  }

  @Test
  void deniesForTheAbsentOneToo() {
    var id = held(CHIEFS);
    away(rita, sam, "chiefs");

    assertThat(deny(id, sam, "no").summary().status()).isEqualTo(RequestStatus.DENIED);
  }

  @Test
  void decidesInTheirOwnRightWhereTheyHaveOne() {
    var id = held(Requests.demand(new ApprovalSlot("team", 1)));
    away(rita, sam, "chiefs", "team");

    var detail = approve(id, sam, "");

    assertThat(detail.reviews().getFirst().stoodInFor()).isEmpty();
    assertThat(events(id)).doesNotContain("review.stood_in");
  }

  @Test
  void neverGivesTwoApprovalsOfOneRight() {
    var two = Requests.demand(new ApprovalSlot("chiefs", 2));
    away(rita, sam, "chiefs");
    var first = held(two);
    approve(first, sam, "");
    assertThat(refusal(first, rita, ReviewDecision.APPROVE, "")).isEqualTo(Why.ALREADY_REVIEWED);
    assertThat(inbox(sam)).doesNotContain(first);

    var second = held(two);
    approve(second, rita, "");
    assertThat(refusal(second, sam, ReviewDecision.APPROVE, ""))
        .isEqualTo(Why.NOT_IN_DEMANDED_GROUP);
    assertThat(inbox(sam)).doesNotContain(second);

    // In two rights of two demanded groups, one after the other.
    var third = held(Requests.demand(new ApprovalSlot("team", 1), new ApprovalSlot("chiefs", 1)));
    approve(third, sam, "");
    assertThat(refusal(third, sam, ReviewDecision.APPROVE, "")).isEqualTo(Why.ALREADY_REVIEWED);
    assertThat(ledger.find(third).orElseThrow().status()).isEqualTo(RequestStatus.PENDING);
  }

  @Test
  void oneOfTheTwoCountsWhenBothApproveAtTheSameInstant() {
    away(rita, sam, "chiefs");
    for (int round = 0; round < 10; round++) {
      var id = held(Requests.demand(new ApprovalSlot("chiefs", 2)));

      Together.tolerant(() -> approve(id, sam, ""), () -> approve(id, rita, ""));

      assertThat(ledger.reviews(id)).hasSize(1);
      assertThat(ledger.find(id).orElseThrow().status()).isEqualTo(RequestStatus.PENDING);
    }
  }

  @Test
  void standsInForNobodyWhoIsBarredAndNotWhereBarredThemselves() {
    away(rita, sam, "chiefs");
    directory.put(new KnownAgent(Requests.AGENT.id(), rita, Set.of(), Set.of(), false));
    var hers = held(CHIEFS);
    assertThat(refusal(hers, sam, ReviewDecision.APPROVE, "")).isEqualTo(Why.NOT_IN_DEMANDED_GROUP);

    directory.put(new KnownAgent(Requests.AGENT.id(), sam, Set.of(), Set.of(), false));
    var his = held(CHIEFS);
    assertThat(refusal(his, sam, ReviewDecision.APPROVE, "")).isEqualTo(Why.OWN_REQUEST);
    assertThat(inbox(sam)).doesNotContain(hers, his);
  }

  @Test
  void handsOnNothingThatWasHandedToThem() {
    var third = directory.reviewer(sam + "-third", "team");
    away(rita, sam, "chiefs");
    // While he is away himself: what he may hand over is his own only.
    away(sam, third, "team");
    var id = held(CHIEFS);

    assertThat(refusal(id, third, ReviewDecision.APPROVE, "")).isEqualTo(Why.NOT_IN_DEMANDED_GROUP);
  }

  @Test
  void isVoidOnceEitherIsDisabledOrTheyShareNoGroup() {
    var id = held(Requests.demand(new ApprovalSlot("chiefs", 2)));
    var planned = away(rita, sam, "chiefs");
    approve(id, sam, "");
    assertThat(desk.open(boss, id).summary().approvalsGiven()).isEqualTo(1);

    directory.reviewer(rita.value(), "team");
    assertThat(given(id)).as("she left what she handed over").isZero();
    directory.reviewer(rita.value(), "chiefs");
    assertThat(given(id)).as("they share no group").isZero();
    assertThat(idle(planned)).contains("share no group");
    directory.reviewer(rita.value(), "team", "chiefs");
    assertThat(given(id)).isEqualTo(1);
    directory.disable(rita);
    assertThat(given(id)).as("she is disabled").isZero();
    assertThat(idle(planned)).contains("no active reviewer");
    directory.reviewer(rita.value(), "team", "chiefs");
    directory.person(sam.value(), Set.of(Role.AUDITOR), "team");
    assertThat(given(id)).as("he is no reviewer").isZero();
    directory.reviewer(sam.value(), "elsewhere");
    assertThat(given(id)).as("he left the team").isZero();

    var other = held(CHIEFS);
    assertThat(refusal(other, sam, ReviewDecision.APPROVE, ""))
        .isEqualTo(Why.NOT_IN_DEMANDED_GROUP);
  }

  @Test
  void holdsFromThenUntilThenOrUntilItIsEnded() {
    var from = time.now().plus(Duration.ofHours(1));
    var planned =
        absences.plan(
            rita,
            rita,
            new NewAbsence(sam, set("chiefs"), Optional.of(from), from.plusSeconds(60)));
    assertThat(planned.state()).isEqualTo(State.PLANNED);
    var id = held(CHIEFS);
    assertThat(refusal(id, sam, ReviewDecision.APPROVE, "")).isEqualTo(Why.NOT_IN_DEMANDED_GROUP);
    assertThat(inbox(sam)).doesNotContain(id);
    time.forward(Duration.ofHours(1));
    assertThat(inbox(sam)).contains(id);
    time.forward(Duration.ofSeconds(60));
    assertThat(refusal(id, sam, ReviewDecision.APPROVE, "")).isEqualTo(Why.NOT_IN_DEMANDED_GROUP);

    var again = away(rita, sam, "chiefs");
    assertThat(inbox(sam)).contains(id);
    assertThat(absences.end(rita, rita, again.id()).state()).isEqualTo(State.OVER);
    assertThat(refusal(id, sam, ReviewDecision.APPROVE, "")).isEqualTo(Why.NOT_IN_DEMANDED_GROUP);
    assertThat(absences.of(rita, rita)).extracting(Absence::state).containsOnly(State.OVER);
  }

  @Test
  void keepsTheTurnsOfGroupsThatDecideOneAfterTheOther() {
    var id = held(Requests.inTurn(new ApprovalSlot("reviewers", 1), new ApprovalSlot("chiefs", 1)));
    away(rita, sam, "chiefs");
    assertThat(refusal(id, sam, ReviewDecision.APPROVE, "")).isEqualTo(Why.NOT_IN_DEMANDED_GROUP);
    approve(id, new PersonId("ann"), "");

    assertThat(approve(id, sam, "").summary().status()).isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void refusesWhatCannotBeHandedOverAndSaysWhy() {
    var now = time.now();
    var day = Duration.ofDays(1);
    refused("to", rita, sam, now, now, "expected a time after", "chiefs");
    refused("to", rita, sam, now.plus(day), now, "expected a time after", "chiefs");
    refused("to", rita, sam, now, now.plus(AbsenceDesk.LONGEST).plusSeconds(5), "90", "chiefs");
    refused("from", rita, sam, now.minus(day), now.plus(day), "is past", "chiefs");
    var far = now.plus(AbsenceDesk.FARTHEST).plusSeconds(60);
    refused("from", rita, sam, far, far.plus(day), "365", "chiefs");
    refused("groups", rita, sam, now, now.plus(day), "at least one");
    refused("groups", rita, sam, now, now.plus(day), "is not in \"ops\"", "ops");
    refused("delegate", rita, rita, now, now.plus(day), "another", "chiefs");
    var stranger = directory.reviewer(sam + "-stranger", "elsewhere");
    refused("delegate", rita, stranger, now, now.plus(day), "of a group that", "chiefs");
    refused("delegate", rita, new PersonId("nobody-x"), now, now.plus(day), "of a group", "chiefs");
    var auditor = directory.person(sam + "-auditor", Set.of(Role.AUDITOR), "team");
    refused("delegate", rita, auditor, now, now.plus(day), "no active reviewer", "chiefs");
    refused("id", auditor, sam, now, now.plus(day), "no active reviewer", "team");
    assertThat(absences.of(rita, rita)).isEmpty();

    var longest = Optional.of(now.plusSeconds(60));
    absences.plan(
        rita,
        rita,
        new NewAbsence(sam, set("chiefs"), longest, longest.get().plus(AbsenceDesk.LONGEST)));
    refused("from", rita, sam, now.plus(day), now.plus(day).plus(day), "overlaps", "chiefs");
    var other = directory.reviewer(sam + "-other", "team");
    refused("delegate", other, rita, now.plus(day), now.plus(day).plus(day), "away", "team");
  }

  @Test
  void letsOnePersonPlanOneOfTwoThatOverlapAtTheSameInstant() {
    var other = directory.reviewer(sam + "-other", "team");

    var refused =
        Together.tolerant(() -> away(rita, sam, "chiefs"), () -> away(rita, other, "chiefs"));

    assertThat(refused).hasSize(1).first().isInstanceOf(BadInputException.class);
    assertThat(absences.of(rita, rita)).hasSize(1);
  }

  @Test
  void isPlannedAndEndedByOneselfOrAnAdminAndRecorded() {
    assertThatThrownBy(() -> absences.plan(sam, rita, week(sam)))
        .isInstanceOf(NotAllowedException.class);
    var planned = absences.plan(boss, rita, week(sam));
    assertThat(planned.plannedBy()).isEqualTo(boss);
    assertThat(absences.standingIn(sam, sam)).extracting(Absence::person).containsExactly(rita);
    assertThat(absences.delegates(rita, rita)).contains(sam).doesNotContain(rita, boss);
    assertThatThrownBy(() -> absences.of(sam, rita)).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> absences.end(sam, rita, planned.id()))
        .isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> absences.end(sam, sam, planned.id()))
        .hasMessageContaining("not_found");
    absences.end(rita, rita, planned.id());
    absences.end(rita, rita, planned.id());
    directory.disable(rita);
    assertThatThrownBy(() -> absences.of(rita, rita)).isInstanceOf(NotAllowedException.class);

    var auditor = directory.person("audra", Set.of(Role.AUDITOR));
    assertThat(audit.latest(auditor, Optional.empty(), 3).items())
        .extracting(AuditEntry::event, AuditEntry::actor)
        .contains(
            tuple("absence.planned", "person:" + boss), tuple("absence.ended", "person:" + rita));
  }

  private long given(RequestId id) {
    return desk.open(boss, id).summary().approvalsGiven();
  }

  private String idle(Absence planned) {
    return absences.of(boss, rita).stream()
        .filter(each -> each.id().equals(planned.id()))
        .findFirst()
        .flatMap(Absence::idle)
        .orElse("");
  }

  private void refused(
      String field,
      PersonId whom,
      PersonId delegate,
      Instant from,
      Instant to,
      String why,
      String... groups) {
    assertThatThrownBy(
            () ->
                absences.plan(
                    boss, whom, new NewAbsence(delegate, set(groups), Optional.of(from), to)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(why)
        .extracting(thrown -> ((BadInputException) thrown).field())
        .isEqualTo(field);
  }

  private Absence away(PersonId absent, PersonId delegate, String... groups) {
    return absences.plan(
        absent,
        absent,
        new NewAbsence(
            delegate, set(groups), Optional.empty(), time.now().plus(Duration.ofDays(7))));
  }

  private NewAbsence week(PersonId delegate) {
    return new NewAbsence(
        delegate, set("chiefs"), Optional.empty(), time.now().plus(Duration.ofDays(7)));
  }

  private static TreeSet<String> set(String... groups) {
    return new TreeSet<>(List.of(groups));
  }

  RequestId held(ApprovalDemand demand) {
    return ledger.record(Requests.held(demand)).id();
  }

  RequestDetail approve(RequestId id, PersonId by, String reason) {
    desk.review(
        new ReviewOrder(by, id, ReviewDecision.APPROVE, reason, Requests.DIGEST, Channel.API));
    return desk.open(by, id);
  }

  RequestDetail deny(RequestId id, PersonId by, String reason) {
    desk.review(new ReviewOrder(by, id, ReviewDecision.DENY, reason, Requests.DIGEST, Channel.API));
    return desk.open(by, id);
  }

  Why refusal(RequestId id, PersonId by, ReviewDecision decision, String reason) {
    var order = new ReviewOrder(by, id, decision, reason, Requests.DIGEST, Channel.API);
    return catchThrowableOfType(ReviewRefusedException.class, () -> desk.review(order)).why();
  }

  List<RequestId> inbox(PersonId person) {
    return desk.inbox(person, 200).items().stream().map(RequestSummary::id).toList();
  }

  List<String> events(RequestId id) {
    return audit.of(new PersonId("ann"), id).stream().map(AuditEntry::event).toList();
  }
}
