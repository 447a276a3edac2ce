package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditRecord;
import io.holdpoint.identity.AgentDisabled;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.AuditLog.AuditEntry;
import io.holdpoint.model.desk.DeskEvents;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.Together;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** What every database must do for the ledger. */
@SpringBootTest(classes = LedgerSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class LedgerContract {

  static final Actor SYSTEM = new Actor.BySystem();
  static final Verdict DENIED = new Verdict(RequestStatus.DENIED, Basis.SYSTEM, "no");
  static final Verdict CANCELLED = new Verdict(RequestStatus.CANCELLED, Basis.AGENT, "");

  @Autowired Ledger ledger;
  @Autowired Outbox outbox;
  @Autowired AuditRecord audit;
  @Autowired ShiftableLedgerTime time;
  @Autowired LedgerSlice.FixedPolicy policy;
  @Autowired ChangeFeed feed;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired ApplicationEventPublisher publisher;

  @AfterEach
  void resetClocks() {
    time.reset();
    policy.published.set(Requests.POLICY_VERSION);
  }

  @Test
  void keepsAReleasedRequestWithItsVerdictAndTellsTheEngineNothing() {
    var request = Requests.released();

    var stored = ledger.record(request);

    assertThat(stored).isEqualTo(ledger.find(request.id()).orElseThrow());
    assertThat(stored.status()).isEqualTo(RequestStatus.APPROVED);
    assertThat(stored.verdict())
        .contains(new Verdict(RequestStatus.APPROVED, Basis.POLICY, "Deletes need a person"));
    assertThat(stored.decidedAt()).contains(stored.createdAt());
    assertThat(stored.expiresAt()).isEqualTo(stored.createdAt());
    assertThat(stored.demand()).isEmpty();
    assertThat(stored.action()).isEqualTo(request.action());
    assertThat(stored.explanation().rules())
        .extracting(rule -> rule.name())
        .containsExactly("Deletes need a person");
    assertThat(events(request.id())).containsExactly("request.released");
    assertThat(messages(request.id())).isEmpty();
  }

  @Test
  void keepsARefusedRequest() {
    var stored = ledger.record(Requests.refused());

    assertThat(stored.status()).isEqualTo(RequestStatus.DENIED);
    assertThat(stored.verdict().orElseThrow().basis()).isEqualTo(Basis.POLICY);
    assertThat(events(stored.id())).containsExactly("request.refused");
  }

  @Test
  void holdsARequestWithItsDemandAndTellsTheEngine() {
    var request = Requests.held();

    var stored = ledger.record(request);

    assertThat(stored).isEqualTo(ledger.find(request.id()).orElseThrow());
    assertThat(stored.status()).isEqualTo(RequestStatus.PENDING);
    assertThat(stored.verdict()).isEmpty();
    assertThat(stored.demand()).contains(Requests.demand(new ApprovalSlot("reviewers", 1)));
    assertThat(stored.expiresAt()).isEqualTo(stored.createdAt().plus(Duration.ofHours(4)));
    assertThat(events(request.id())).containsExactly("request.held");
    assertThat(messages(request.id())).containsExactly(Outbox.Kind.START);
  }

  @Test
  void expiresEarlierWhenTheAgentAskedForItButNeverLater() {
    var shorter = ledger.record(Requests.withExpiresIn(Requests.held(), Duration.ofMinutes(5)));
    var longer = ledger.record(Requests.withExpiresIn(Requests.held(), Duration.ofDays(5)));

    assertThat(shorter.expiresAt()).isEqualTo(shorter.createdAt().plus(Duration.ofMinutes(5)));
    assertThat(longer.expiresAt()).isEqualTo(longer.createdAt().plus(Duration.ofHours(4)));
  }

  @Test
  void givesOneVerdictAndNoSecond() {
    var id = ledger.record(Requests.held()).id();

    assertThat(ledger.settle(id, DENIED, SYSTEM)).isTrue();
    assertThat(ledger.settle(id, CANCELLED, SYSTEM)).isFalse();

    assertThat(ledger.find(id).orElseThrow().verdict()).contains(DENIED);
    assertThat(events(id)).containsExactly("request.held", "request.denied");
    assertThat(messages(id)).containsExactly(Outbox.Kind.START, Outbox.Kind.VERDICT);
  }

  @Test
  void takesNoVerdictOnceTheTimeIsOver() {
    var id = ledger.record(Requests.held()).id();
    time.forward(Duration.ofHours(4));

    assertThat(ledger.settle(id, DENIED, SYSTEM)).isFalse();

    var read = ledger.find(id).orElseThrow();
    assertThat(read.status()).isEqualTo(RequestStatus.EXPIRED);
    assertThat(read.verdict().orElseThrow().basis()).isEqualTo(Basis.TIMEOUT);
    assertThat(events(id)).containsExactly("request.held", "request.expired");
  }

  @Test
  void endsToTheMillisecondByTheLedgersOwnClock() {
    var early = ledger.record(Requests.held());
    time.stopAt(early.expiresAt().minusMillis(1));
    assertThat(ledger.expireIfDue(early.id(), SYSTEM))
        .isInstanceOf(Ledger.ExpiryAnswer.NotYet.class);
    assertThat(ledger.settle(early.id(), DENIED, SYSTEM)).isTrue();
    time.reset();
    var late = ledger.record(Requests.held());
    time.stopAt(late.expiresAt());
    assertThat(ledger.settle(late.id(), DENIED, SYSTEM)).isFalse();
    assertThat(ledger.find(late.id()).orElseThrow().status()).isEqualTo(RequestStatus.EXPIRED);
  }

  @Test
  void recordsNothingThatAnotherPolicyVersionDecidedThanTheOneThatIsPublished() {
    policy.published.set(2);
    policy.refreshed.set(0);
    var request = Requests.released();

    assertThatThrownBy(() -> ledger.record(request)).isInstanceOf(PolicyChangedException.class);

    assertThat(policy.refreshed).hasValueGreaterThan(1);
    assertThat(ledger.find(request.id())).isEmpty();
  }

  @Test
  void answersARetryWithTheRequestAsItStandsNow() {
    var first = ledger.record(Requests.withKey(Requests.held(), "k-1", "a"));
    ledger.settle(first.id(), DENIED, SYSTEM);

    var again = ledger.record(Requests.withKey(Requests.held(), "k-1", "a"));

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.status()).isEqualTo(RequestStatus.DENIED);
    assertThatThrownBy(() -> ledger.record(Requests.withKey(Requests.held(), "k-1", "b")))
        .isInstanceOf(IdempotencyConflictException.class);
  }

  @Test
  void listsTheNewestFirstInTheOrderOfTheirIds() {
    // The last bytes differ in their sign: a database that compares them signed would sort wrongly.
    var ids = new ArrayList<RequestId>();
    for (var text :
        List.of(
            "7f000000-0000-7000-8000-000000000001",
            "7f000000-0000-7000-bfff-ffffffffffff",
            "7f000000-0000-7001-8000-000000000000",
            "7f000001-0000-7000-8000-000000000000",
            "ff000000-0000-7000-8000-000000000000")) {
      var id = new RequestId(UUID.fromString(text));
      ledger.record(Requests.withTask(Requests.withId(Requests.released(), id), "order"));
      ids.addFirst(id);
    }

    var listed = new ArrayList<RequestId>();
    Optional<String> after = Optional.empty();
    do {
      var page =
          ledger.list(
              new RequestFilter(
                  Set.of(RequestStatus.APPROVED),
                  Optional.of("low"),
                  Optional.of("support-bot"),
                  Optional.of("crm.customers.delete"),
                  Optional.of("order"),
                  after,
                  2));
      page.items().forEach(r -> listed.add(r.id()));
      after = page.next();
    } while (after.isPresent());

    assertThat(listed).isEqualTo(ids);
  }

  @Test
  void makesOneRequestOfTwoIdenticalPostsAtTheSameMoment() {
    for (int round = 0; round < 20; round++) {
      var key = "twice-" + round;
      var first = Requests.withKey(Requests.held(), key, "same");
      var second = Requests.withKey(Requests.held(), key, "same");
      var answers = new ConcurrentLinkedQueue<RequestId>();

      Together.run(
          () -> answers.add(ledger.record(first).id()),
          () -> answers.add(ledger.record(second).id()));

      assertThat(answers).hasSize(2);
      assertThat(Set.copyOf(answers)).hasSize(1);
      var kept = answers.element();
      var lost = kept.equals(first.id()) ? second.id() : first.id();
      assertThat(events(kept)).containsExactly("request.held");
      assertThat(ledger.find(lost)).isEmpty();
      assertThat(events(lost)).isEmpty();
    }
  }

  @Test
  void letsTwoAgentsUseTheSameKey() {
    var other = Requests.agent("other-bot");
    var one = ledger.record(Requests.withKey(Requests.held(), "shared", "a"));
    var two =
        ledger.record(Requests.withAgent(Requests.withKey(Requests.held(), "shared", "b"), other));

    assertThat(two.id()).isNotEqualTo(one.id());
  }

  @Test
  void givesNoVerdictWhenTheAuditRowCannotBeWritten() {
    var held = ledger.record(Requests.held()).id();
    jdbc.sql("alter table audit_events rename to audit_gone").update();
    try {
      var request = Requests.released();
      assertThatThrownBy(() -> ledger.record(request)).isInstanceOf(DataAccessException.class);
      assertThatThrownBy(() -> ledger.settle(held, DENIED, SYSTEM))
          .isInstanceOf(DataAccessException.class);

      assertThat(ledger.find(request.id())).isEmpty();
      assertThat(ledger.find(held).orElseThrow().status()).isEqualTo(RequestStatus.PENDING);
    } finally {
      jdbc.sql("alter table audit_gone rename to audit_events").update();
    }
    assertThat(messages(held)).containsExactly(Outbox.Kind.START);
  }

  @Test
  void appendsToTheRecordOnlyWithinTheTransactionOfWhatItRecords() {
    assertThatThrownBy(() -> audit.append("agent.created", SYSTEM, null, Map.of()))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void expiresByItselfWhatNobodyDecided() {
    var id = ledger.record(Requests.held()).id();
    time.forward(Duration.ofHours(4));

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(events(id)).containsExactly("request.held", "request.expired"));
    assertThat(audit.of(id).getLast().actor()).isEqualTo("system");
  }

  @Test
  void tellsAProcessThatItsTimeIsNotOver() {
    var request = ledger.record(Requests.held());
    var process = new Actor.ByProcess("standard-approval");

    assertThat(ledger.expireIfDue(request.id(), process))
        .isEqualTo(new Ledger.ExpiryAnswer.NotYet(request.expiresAt()));
    ledger.settle(request.id(), DENIED, SYSTEM);
    assertThat(ledger.expireIfDue(request.id(), process))
        .isEqualTo(new Ledger.ExpiryAnswer.AlreadyFinal());
  }

  @Test
  void recordsAnEscalationOnceAndNotBeforeItsTime() {
    var request = ledger.record(Requests.held());
    var process = new Actor.ByProcess("standard-approval");

    assertThat(ledger.escalateIfDue(request.id(), process))
        .isEqualTo(
            new Ledger.EscalationAnswer.NotYet(request.createdAt().plus(Duration.ofHours(1))));
    time.forward(Duration.ofHours(1));
    assertThat(ledger.escalateIfDue(request.id(), process))
        .isEqualTo(new Ledger.EscalationAnswer.Escalated("leads"));
    assertThat(ledger.escalateIfDue(request.id(), process))
        .isEqualTo(new Ledger.EscalationAnswer.Escalated("leads"));
    assertThat(events(request.id())).containsExactly("request.held", "request.escalated");

    ledger.settle(request.id(), DENIED, SYSTEM);
    assertThat(ledger.escalateIfDue(request.id(), process))
        .isEqualTo(new Ledger.EscalationAnswer.NotWanted());
  }

  @Test
  void bindsOneProcessInstanceAndStartsAnewWhenItIsGone() {
    var id = ledger.record(Requests.held()).id();
    assertThat(ledger.bindInstance(id, 7)).isTrue();
    assertThat(ledger.bindInstance(id, 7)).isTrue();
    assertThat(ledger.bindInstance(id, 8)).isFalse();
    assertThat(ledger.find(id).orElseThrow().processInstance()).contains(7L);
    var later = time.now().plusSeconds(1);
    assertThat(ledger.silentSince(later, 1_000)).doesNotContain(id);

    assertThat(messages(id)).containsExactly(Outbox.Kind.START);

    assertThat(ledger.silentSince(later, 1_000)).contains(id);
    ledger.restartProcess(id);
    assertThat(ledger.silentSince(later, 1_000)).doesNotContain(id);
    assertThat(messages(id)).containsExactly(Outbox.Kind.START);
    assertThat(ledger.bindInstance(id, 8)).isTrue();
  }

  @Test
  void deniesAllThatADisabledAgentWaitsForInTheSameTransaction() {
    var agent = Requests.agent("leaving-bot");
    var one = ledger.record(Requests.withAgent(Requests.held(), agent)).id();
    var two = ledger.record(Requests.withAgent(Requests.held(), agent)).id();
    var others = ledger.record(Requests.held()).id();
    var disabled = new AgentDisabled(agent.id(), new PersonId("adam"));

    transaction.executeWithoutResult(
        status -> {
          publisher.publishEvent(disabled);
          status.setRollbackOnly();
        });
    assertThat(ledger.find(one).orElseThrow().status()).isEqualTo(RequestStatus.PENDING);

    transaction.executeWithoutResult(status -> publisher.publishEvent(disabled));

    for (var id : List.of(one, two)) {
      assertThat(ledger.find(id).orElseThrow().verdict().orElseThrow().basis())
          .isEqualTo(Basis.SYSTEM);
      assertThat(audit.of(id).getLast().actor()).isEqualTo("person:adam");
    }
    assertThat(ledger.find(others).orElseThrow().status()).isEqualTo(RequestStatus.PENDING);
  }

  @Test
  void tiesTheRequestsOfATaskAndTheParentsTogetherOldestFirst() {
    var far = ledger.record(Requests.withTask(Requests.released(), "elsewhere")).id();
    var near =
        ledger
            .record(Requests.withParent(Requests.withTask(Requests.released(), "tied"), far))
            .id();
    var other = ledger.record(Requests.withTask(Requests.refused(), "tied")).id();
    var child =
        ledger.record(Requests.withParent(Requests.withTask(Requests.held(), ""), near)).id();

    assertThat(ledger.chain(near, 100))
        .extracting(RequestRecord::id)
        .containsExactly(far, near, other);
    assertThat(ledger.chain(child, 100))
        .extracting(RequestRecord::id)
        .containsExactly(far, near, child);
  }

  @Test
  void tellsOfAChangeAfterItsCommitAndOfNoneThatWasRolledBack() {
    var told = new ConcurrentLinkedQueue<String>();
    var id = ledger.record(Requests.held()).id();
    var subscription = listen(id, told);
    try {
      transaction.executeWithoutResult(
          status -> {
            ledger.settle(id, CANCELLED, SYSTEM);
            status.setRollbackOnly();
          });
      ledger.settle(id, DENIED, SYSTEM);

      Awaitility.await().untilAsserted(() -> assertThat(told).contains("denied"));
      assertThat(told).doesNotContain("cancelled");
    } finally {
      subscription.close();
    }
  }

  @Test
  void findsTheChangesOfOtherInstancesByAPoll() {
    var told = new ConcurrentLinkedQueue<String>();
    var id = ledger.record(Requests.held()).id();
    var subscription = listen(id, told);
    try {
      // What another instance does reaches this one through the database only.
      jdbc.sql(
              """
              update requests set status = 'DENIED', verdict_basis = 'SYSTEM', verdict_reason = '',
                decided_at = :now, changed_at = :now where id = :id
              """)
          .param("now", time.now().atOffset(ZoneOffset.UTC))
          .param("id", id.value())
          .update();

      Awaitility.await().untilAsserted(() -> assertThat(told).contains("denied"));
    } finally {
      subscription.close();
    }
  }

  private DeskEvents.Subscription listen(RequestId id, Collection<String> told) {
    return feed.subscribe(
        (changed, status) -> {
          if (changed.equals(id)) {
            told.add(status.wire());
          }
        });
  }

  @Test
  void givesAMessageToOneOfManyRelaysAndNeverTheLaterBeforeTheEarlier() {
    jdbc.sql("delete from outbox").update();
    var ids = new ArrayList<RequestId>();
    for (int i = 0; i < 40; i++) {
      var id = ledger.record(Requests.held()).id();
      ledger.settle(id, DENIED, SYSTEM);
      ids.add(id);
    }
    var told = new ConcurrentLinkedQueue<Outbox.Message>();
    var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Runnable relay =
        () -> {
          while (told.size() < 80 && System.nanoTime() < deadline) {
            for (var message : outbox.claim(5, Duration.ofMinutes(1))) {
              told.add(message);
              outbox.done(message.id());
            }
          }
        };

    Together.run(relay, relay, relay);

    assertThat(told).extracting(Outbox.Message::id).doesNotHaveDuplicates().hasSize(80);
    for (var id : ids) {
      assertThat(told.stream().filter(m -> m.request().equals(id)).map(Outbox.Message::kind))
          .containsExactly(Outbox.Kind.START, Outbox.Kind.VERDICT);
    }
  }

  @Test
  void givesAMessageAgainWhenItsLeaseIsOverAndLaterWhenItIsPutBack() {
    var id = ledger.record(Requests.held()).id();
    var first = claimed(id).orElseThrow();
    assertThat(first.attempts()).isEqualTo(1);
    assertThat(claimed(id)).isEmpty();

    time.forward(Duration.ofMinutes(1));
    var second = claimed(id).orElseThrow();
    assertThat(second.attempts()).isEqualTo(2);
    outbox.retry(second.id(), Duration.ofMinutes(5), "x".repeat(10_000));
    time.forward(Duration.ofMinutes(4));
    assertThat(claimed(id)).isEmpty();
    time.forward(Duration.ofMinutes(2));
    assertThat(claimed(id)).isPresent();
  }

  private Optional<Outbox.Message> claimed(RequestId id) {
    return outbox.claim(1_000, Duration.ofMinutes(1)).stream()
        .filter(message -> message.request().equals(id))
        .findAny();
  }

  List<String> events(RequestId id) {
    return audit.of(id).stream().map(AuditEntry::event).toList();
  }

  /** What waits for the engine, oldest first; takes the messages out. */
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
