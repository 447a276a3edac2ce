package io.holdpoint.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditRecord;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.Basis;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.AuditLog;
import io.holdpoint.model.desk.ChangeDesk;
import io.holdpoint.model.desk.ChangeDesk.ChangeOrder;
import io.holdpoint.model.desk.ChangeRefusedException;
import io.holdpoint.model.desk.RequestDetail;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.model.digest.ActionDigest;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.LedgerSlice;
import io.holdpoint.request.NewRequest;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.TestDirectory;
import io.holdpoint.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** What becomes of a request whose arguments a reviewer changes, on every database. */
@SpringBootTest(classes = DeskSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class ChangeContract {

  private static final String POLICY =
      """
      tiers:
        - {name: low, outcome: allow}
        - name: sensitive
          outcome: require_approval
          approvals: [{group: reviewers, count: 1}]
          escalateAfter: PT1H
          escalateTo: leads
          expireAfter: PT4H
          changes: true
        - name: critical
          outcome: require_approval
          process: four-eyes-approval
          approvals: [{group: reviewers, count: 1}, {group: security, count: 1}]
          expireAfter: PT1H
          decideIn: [console, api]
          changes: true
        - {name: forbidden, outcome: deny}
      defaultTier: sensitive
      tools:
        - {match: "pay", reversibility: irreversible}
        - {match: "read", reversibility: read_only}
      rules:
        - {name: Small change, tier: low, when: 'action.arguments.amount < 10'}
        - {name: Much, tier: critical, when: 'action.arguments.amount > 1000'}
        - {name: Too much, tier: forbidden, when: 'action.arguments.amount > 100000'}
        - {name: Day is full, tier: critical, when: 'agent.day.sum("pay", "amount") > 5000.0'}
      """;

  @Autowired ChangeDesk changes;
  @Autowired ReviewDesk desk;
  @Autowired AuditRecord audit;
  @Autowired Ledger ledger;
  @Autowired TestDirectory directory;
  @Autowired ShiftableLedgerTime time;
  @Autowired LedgerSlice.FixedPolicy policy;

  PersonId ann = new PersonId("ann");
  PersonId ben = new PersonId("ben");
  PersonId sec = new PersonId("sec");
  PersonId owner = new PersonId("olga");

  @BeforeEach
  void people() {
    policy.use(POLICY);
    ann = directory.reviewer("ann", "reviewers");
    ben = directory.reviewer("ben", "reviewers");
    sec = directory.reviewer("sec", "security");
    owner = directory.reviewer("olga", "reviewers");
    directory.put(new KnownAgent(Requests.AGENT.id(), owner, Set.of(), Set.of(), false));
  }

  @AfterEach
  void resetClock() {
    time.reset();
  }

  @Test
  void approvesTheChangedActionAndTellsWhatWasPosted() {
    var id = held(500);
    var before = record(id);

    var detail = change(id, ann, 200, "Half will do.");

    var after = record(id);
    assertThat(detail.summary().status()).isEqualTo(RequestStatus.APPROVED);
    assertThat(after.action().arguments()).isEqualTo(new CanonicalJson("{\"amount\":200}"));
    assertThat(after.action().digest())
        .isEqualTo(
            ActionDigest.of(
                after.agent(),
                after.action().tool(),
                after.action().arguments(),
                after.action().target(),
                after.task()))
        .isNotEqualTo(before.action().digest());
    var change = after.changed().orElseThrow();
    assertThat(change.by()).isEqualTo(ann);
    assertThat(change.reason()).isEqualTo("Half will do.");
    assertThat(change.original()).isEqualTo(before.action().arguments());
    assertThat(change.originalDigest()).isEqualTo(before.action().digest());
    assertThat(after.verdict())
        .contains(new Verdict(RequestStatus.APPROVED, Basis.REVIEWERS, "Half will do."));
    assertThat(events(id))
        .containsExactly("request.held", "request.changed", "review.given", "request.approved");
    assertThat(audit.of(id).get(1).data())
        .containsEntry("from", before.action().digest())
        .containsEntry("to", after.action().digest());
  }

  @Test
  void holdsTheStricterOfBothDemandsAndShowsItBefore() {
    var id = held(500);

    var preview = changes.preview(order(id, ann, "{\"amount\": 2000}", "More is right."));

    assertThat(preview.tier()).isEqualTo("critical");
    assertThat(preview.stricter())
        .containsExactly(
            "it needs 1 of security as well",
            "it no longer escalates to leads",
            "it is decided in console and api only",
            "it expires sooner");
    assertThat(preview.approves()).isTrue();
    assertThat(record(id).changed()).isEmpty();
    assertThat(events(id)).containsExactly("request.held");

    var detail = change(id, ann, 2000, "More is right.");

    assertThat(detail.summary().status()).isEqualTo(RequestStatus.PENDING);
    assertThat(detail.summary().tier()).isEqualTo("critical");
    assertThat(detail.summary().approvalsDemanded()).isEqualTo(2);
    assertThat(detail.filled()).containsExactly(List.of(ann), List.of());
    var after = record(id);
    assertThat(Duration.between(after.createdAt(), after.expiresAt()))
        .isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    assertThat(after.explanation().rules().getFirst().name()).isEqualTo("Much");
    assertThat(inbox(sec)).contains(id);
    assertThat(approve(id, sec, after.action().digest()).summary().status())
        .isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void judgesAGivenReasonBeforeTheChangeByWhatTheChangedActionNeeds() {
    policy.use(
        POLICY.replace("expireAfter: PT1H\n", "expireAfter: PT1H\n    reasonRequired: true\n"));
    var id = held(500);

    assertThat(
            changes.preview(order(id, ann, "{\"amount\": 400}", "less")).demand().reasonRequired())
        .isFalse();
    assertThat(changes.preview(order(id, ann, "{\"amount\": 2000}", "")).demand().reasonRequired())
        .isTrue();
    assertThat(
            catchThrowableOfType(
                    ReviewRefusedException.class,
                    () -> changes.preview(order(id, ann, "{\"amount\": 2000}", "more.......")))
                .why())
        .isEqualTo(Why.BAD_REASON);
    assertThat(
            catchThrowableOfType(
                    ReviewRefusedException.class,
                    () -> changes.preview(order(id, ann, "{\"amount\": 400}", "a\u0000b")))
                .why())
        .isEqualTo(Why.BAD_REASON);
    assertThat(events(id)).containsExactly("request.held");
  }

  @Test
  void neverLoosensAndNeverReleasesByAChange() {
    var id = held(2000);

    var preview = changes.preview(order(id, sec, "{\"amount\": 1}", "Pennies."));
    var detail = change(id, sec, 1, "Pennies.");

    assertThat(preview.stricter()).isEmpty();
    assertThat(detail.summary().status()).isEqualTo(RequestStatus.PENDING);
    assertThat(detail.summary().tier()).isEqualTo("critical");
    assertThat(detail.filled()).containsExactly(List.of(), List.of(sec));
  }

  @Test
  void refusesWhatThePolicyRefuses() {
    var id = held(500);

    assertThat(refused(id, ann, "{\"amount\": 200000}"))
        .isEqualTo(ChangeRefusedException.Why.POLICY_REFUSES);
    assertThat(record(id).changed()).isEmpty();
    assertThat(events(id)).containsExactly("request.held");
  }

  @Test
  void voidsEarlierApprovalsOfTheOldArgumentsAndKeepsThemInTheRecord() {
    var id = held(2000);
    approve(id, ann, record(id).action().digest());
    assertThat(inbox(ann)).doesNotContain(id);

    var detail = change(id, sec, 1500, "Less.");

    assertThat(detail.reviews()).singleElement().matches(review -> review.by().equals(sec));
    assertThat(detail.voidReviews()).singleElement().matches(review -> review.by().equals(ann));
    assertThat(inbox(ann)).contains(id);
    assertThat(approve(id, ann, record(id).action().digest()).summary().status())
        .isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void keepsApprovalsVoidWhenTheArgumentsAreChangedBack() {
    var id = held(2000);
    var first = record(id).action().digest();
    approve(id, ann, first);
    change(id, sec, 1500, "Less.");
    change(id, sec, 2000, "As it was.");

    assertThat(record(id).action().digest()).isEqualTo(first);
    assertThat(record(id).status()).isEqualTo(RequestStatus.PENDING);
    assertThat(record(id).changed().orElseThrow().originalDigest()).isEqualTo(first);
    assertThat(desk.open(ann, id).reviews())
        .singleElement()
        .matches(review -> review.by().equals(sec));
    assertThat(approve(id, ann, first).summary().status()).isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void refusesAReviewOfTheOldArgumentsAndNamesTheDigestThatStands() {
    var id = held(2000);
    var old = record(id).action().digest();
    change(id, ann, 1500, "Less.");

    var refusal = catchThrowableOfType(ReviewRefusedException.class, () -> approve(id, sec, old));

    assertThat(refusal.why()).isEqualTo(Why.DIGEST_MISMATCH);
    assertThat(refusal.currentDigest()).contains(record(id).action().digest());
  }

  @Test
  void refusesWhoMayNotDecideAndWhereTheTierDoesNotAllowIt() {
    var id = held(500);
    var stranger = directory.reviewer("stranger", "elsewhere");

    assertThat(refusal(id, owner).why()).isEqualTo(Why.OWN_REQUEST);
    assertThat(refusal(id, stranger).why()).isEqualTo(Why.NOT_IN_DEMANDED_GROUP);
    var fixed = ledger.record(Requests.held()).id();
    assertThat(refused(fixed, ann, "{}")).isEqualTo(ChangeRefusedException.Why.CHANGES_NOT_ALLOWED);
    assertThat(record(id).changed()).isEmpty();
  }

  @Test
  void refusesWhatIsNoObjectOrTooDeepOrTheSameOrWithoutAReason() {
    var id = held(500);

    for (var bad :
        List.of(
            "",
            "[]",
            "{",
            "{\"a\":1,\"a\":2}",
            "{\"n\":12345678901234567890123}",
            "{\"a\":".repeat(31) + "1" + "}".repeat(31),
            "{\"a\":\"" + "x".repeat(262_144) + "\"}")) {
      assertThat(refused(id, ann, bad)).isEqualTo(ChangeRefusedException.Why.BAD_ARGUMENTS);
    }
    assertThat(refused(id, ann, "{ \"amount\": 5e2 }"))
        .isEqualTo(ChangeRefusedException.Why.NOTHING_CHANGED);
    assertThat(
            catchThrowableOfType(ReviewRefusedException.class, () -> change(id, ann, 400, "  "))
                .why())
        .isEqualTo(Why.BAD_REASON);
    assertThat(record(id).changed()).isEmpty();
  }

  @Test
  void correctsThePastToTheChangedAction() {
    var agent = Requests.agent("spender-" + Math.abs(System.nanoTime() % 1_000_000));
    directory.put(new KnownAgent(agent.id(), owner, Set.of(), Set.of(), false));
    var big = ledger.record(payment(90000L, agent)).id();
    var small = payment(20L, agent);
    assertThat(ledger.record(small).tier()).isEqualTo("critical");

    // Its own 90,000 are not counted against it while it is decided anew.
    change(big, ann, 1100, "Not so much.");
    assertThat(record(big).explanation().rules()).extracting("name").doesNotContain("Day is full");

    var next = payment(30L, agent);
    assertThat(ledger.record(next).tier()).isEqualTo("sensitive");
  }

  @Test
  void findsTheRequestUnderItsKeyAfterTheChange() {
    var posted =
        Requests.withKey(
            Requests.withAction(Requests.undecided(), "pay", Map.of("amount", 2000L)),
            "key-" + System.nanoTime(),
            "hash");
    var id = ledger.record(posted).id();
    change(id, ann, 1500, "Less.");

    var again = ledger.record(Requests.withId(posted, new RequestId(java.util.UUID.randomUUID())));

    assertThat(again.id()).isEqualTo(id);
    assertThat(again.changed()).isPresent();
  }

  @Test
  void letsTheAgentTakeTheChangedRequestBack() {
    var id = held(2000);
    change(id, ann, 1500, "Less.");

    assertThat(
            ledger.settle(
                id,
                new Verdict(RequestStatus.CANCELLED, Basis.AGENT, ""),
                new Actor.ByAgent(Requests.AGENT.id())))
        .isTrue();
  }

  @Test
  void refusesAChangeAfterTheTimeIsOverAndExpiresTheRequest() {
    var id = held(500);
    time.forward(Duration.ofHours(5));

    assertThat(refusal(id, ann).why()).isEqualTo(Why.ALREADY_FINAL);

    time.reset();
    assertThat(ledger.find(id).orElseThrow().status()).isEqualTo(RequestStatus.EXPIRED);
  }

  @Test
  void makesOneOfTwoSimultaneousChangesAndTellsTheOtherTheDigest() {
    for (int round = 0; round < 20; round++) {
      var id = held(2000);
      var digest = record(id).action().digest();

      var failures =
          Together.tolerant(
              () -> changes.change(order(id, ann, "{\"amount\": 1500}", "one", digest)),
              () -> changes.change(order(id, sec, "{\"amount\": 1400}", "two", digest)));

      assertThat(failures)
          .singleElement()
          .isInstanceOfSatisfying(
              ReviewRefusedException.class,
              refused -> {
                assertThat(refused.why()).isEqualTo(Why.DIGEST_MISMATCH);
                assertThat(refused.currentDigest()).contains(record(id).action().digest());
              });
      assertThat(events(id)).containsExactly("request.held", "request.changed", "review.given");
    }
  }

  @Test
  void givesOneOutcomeWhenAChangeRacesAnApprovalAndTheExpiry() {
    for (int round = 0; round < 30; round++) {
      var id = held(500);
      var digest = record(id).action().digest();
      time.forward(Duration.ofHours(4).minusMillis(4));
      Together.tolerant(
          () -> changes.change(order(id, ann, "{\"amount\": 400}", "less", digest)),
          () -> approve(id, ben, digest),
          () -> ledger.expireIfDue(id, new Actor.BySystem()));
      time.forward(Duration.ofSeconds(1));

      var after = ledger.find(id).orElseThrow();
      var verdicts =
          events(id).stream().filter(event -> event.matches("request\\.(approved|expired)"));
      assertThat(verdicts).containsExactly("request." + after.status().wire());
      assertThat(after.changed().isPresent()).isEqualTo(events(id).contains("request.changed"));
      assertThat(after.action().digest().equals(digest)).isEqualTo(after.changed().isEmpty());
      time.reset();
    }
  }

  private RequestId held(long amount) {
    var id = ledger.record(payment(amount, Requests.agent(agent()))).id();
    assertThat(record(id).status()).isEqualTo(RequestStatus.PENDING);
    return id;
  }

  private static NewRequest payment(long amount, CallingAgent agent) {
    return Requests.withAction(
        Requests.withAgent(Requests.undecided(), agent), "pay", Map.of("amount", amount));
  }

  /** One of its own each time, so that no test spends another's day. */
  private String agent() {
    var agent = Requests.agent("payer-" + Long.toString(System.nanoTime(), 36));
    directory.put(new KnownAgent(agent.id(), owner, Set.of(), Set.of(), false));
    return agent.id().value();
  }

  private RequestRecord record(RequestId id) {
    return ledger.find(id).orElseThrow();
  }

  private RequestDetail change(RequestId id, PersonId by, long amount, String reason) {
    changes.change(order(id, by, "{\"amount\": " + amount + "}", reason));
    return desk.open(by, id);
  }

  private ChangeOrder order(RequestId id, PersonId by, String arguments, String reason) {
    return order(id, by, arguments, reason, record(id).action().digest());
  }

  private static ChangeOrder order(
      RequestId id, PersonId by, String arguments, String reason, String digest) {
    return new ChangeOrder(by, id, arguments, reason, digest, Channel.API);
  }

  private RequestDetail approve(RequestId id, PersonId by, String digest) {
    desk.review(new ReviewOrder(by, id, ReviewDecision.APPROVE, "", digest, Channel.API));
    return desk.open(by, id);
  }

  private ReviewRefusedException refusal(RequestId id, PersonId by) {
    return catchThrowableOfType(ReviewRefusedException.class, () -> change(id, by, 123, "because"));
  }

  private ChangeRefusedException.Why refused(RequestId id, PersonId by, String arguments) {
    return catchThrowableOfType(
            ChangeRefusedException.class, () -> changes.change(order(id, by, arguments, "because")))
        .why();
  }

  private List<RequestId> inbox(PersonId person) {
    return desk.inbox(person, 200).items().stream().map(RequestSummary::id).toList();
  }

  private List<String> events(RequestId id) {
    return audit.of(id).stream().map(AuditLog.AuditEntry::event).toList();
  }
}
