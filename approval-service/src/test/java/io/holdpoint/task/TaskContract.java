package io.holdpoint.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.audit.Actor;
import io.holdpoint.model.Basis;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Role;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.BadCursorException;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.TaskDesk;
import io.holdpoint.model.desk.TaskDesk.TaskFilter;
import io.holdpoint.model.desk.TaskDesk.TaskView;
import io.holdpoint.policy.DecisionInputJson;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.LedgerSlice;
import io.holdpoint.request.NewRequest;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.TestDirectory;
import io.holdpoint.testing.Together;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What tasks bound on every database. */
@SpringBootTest(classes = LedgerSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class TaskContract {

  static final PersonId ADA = new PersonId("ada");

  @Autowired TaskStore store;
  @Autowired TaskEnds ends;
  @Autowired TaskDesk board;
  @Autowired TestDirectory directory;
  @Autowired Ledger ledger;
  @Autowired LedgerSlice.FixedPolicy policy;
  @Autowired ShiftableLedgerTime time;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @BeforeEach
  void anAdministrator() {
    directory.person("ada", Set.of(Role.ADMIN));
  }

  @AfterEach
  void resetClock() {
    time.reset();
  }

  private String open(
      @Nullable Integer actions,
      Map<String, BigDecimal> sums,
      @Nullable List<String> tools,
      String... others) {
    var now = time.now();
    var task =
        new OpenTask(
            "task-" + UUID.randomUUID(),
            Requests.AGENT.id(),
            Requests.AGENT.owner(),
            new Terms("refunds", actions, sums, null, tools, List.of(others)),
            Used.nothing(),
            now,
            now.plus(Duration.ofHours(1)));
    transaction.executeWithoutResult(status -> store.insert(task, Optional.empty()));
    return task.id;
  }

  private RequestRecord record(NewRequest request, String task) {
    return ledger.record(Requests.withTask(request, task));
  }

  private RequestStatus status(RequestId id) {
    return ledger.find(id).orElseThrow().status();
  }

  @Test
  void releasesExactlyAsManyAsTheBudgetAllowsHoweverManyComeAtOnce() {
    var task = open(10, Map.of(), null);
    var tasks = new ArrayList<Runnable>();
    for (int i = 0; i < 100; i++) {
      var request = Requests.withTask(Requests.released(), task);
      tasks.add(() -> ledger.record(request));
    }

    Together.run(tasks.toArray(Runnable[]::new));

    assertThat(
            jdbc.sql("select count(*) from requests where task = ? and status = 'APPROVED'")
                .param(task)
                .query(Long.class)
                .single())
        .isEqualTo(10);
    assertThat(store.endedWhy(task)).hasValueSatisfying(w -> assertThat(w).contains("10 actions"));
  }

  @Test
  void deniesWithTheBoundThatIsPassed() {
    var sum = open(null, Map.of("amount", new BigDecimal(10)), null);
    assertThat(record(Requests.released(), sum).status()).isEqualTo(RequestStatus.APPROVED);
    var beyond = record(Requests.released(), sum);
    assertThat(beyond.verdict())
        .contains(
            new Verdict(RequestStatus.DENIED, Basis.POLICY, "over its budget of 10 for amount"));
    assertThat(beyond.explanation().errors()).contains("over its budget of 10 for amount");

    var tool = open(null, Map.of(), List.of("shop.*"));
    assertThat(record(Requests.released(), tool).verdict().orElseThrow().reason())
        .isEqualTo("the task does not allow this tool");
    assertThat(
            record(Requests.withAgent(Requests.released(), Requests.agent("guest")), tool)
                .verdict()
                .orElseThrow()
                .reason())
        .contains("another agent's");
    assertThat(record(Requests.released(), "never-opened").status())
        .isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void tellsRulesWhatItWasOpenedForWhereTheAgentTakesPart() {
    policy.use(
        """
        tiers:
          - {name: low, outcome: allow}
          - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
        defaultTier: sensitive
        tools:
          - {match: "crm.*", reversibility: irreversible, labels: [customers]}
          - {match: "post.*", reversibility: reversible}
        rules:
          - name: Bound tasks
            tier: low
            tools: ["post.*"]
            when: >-
              task.opened && task.purpose == "refunds" && task.owner == "olga"
              && task.allowedTools == ["post.*"] && task.budget.actions == 9
              && task.budget.targets == 0 && task.budget.sums.amount == 99.5
              && task.budget.seconds == 3600
        """);
    var task = open(9, Map.of("amount", new BigDecimal("99.5")), List.of("post.*"), "guest");

    assertThat(record(letter(), task).status()).isEqualTo(RequestStatus.APPROVED);
    assertThat(record(Requests.withAgent(letter(), Requests.agent("guest")), task).status())
        .isEqualTo(RequestStatus.APPROVED);
    assertThat(record(letter(), "never-opened").status()).isEqualTo(RequestStatus.PENDING);
    var stranger = record(Requests.withAgent(letter(), Requests.agent("stranger")), task);
    assertThat(stranger.status()).isEqualTo(RequestStatus.DENIED);
    assertThat(
            DecisionInputJson.read(
                    jdbc.sql("select decision_input from requests where id = ?")
                        .param(stranger.id().value())
                        .query(String.class)
                        .single())
                .task()
                .opened())
        .isEmpty();
  }

  private static NewRequest letter() {
    return Requests.withAction(Requests.undecided(), "post.letter", Map.of("amount", 7L));
  }

  @Test
  void givesBackWhatIsNotDone() {
    var task = open(1, Map.of(), null);
    var held = record(Requests.held(), task).id();
    ledger.settle(
        held, new Verdict(RequestStatus.CANCELLED, Basis.AGENT, ""), new Actor.BySystem());
    assertThat(record(Requests.released(), task).status()).isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void withdrawsWhatIsPendingWhenItEnds() {
    var task = open(null, Map.of(), null, "guest");
    var mine = record(Requests.held(), task).id();
    var theirs = record(Requests.withAgent(Requests.held(), Requests.agent("guest")), task).id();
    var outside = record(Requests.held(), "other").id();

    ends.end(store.find(task).orElseThrow(), "ended by its agent", "agent:support-bot");

    assertThat(List.of(status(mine), status(theirs))).containsOnly(RequestStatus.CANCELLED);
    assertThat(status(outside)).isEqualTo(RequestStatus.PENDING);
    assertThat(store.active(task)).isFalse();
    assertThat(record(Requests.released(), task).status()).isEqualTo(RequestStatus.DENIED);
  }

  @Test
  void isOverWhenItsTimeIs() {
    var task = open(null, Map.of(), null);
    var held = record(Requests.held(), task).id();
    time.forward(Duration.ofMinutes(61));
    assertThat(store.active(task)).isFalse();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(status(held)).isEqualTo(RequestStatus.DENIED));
  }

  @Test
  void endsWhenItStrays() {
    var task = open(null, Map.of(), null);
    var held = record(Requests.held(), task).id();
    record(Requests.refused(), task);
    for (int i = 0; i < 3; i++) {
      // The same target again, after it was denied.
      record(Requests.released(), task);
    }
    assertThat(store.endedWhy(task)).hasValueSatisfying(w -> assertThat(w).contains("strayed"));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(status(held)).isEqualTo(RequestStatus.DENIED));
  }

  @Test
  void endsWhenItLeavesItsAllowedToolsAgainAndAgain() {
    var task = open(null, Map.of(), List.of("shop.*"));
    var asked = new ArrayList<RequestRecord>();
    while (store.active(task) && asked.size() < 20) {
      asked.add(record(Requests.released(), task));
    }
    assertThat(asked).hasSizeBetween(2, OpenTask.MOST_STRIKES);
    assertThat(asked).allSatisfy(each -> assertThat(each.status()).isEqualTo(RequestStatus.DENIED));
    assertThat(store.endedWhy(task)).hasValueSatisfying(w -> assertThat(w).contains("strayed"));
  }

  @Test
  void endsWhenADeniedEffectIsAskedForAgainInPortionsAndUnderAnotherName() {
    var task = open(null, Map.of(), null);
    record(Requests.refused(), task);
    record(Requests.withAction(Requests.released(), "crm.remove", Map.of("amount", 1L)), task);
    record(Requests.withAction(Requests.released(), "x.y", Map.of("amount", 2L)), task);
    assertThat(store.active(task)).isTrue();
    record(Requests.withAction(Requests.released(), "crm.remove", Map.of("amount", 3L)), task);
    assertThat(store.active(task)).isFalse();
  }

  @Test
  void countsEveryAmountHoweverManyOthersStandBeforeIt() {
    var task = open(null, Map.of("amount", BigDecimal.TEN), null);
    var arguments = new TreeMap<String, Object>();
    for (int i = 0; i < 8; i++) {
      arguments.put("A" + i, 0L);
    }
    arguments.put("amount", 11L);
    var beyond = record(Requests.withAction(Requests.released(), "crm.pay", arguments), task);
    assertThat(beyond.verdict().orElseThrow().reason())
        .isEqualTo("over its budget of 10 for amount");
  }

  @Test
  void givesBackToItsSumsWhatWasTakenOfThem() {
    var task = open(null, Map.of("amount", BigDecimal.TEN), null);
    for (int i = 0; i < 3; i++) {
      var held = record(Requests.held(), task);
      assertThat(held.status()).isEqualTo(RequestStatus.PENDING);
      ledger.settle(
          held.id(), new Verdict(RequestStatus.CANCELLED, Basis.AGENT, ""), new Actor.BySystem());
    }
    assertThat(store.find(task).orElseThrow().used.sums().get("amount")).isEqualByComparingTo("0");
    assertThat(store.find(task).orElseThrow().used.targets()).isEmpty();
  }

  @Test
  void listsThoseThatAreOpenFirstAndFindsThemByWhatTheyWereOpenedFor() {
    var mark = "100%_" + UUID.randomUUID();
    var over = open(1, Map.of(), List.of("Shop." + mark), "guest");
    var older = open(2, Map.of(), List.of("shop." + mark));
    var newer = open(null, Map.of(), List.of("shop." + mark));
    ends.end(store.find(over).orElseThrow(), "ended", "system");

    var first = board.tasks(ADA, new TaskFilter("SHOP." + mark, Optional.empty(), none(), 2));
    assertThat(first.items()).extracting(TaskView::id).containsExactlyInAnyOrder(newer, older);
    var second =
        board.tasks(ADA, new TaskFilter("shop." + mark, Optional.empty(), first.next(), 2));
    assertThat(second.items()).extracting(TaskView::id).containsExactly(over);
    assertThat(second.next()).isEmpty();
    assertThat(ids(new TaskFilter(mark, Optional.of(true), none(), 10))).containsExactly(over);
    assertThat(ids(new TaskFilter("guest", Optional.empty(), none(), 200))).contains(over);
    assertThat(ids(new TaskFilter(mark.replace('_', 'x'), Optional.empty(), none(), 10))).isEmpty();
    assertThatThrownBy(() -> ids(new TaskFilter("", Optional.empty(), Optional.of("'"), 10)))
        .isInstanceOf(BadCursorException.class);
  }

  private List<String> ids(TaskFilter filter) {
    return board.tasks(ADA, filter).items().stream().map(TaskView::id).toList();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  @Test
  void isEndedByAnAdministratorWithAReasonAndByNoOtherPerson() {
    var task = open(5, Map.of(), null);
    var held = record(Requests.held(), task).id();
    var reviewer = directory.reviewer("ann", "reviewers");
    assertThatThrownBy(() -> board.end(reviewer, task, "mine"))
        .isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> board.end(ADA, task, "a\u0000b"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("reason");
    assertThat(board.task(ADA, task).orElseThrow().open()).isTrue();

    var ended = board.end(ADA, task, " wrong orders ").ended().orElseThrow();

    assertThat(ended.why()).isEqualTo("ended by ada: wrong orders");
    assertThat(ended.by()).isEqualTo("person:ada");
    assertThat(status(held)).isEqualTo(RequestStatus.DENIED);
    assertThat(board.end(ADA, task, "again").ended().orElseThrow().why())
        .isEqualTo("ended by ada: wrong orders");
    assertThatThrownBy(() -> board.end(ADA, "no-such", ""))
        .isInstanceOf(NoSuchRequestException.class);
  }
}
