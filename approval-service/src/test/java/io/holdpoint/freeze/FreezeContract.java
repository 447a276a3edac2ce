package io.holdpoint.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.audit.Actor;
import io.holdpoint.model.Basis;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.FreezeDesk;
import io.holdpoint.model.desk.FreezeDesk.FreezeView;
import io.holdpoint.model.desk.FreezeDesk.NewFreeze;
import io.holdpoint.model.desk.FreezeDesk.Scope;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.model.desk.ReviewRefusedException.Why;
import io.holdpoint.request.FrozenException;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.Ledger.EscalationAnswer;
import io.holdpoint.request.Ledger.ExpiryAnswer;
import io.holdpoint.request.LedgerSlice;
import io.holdpoint.request.NewRequest;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.review.DeskSlice;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.TestDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a freeze does on every database. */
@SpringBootTest(classes = DeskSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class FreezeContract {

  static final PersonId ADA = new PersonId("ada");
  static final Actor SYSTEM = new Actor.BySystem();
  static final Duration HOUR = Duration.ofHours(1);

  @Autowired FreezeDesk desk;
  @Autowired ReviewDesk reviews;
  @Autowired Ledger ledger;
  @Autowired LedgerSlice.FixedPolicy policy;
  @Autowired TestDirectory directory;
  @Autowired ShiftableLedgerTime time;
  @Autowired JdbcClient jdbc;
  @Autowired DataSource dataSource;

  PersonId ann = new PersonId("ann");

  @BeforeEach
  void people() {
    directory.person("ada", Set.of(Role.ADMIN));
    ann = directory.reviewer("ann", "reviewers");
  }

  @AfterEach
  void thawAll() {
    desk.inForce().forEach(freeze -> desk.thaw(ADA, freeze.id()));
    time.reset();
  }

  private FreezeView freeze(Scope scope, String of) {
    return desk.freeze(ADA, new NewFreeze(scope, of, "it loops"));
  }

  private RequestRecord now(RequestId id) {
    return ledger.find(id).orElseThrow();
  }

  private void review(RequestId id, ReviewDecision decision) {
    reviews.review(new ReviewOrder(ann, id, decision, "seen", Requests.DIGEST, Channel.CONSOLE));
  }

  @Test
  void deniesWhatWouldBeReleasedAndGoesOnOnceItIsThawed() {
    var freeze = freeze(Scope.ALL, "");

    var denied = ledger.record(Requests.released());

    assertThat(denied.status()).isEqualTo(RequestStatus.DENIED);
    assertThat(denied.verdict())
        .contains(
            new Verdict(RequestStatus.DENIED, Basis.KILL_SWITCH, "frozen (everything): it loops"));
    assertThat(ledger.record(Requests.refused()).verdict().orElseThrow().basis())
        .isEqualTo(Basis.POLICY);

    var thawed = desk.thaw(ADA, freeze.id());

    assertThat(thawed.thawed().orElseThrow().by()).isEqualTo(ADA);
    assertThat(desk.inForce()).isEmpty();
    assertThat(ledger.record(Requests.released()).status()).isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void coversWhatItIsAboutAndNothingElse() {
    policy.use(
        """
        tiers:
          - {name: low, outcome: allow}
          - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
        defaultTier: low
        tools:
          - {match: "crm.*", system: customers, reversibility: read_only}
        """);
    // Of support-bot, task ticket-8812, tool crm.customers.delete; the agent names the system crm.
    List<NewFreeze> covering =
        List.of(
            new NewFreeze(Scope.ALL, "", "why"),
            new NewFreeze(Scope.AGENT, "support-bot", "why"),
            new NewFreeze(Scope.TASK, "ticket-8812", "why"),
            new NewFreeze(Scope.TOOL, "crm.customers.delete", "why"),
            new NewFreeze(Scope.TOOL, "crm.*", "why"),
            new NewFreeze(Scope.TOOL, "*.delete", "why"),
            new NewFreeze(Scope.SYSTEM, "crm", "why"),
            new NewFreeze(Scope.SYSTEM, "customers", "why"));
    List<NewFreeze> others =
        List.of(
            new NewFreeze(Scope.AGENT, "other-bot", "why"),
            new NewFreeze(Scope.TASK, "ticket-881", "why"),
            new NewFreeze(Scope.TOOL, "crm.customers", "why"),
            new NewFreeze(Scope.SYSTEM, "shop", "why"));
    for (var each : covering) {
      var freeze = desk.freeze(ADA, each);
      assertThat(ledger.record(Requests.undecided()).status())
          .as(each.toString())
          .isEqualTo(RequestStatus.DENIED);
      desk.thaw(ADA, freeze.id());
    }
    for (var each : others) {
      desk.freeze(ADA, each);
    }
    assertThat(ledger.record(Requests.undecided()).status()).isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void stopsTheDeadlinesOfWhatIsHeldAndLetsThemGoOnLater() {
    var before = ledger.record(Requests.held());
    time.forward(Duration.ofMinutes(30));
    var freeze = freeze(Scope.AGENT, "support-bot");
    var during = ledger.record(Requests.held());
    assertThat(during.status()).isEqualTo(RequestStatus.PENDING);
    assertThat(during.frozenSince()).contains(during.createdAt());

    time.forward(HOUR.multipliedBy(10));

    for (var each : List.of(before, during)) {
      var frozen = now(each.id());
      assertThat(frozen.status()).isEqualTo(RequestStatus.PENDING);
      assertThat(frozen.expiresAt()).isEqualTo(each.expiresAt());
      assertThat(ledger.expireIfDue(each.id(), SYSTEM)).isInstanceOf(ExpiryAnswer.NotYet.class);
      assertThat(ledger.escalateIfDue(each.id(), SYSTEM))
          .isInstanceOf(EscalationAnswer.NotYet.class);
      assertThat(inbox(ann)).contains(each.id());
    }
    assertThat(inbox(directory.reviewer("lea", "leads"))).isEmpty();

    desk.thaw(ADA, freeze.id());

    var moved = Duration.ofHours(10);
    assertMoved(before, moved);
    assertMoved(during, moved);
    assertThat(inbox(new PersonId("lea"))).isEmpty();
    time.forward(Duration.ofMinutes(31));
    // An hour after it was asked for, without the ten that it stood still: escalated.
    assertThat(ledger.escalateIfDue(before.id(), SYSTEM))
        .isEqualTo(new EscalationAnswer.Escalated("leads"));
    assertThat(ledger.escalateIfDue(during.id(), SYSTEM))
        .isInstanceOf(EscalationAnswer.NotYet.class);
    assertThat(inbox(new PersonId("lea"))).containsExactly(before.id());
    time.forward(Duration.ofHours(3));
    assertThat(now(before.id()).status()).isEqualTo(RequestStatus.EXPIRED);
    assertThat(now(during.id()).status()).isEqualTo(RequestStatus.PENDING);
    time.forward(Duration.ofHours(1));
    assertThat(now(during.id()).status()).isEqualTo(RequestStatus.EXPIRED);
  }

  private void assertMoved(RequestRecord before, Duration by) {
    var after = now(before.id());
    assertThat(after.frozenSince()).isEmpty();
    assertThat(Duration.between(before.expiresAt(), after.expiresAt()))
        .isBetween(by, by.plusSeconds(20));
    assertThat(
            Duration.between(before.escalatesAt().orElseThrow(), after.escalatesAt().orElseThrow()))
        .isEqualTo(Duration.between(before.expiresAt(), after.expiresAt()));
  }

  private List<RequestId> inbox(PersonId reader) {
    return reviews.inbox(reader, 100).items().stream().map(r -> r.id()).toList();
  }

  @Test
  void standsStillAsLongAsAnyOfSeveralFreezesCoversIt() {
    var request = ledger.record(Requests.held());
    var all = freeze(Scope.ALL, "");
    time.forward(HOUR);
    var tool = freeze(Scope.TOOL, "crm.*");
    time.forward(HOUR);
    desk.thaw(ADA, all.id());
    time.forward(HOUR);
    assertThat(now(request.id()).frozenSince()).isPresent();

    desk.thaw(ADA, tool.id());

    assertMoved(request, HOUR.multipliedBy(3));
  }

  @Test
  void leavesDueWhatWasDueBefore() {
    var request = ledger.record(Requests.withExpiresIn(Requests.held(), Duration.ofMinutes(5)));
    time.forward(Duration.ofMinutes(6));
    // The sweep, which runs every second, may not have come yet.
    freeze(Scope.ALL, "");

    assertThat(now(request.id()).status()).isEqualTo(RequestStatus.EXPIRED);
  }

  @Test
  void approvesNothingThatIsFrozenButDeniesAndCancelsIt() {
    var toDeny = ledger.record(Requests.held()).id();
    var toCancel = ledger.record(Requests.held()).id();
    var toApprove = ledger.record(Requests.held()).id();
    var freeze = freeze(Scope.TASK, "ticket-8812");
    time.forward(HOUR.multipliedBy(5));

    assertThatThrownBy(() -> review(toApprove, ReviewDecision.APPROVE))
        .isInstanceOfSatisfying(
            ReviewRefusedException.class, e -> assertThat(e.why()).isEqualTo(Why.FROZEN))
        .hasMessageContaining("frozen (task ticket-8812): it loops");
    assertThatThrownBy(
            () ->
                ledger.settle(
                    toApprove,
                    new Verdict(RequestStatus.APPROVED, Basis.REVIEWERS, "past the desk"),
                    SYSTEM))
        .isInstanceOf(FrozenException.class);
    review(toDeny, ReviewDecision.DENY);
    ledger.settle(toCancel, new Verdict(RequestStatus.CANCELLED, Basis.AGENT, ""), SYSTEM);

    assertThat(now(toDeny).status()).isEqualTo(RequestStatus.DENIED);
    assertThat(now(toCancel).status()).isEqualTo(RequestStatus.CANCELLED);
    assertThat(now(toApprove).status()).isEqualTo(RequestStatus.PENDING);
    assertThat(ledger.reviews(toApprove)).isEmpty();

    desk.thaw(ADA, freeze.id());
    review(toApprove, ReviewDecision.APPROVE);
    assertThat(now(toApprove).status()).isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void letsNothingOutrunItHoweverManyAreUnderWay() throws Exception {
    for (int round = 0; round < 5; round++) {
      Queue<RequestId> released = new ConcurrentLinkedQueue<>();
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      var over = new AtomicBoolean();
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < 8; i++) {
        int number = i;
        int in = round;
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        for (int n = 0; !over.get(); n++) {
                          // Every third from an agent that has never asked for anything.
                          var agent =
                              n % 3 == 0 ? "new-" + in + "-" + number + "-" + n : "r-" + number % 4;
                          var stored = ledger.record(by(agent));
                          if (stored.status() == RequestStatus.APPROVED) {
                            released.add(stored.id());
                          }
                        }
                      } catch (RuntimeException e) {
                        failures.add(e);
                      }
                    }));
      }
      await().until(() -> released.size() > 40 || !failures.isEmpty());

      var freeze = freeze(Scope.ALL, "");
      long atOnce = approved();
      int told = released.size();
      await().pollDelay(Duration.ofMillis(150)).until(() -> true);
      over.set(true);
      for (var thread : threads) {
        thread.join();
      }

      assertThat(failures).isEmpty();
      assertThat(approved()).as("released after the freeze").isEqualTo(atOnce);
      assertThat(told).isLessThanOrEqualTo((int) atOnce);
      desk.thaw(ADA, freeze.id());
    }
  }

  private long approved() {
    return jdbc.sql("select count(*) from requests where status = 'APPROVED'")
        .query(Long.class)
        .single();
  }

  private static NewRequest by(String agent) {
    return Requests.withAgent(Requests.released(), Requests.agent(agent));
  }

  @Test
  void waitsForAReleaseThatIsUnderWay() throws Exception {
    ledger.record(by("slow-bot"));
    CompletableFuture<FreezeView> freezing;
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      lock(connection, "slow-bot");
      freezing = CompletableFuture.supplyAsync(() -> freeze(Scope.AGENT, "slow-bot"));
      await().pollDelay(Duration.ofMillis(250)).until(() -> true);
      assertThat(freezing).isNotDone();
      assertThat(desk.inForce()).isEmpty();
      connection.commit();
    }
    assertThat(freezing.join().of()).isEqualTo("slow-bot");
    assertThat(ledger.record(by("slow-bot")).status()).isEqualTo(RequestStatus.DENIED);
  }

  @Test
  void doesNotWaitForEverForWhatHangsAndStopsTheDeadlinesLater() throws Exception {
    ledger.record(by("stuck-bot"));
    var held = ledger.record(Requests.withAgent(Requests.held(), Requests.agent("stuck-bot"))).id();
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      lock(connection, "stuck-bot");

      // It comes back at all although the lock is never given up: nothing frees it meanwhile.
      var freeze = freeze(Scope.ALL, "");

      assertThat(desk.inForce()).containsExactly(freeze);
      assertThat(ledger.record(by("other-bot")).status()).isEqualTo(RequestStatus.DENIED);
      assertThat(now(held).frozenSince()).isEmpty();
      connection.rollback();
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> now(held).frozenSince().isPresent());
  }

  private static void lock(java.sql.Connection connection, String agent) throws Exception {
    try (var lock =
        connection.prepareStatement("select 1 from agent_history where agent_id = ? for update")) {
      lock.setString(1, agent);
      lock.executeQuery();
    }
  }

  @Test
  void listsThoseInForceFirst() {
    var over = freeze(Scope.SYSTEM, "one");
    desk.thaw(ADA, over.id());
    var first = freeze(Scope.SYSTEM, "two");
    var second = freeze(Scope.SYSTEM, "three");

    var page = desk.freezes(ADA, Optional.empty(), 2);
    assertThat(page.items()).extracting(FreezeView::id).containsExactly(second.id(), first.id());
    var next = desk.freezes(ADA, page.next(), 1);
    assertThat(next.items()).extracting(FreezeView::id).containsExactly(over.id());
  }

  @Test
  void isForAdminsAndRecordsWhoDidWhat() {
    assertThatThrownBy(() -> desk.freeze(ann, new NewFreeze(Scope.ALL, "", "why")))
        .isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> desk.freezes(ann, Optional.empty(), 10))
        .isInstanceOf(NotAllowedException.class);
    var freeze = freeze(Scope.TOOL, "crm.*");
    assertThatThrownBy(() -> desk.thaw(ann, freeze.id())).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> desk.thaw(ADA, "f-999999")).isInstanceOf(NoSuchRequestException.class);
    desk.thaw(ADA, freeze.id());
    desk.thaw(ADA, freeze.id());

    assertThat(
            jdbc.sql(
                    """
                    select event from audit_events where actor = 'person:ada'
                      and data like :id order by sequence
                    """)
                .param("id", "%\"" + freeze.id() + "\"%")
                .query(String.class)
                .list())
        .containsExactly("freeze.begun", "freeze.ended");
  }

  @Test
  void refusesWhatItCannotTakeByField() {
    assertRefused(new NewFreeze(Scope.ALL, "crm", "why"), "of");
    assertRefused(new NewFreeze(Scope.AGENT, "Not An Agent", "why"), "of");
    assertRefused(new NewFreeze(Scope.TOOL, " ", "why"), "of");
    assertRefused(new NewFreeze(Scope.TASK, "x".repeat(501), "why"), "of");
    assertRefused(new NewFreeze(Scope.SYSTEM, "a\nb", "why"), "of");
    assertRefused(new NewFreeze(Scope.ALL, "", " "), "reason");
    assertRefused(new NewFreeze(Scope.ALL, "", "x".repeat(2_001)), "reason");
    assertThat(desk.inForce()).isEmpty();
  }

  private void assertRefused(NewFreeze freeze, String field) {
    assertThatThrownBy(() -> desk.freeze(ADA, freeze))
        .isInstanceOfSatisfying(
            BadInputException.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
