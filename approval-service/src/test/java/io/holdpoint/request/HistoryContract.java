package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.audit.Actor;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Reversibility;
import io.holdpoint.model.Verdict;
import io.holdpoint.policy.DecisionInput;
import io.holdpoint.policy.History;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.Together;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What decisions know of what was done before, on every database. */
@SpringBootTest(classes = LedgerSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class HistoryContract {

  private static final Actor SYSTEM = new Actor.BySystem();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Payments are free until the sum under one task, or the agent's in a day, passes 1,000. */
  private static final String LIMITED =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
        - {name: forbidden, outcome: deny}
      defaultTier: sensitive
      tools:
        - {match: "pay.*", reversibility: irreversible, labels: [money]}
        - {match: "vault.*", reversibility: read_only, labels: [secret]}
        - {match: "mail.*", reversibility: reversible}
      rules:
        - {name: Free, tier: low}
        - {name: Task limit, tier: sensitive, tools: [pay.task], when: 'task.sum("pay.*", "amount") > 1000'}
        - {name: Day limit, tier: sensitive, tools: [pay.day], when: 'agent.day.sum("pay.*", "amount") > 1000'}
        - {name: Refused limit, tier: forbidden, tools: [pay.refused], when: 'task.sum("pay.*", "amount") > 1000'}
        - {name: Secrets stay, tier: forbidden, tools: ["mail.*"], when: '"secret" in chain.dataTouched || "secret" in agent.hour.dataTouched'}
      """;

  @Autowired Ledger ledger;
  @Autowired ShiftableLedgerTime time;
  @Autowired LedgerSlice.FixedPolicy policy;
  @Autowired AgentHistories histories;
  @Autowired StoredRequests requests;
  @Autowired JdbcClient jdbc;

  private CallingAgent agent = Requests.AGENT;

  @BeforeEach
  void anAgentOfItsOwn() {
    agent = Requests.agent("history-bot-" + NUMBER.incrementAndGet());
    policy.use(LIMITED);
  }

  @AfterEach
  void reset() {
    time.reset();
  }

  private NewRequest asked(String tool, String task, Map<String, Object> arguments) {
    var any = Requests.withTask(Requests.withAgent(Requests.undecided(), agent), task);
    return Requests.withAction(any, tool, arguments);
  }

  private NewRequest payment(String tool, String task, long amount) {
    return asked(tool, task, Map.of("amount", amount));
  }

  private RequestRecord held(String task) {
    var any = Requests.withTask(Requests.withAgent(Requests.held(), agent), task);
    return ledger.record(Requests.withAction(any, "pay.task", Map.of("amount", 99L)));
  }

  private DecisionInput inputOf(RequestId id) {
    return requests.findById(id.value()).orElseThrow().input();
  }

  /** What the next action of this agent under this task is decided by. */
  private DecisionInput next(String task) {
    return inputOf(ledger.record(payment("pay.task", task, 1)).id());
  }

  private long released(List<RequestRecord> of) {
    return of.stream().filter(r -> r.status() == RequestStatus.APPROVED).count();
  }

  private List<RequestRecord> atOnce(List<NewRequest> asked) {
    var answers = new ConcurrentLinkedQueue<RequestRecord>();
    Together.run(
        asked.stream()
            .map(each -> (Runnable) () -> answers.add(ledger.record(each)))
            .toArray(Runnable[]::new));
    return List.copyOf(answers);
  }

  @Test
  void releasesExactlyTenOfAHundredPaymentsThatComeAtTheSameMoment() {
    var asked = IntStream.range(0, 100).mapToObj(i -> payment("pay.refused", "split", 99)).toList();

    var answers = atOnce(asked);

    assertThat(answers).hasSize(100);
    assertThat(released(answers)).isEqualTo(10);
    assertThat(next("split").task().past().denied()).isEqualTo(90);
  }

  @Test
  void letsNoFreshTaskNameHideWhatTheAgentDidInTheDay() {
    var asked =
        IntStream.range(0, 100).mapToObj(i -> payment("pay.day", "fresh-" + i, 99)).toList();

    var answers = atOnce(asked);

    assertThat(released(answers)).isEqualTo(10);
  }

  @Test
  void countsWhatStillWaitsAsIfItWereLetThrough() {
    var answers = new ArrayList<RequestRecord>();
    for (int i = 0; i < 12; i++) {
      answers.add(ledger.record(payment("pay.task", "waiting", 99)));
    }

    assertThat(released(answers)).isEqualTo(10);
    var past = next("waiting").task().past();
    assertThat(past.requests()).isEqualTo(12);
    assertThat(past.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.count()).isEqualTo(12);
              assertThat(entry.sums()).containsEntry("amount", BigDecimal.valueOf(1188));
              assertThat(entry.targets()).isEqualTo(1);
            });
    assertThat(past.targetSeen()).isTrue();
    assertThat(past.worst()).contains(Reversibility.IRREVERSIBLE);
  }

  @Test
  void takesBackWhatWasHeldAndThenEndedOtherwise() {
    var denied = held("back");
    var cancelled = held("back");
    var expired = held("back");
    var approved = held("back");

    ledger.settle(denied.id(), verdict(RequestStatus.DENIED, Basis.REVIEWERS), SYSTEM);
    ledger.settle(cancelled.id(), verdict(RequestStatus.CANCELLED, Basis.AGENT), SYSTEM);
    ledger.settle(approved.id(), verdict(RequestStatus.APPROVED, Basis.REVIEWERS), SYSTEM);
    time.forward(Duration.ofHours(5));
    assertThat(ledger.expireIfDue(expired.id(), SYSTEM))
        .isInstanceOf(Ledger.ExpiryAnswer.Expired.class);

    var input = next("back");
    for (History past : List.of(input.task().past(), input.agent().day())) {
      assertThat(past.requests()).isEqualTo(4);
      assertThat(past.denied()).isEqualTo(1);
      assertThat(past.entries())
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.count()).isEqualTo(1);
                assertThat(entry.denied()).isEqualTo(1);
                assertThat(entry.sums()).containsEntry("amount", BigDecimal.valueOf(99));
              });
      assertThat(past.dataTouched()).containsExactly("money", "pii");
    }
    assertThat(input.agent().hour()).isEqualTo(History.NONE);
  }

  @Test
  void losesNothingSmallWhenSomethingHugeIsTakenBack() {
    ledger.record(payment("pay.task", "huge", 990));
    var huge = ledger.record(asked("pay.task", "huge", Map.of("amount", 1e300)));
    assertThat(huge.status()).isEqualTo(RequestStatus.PENDING);
    ledger.settle(huge.id(), verdict(RequestStatus.CANCELLED, Basis.AGENT), SYSTEM);

    assertThat(ledger.record(payment("pay.task", "huge", 11)).status())
        .isEqualTo(RequestStatus.PENDING);
    assertThat(ledger.record(payment("pay.task", "huge-2", 11)).status())
        .isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void takesTheLabelsOfADeniedToolBackButNotWhatTheAgentSaid() {
    var held = held("labels");
    assertThat(next("labels").task().past().dataTouched()).containsExactly("money", "pii");
    ledger.settle(held.id(), verdict(RequestStatus.DENIED, Basis.REVIEWERS), SYSTEM);

    var elsewhere = inputOf(ledger.record(asked("mail.send", "labels-2", Map.of())).id());
    assertThat(elsewhere.agent().hour().dataTouched()).contains("pii");
  }

  @Test
  void knowsATargetOnceTheAgentWasLetThroughToIt() {
    assertThat(next("t").agent().knowsTarget()).isFalse();
    assertThat(next("t").agent().knowsTarget()).isTrue();
    time.forward(Duration.ofDays(91));
    assertThat(next("t").agent().knowsTarget()).isFalse();
  }

  @Test
  void knowsATargetAfterItsApprovalAndNotBefore() {
    var any = Requests.withAgent(Requests.held(), agent);
    var held = ledger.record(Requests.withAction(any, "mail.send", Map.of()));
    var before = inputOf(ledger.record(asked("mail.send", "", Map.of())).id());
    assertThat(before.agent().knowsTarget()).isFalse();

    var other = Requests.agent(agent.id() + "-b");
    any = Requests.withAgent(Requests.held(), other);
    held = ledger.record(Requests.withAction(any, "mail.send", Map.of()));
    ledger.settle(held.id(), verdict(RequestStatus.APPROVED, Basis.REVIEWERS), SYSTEM);
    agent = other;
    assertThat(inputOf(ledger.record(asked("mail.send", "", Map.of())).id()).agent().knowsTarget())
        .isTrue();
  }

  @Test
  void forgetsAnHourAfterAnHourAndATaskAfterNinetyDays() {
    next("old");
    time.forward(Duration.ofMinutes(59));
    assertThat(next("old").agent().hour().requests()).isEqualTo(1);
    time.forward(Duration.ofMinutes(71));
    var later = next("old");
    assertThat(later.agent().hour().requests()).isZero();
    assertThat(later.agent().day().requests()).isEqualTo(2);
    time.forward(Duration.ofDays(89));
    assertThat(next("old").agent().week()).isEqualTo(History.NONE);
    time.forward(Duration.ofDays(92));
    histories.forget(time.now());
    var last = next("old");
    assertThat(last.task().past()).isEqualTo(History.NONE);
    assertThat(last.agent().requests()).isEqualTo(4);
    assertThat(
            jdbc.sql("select count(*) from agent_past where id like :agent")
                .param("agent", agent.id() + "/%")
                .query(Long.class)
                .single())
        .isEqualTo(4);
  }

  @Test
  void seesWhatLiesAboveAcrossAgentsOnlyWhereItWasShared() {
    var reader = agent;
    var sender = Requests.agent(agent.id() + "-sender");
    ledger.record(asked("vault.read", "reading", Map.of()));
    var above = asked("crm.look", "reading", Map.of());
    var unshared = ledger.record(above);
    var shared =
        ledger.record(Requests.sharedWith(asked("mail.draft", "other", Map.of()), sender.id()));
    var sharedReading =
        ledger.record(Requests.sharedWith(asked("crm.look", "reading", Map.of()), sender.id()));

    agent = sender;
    assertThatThrownBy(
            () ->
                ledger.record(Requests.withParent(asked("mail.send", "", Map.of()), unshared.id())))
        .isInstanceOf(ParentRefusedException.class);
    var sent =
        ledger.record(Requests.withParent(asked("mail.send", "", Map.of()), sharedReading.id()));
    assertThat(sent.status()).isEqualTo(RequestStatus.DENIED);
    var chain = inputOf(sent.id()).chain();
    assertThat(chain.depth()).isEqualTo(1);
    assertThat(chain.past().dataTouched()).contains("secret");
    assertThat(chain.past().requests()).isEqualTo(3);
    assertThat(
            ledger.record(Requests.withParent(asked("pay.x", "", Map.of()), shared.id())).parent())
        .contains(shared.id());
    agent = Requests.agent(reader.id() + "-third");
    assertThatThrownBy(
            () -> ledger.record(Requests.withParent(asked("mail.send", "", Map.of()), shared.id())))
        .isInstanceOf(ParentRefusedException.class);
  }

  @Test
  void countsEachStepOfAChainOnce() {
    RequestId parent = ledger.record(asked("mail.a", "steps", Map.of())).id();
    for (int i = 0; i < 4; i++) {
      parent = ledger.record(Requests.withParent(asked("mail.a", "steps", Map.of()), parent)).id();
    }
    RequestId elsewhere =
        ledger.record(Requests.withParent(asked("mail.b", "", Map.of()), parent)).id();
    RequestId last =
        ledger.record(Requests.withParent(asked("pay.x", "", Map.of()), elsewhere)).id();

    assertThat(inputOf(elsewhere).chain().past().requests()).isEqualTo(5);
    assertThat(inputOf(last).chain().past().requests()).isEqualTo(6);
    assertThat(inputOf(last).chain().depth()).isEqualTo(6);
    assertThat(inputOf(last).chain().past().worst()).contains(Reversibility.REVERSIBLE);
  }

  @Test
  void letsAgentsDecideWhileAnotherAgentIsLocked() throws Exception {
    next("mine");
    var locked = agent;
    var open = Requests.agent(agent.id() + "-open");
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (var lock =
          connection.prepareStatement(
              "select 1 from agent_history where agent_id = ? for update")) {
        lock.setString(1, locked.id().value());
        lock.executeQuery();
      }
      agent = open;
      assertThat(ledger.record(payment("pay.task", "x", 1)).status())
          .isEqualTo(RequestStatus.APPROVED);
      connection.rollback();
    }
  }

  @Autowired DataSource dataSource;

  private static Verdict verdict(RequestStatus outcome, Basis basis) {
    return new Verdict(outcome, basis, "because");
  }
}
