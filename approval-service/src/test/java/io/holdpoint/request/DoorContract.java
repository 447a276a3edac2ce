package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.audit.Actor;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests that come to the ledger at the same moment, on every database. */
@SpringBootTest(classes = LedgerSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class DoorContract {

  @Autowired Ledger ledger;
  @Autowired JdbcClient jdbc;
  @Autowired DataSource dataSource;

  private static NewRequest by(String agent) {
    return Requests.withAgent(Requests.released(), Requests.agent(agent));
  }

  private Runnable recorded(NewRequest request, Queue<RequestId> into) {
    return () -> into.add(ledger.record(request).id());
  }

  @Test
  void answersEachOfManyWithItsOwn() {
    var tasks = new ArrayList<Runnable>();
    for (int i = 0; i < 100; i++) {
      var request = by("door-" + i % 7);
      tasks.add(() -> assertThat(ledger.record(request).id()).isEqualTo(request.id()));
    }

    Together.run(tasks.toArray(Runnable[]::new));

    assertThat(
            jdbc.sql("select sum(requests) from agent_history where agent_id like 'door-_'")
                .query(Long.class)
                .single())
        .isEqualTo(100);
  }

  @Test
  void letsNobodyFailWithOneThatCannotBeWritten() {
    // The same id twice: what no check before could have seen.
    var twice = ledger.record(by("door-twice")).id();
    var good = new ConcurrentLinkedQueue<RequestId>();
    var tasks = new ArrayList<Runnable>();
    for (int i = 0; i < 30; i++) {
      tasks.add(recorded(by("door-good-" + i % 3), good));
    }
    var bad = Requests.withId(by("door-bad"), twice);
    tasks.add(3, () -> ledger.record(bad));

    var failures = Together.tolerant(tasks.toArray(Runnable[]::new));

    assertThat(failures).singleElement().isInstanceOf(DataAccessException.class);
    assertThat(good).hasSize(30);
    assertThat(ledger.findAll(List.copyOf(good)))
        .hasSize(30)
        .allMatch(request -> request.status() == RequestStatus.APPROVED);
  }

  @Test
  void makesNobodyWaitForAnAgentThatIsLockedElsewhere() throws Exception {
    ledger.record(by("door-locked"));
    var late = new ConcurrentLinkedQueue<RequestId>();
    var threads = new ArrayList<Thread>();
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (var lock =
          connection.prepareStatement(
              "select 1 from agent_history where agent_id = 'door-locked' for update")) {
        lock.executeQuery();
      }
      for (int i = 0; i < 5; i++) {
        threads.add(Thread.ofPlatform().start(recorded(by("door-locked"), late)));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(ledger.record(by("door-open")).status()).isEqualTo(RequestStatus.APPROVED);
      }
      assertThat(late).isEmpty();
      connection.rollback();
    }
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> late.size() == 5);
    for (var thread : threads) {
      thread.join();
    }
  }

  @Test
  void tellsEachOfTwoBodiesUnderOneKeyInOneTransaction() {
    var answers = new ConcurrentLinkedQueue<RequestId>();
    var tasks = new ArrayList<Runnable>();
    for (int i = 0; i < 12; i++) {
      var request = Requests.withKey(by("door-key"), "key", "same");
      tasks.add(recorded(request, answers));
    }
    tasks.add(() -> ledger.record(Requests.withKey(by("door-key"), "key", "other")));

    var failures = Together.tolerant(tasks.toArray(Runnable[]::new));

    // Whichever body came first holds the key; the other is refused, however often it comes.
    if (answers.isEmpty()) {
      assertThat(failures).hasSize(12);
    } else {
      assertThat(failures).singleElement();
      assertThat(List.copyOf(answers)).hasSize(12).containsOnly(answers.peek());
    }
    assertThat(failures).allMatch(IdempotencyConflictException.class::isInstance);
  }

  @Test
  void holdsNoMoreOfAnAgentThanItsLimitHoweverManyComeAtOnce() {
    ledger.record(Requests.withAgent(Requests.held(), Requests.agent("door-many")));
    jdbc.sql("update agent_history set pending = 9995 where agent_id = 'door-many'").update();
    var held = new ConcurrentLinkedQueue<RequestId>();
    var tasks = new ArrayList<Runnable>();
    for (int i = 0; i < 20; i++) {
      tasks.add(recorded(Requests.withAgent(Requests.held(), Requests.agent("door-many")), held));
    }

    var failures = Together.tolerant(tasks.toArray(Runnable[]::new));

    assertThat(failures).hasSize(15).allMatch(TooManyPendingException.class::isInstance);
    assertThat(held).hasSize(5);
    assertThat(pendingOf("door-many")).isEqualTo(10_000);
    assertThat(ledger.record(by("door-many")).status()).isEqualTo(RequestStatus.APPROVED);
    var cancelled = new Verdict(RequestStatus.CANCELLED, Basis.AGENT, "taken back");
    assertThat(ledger.settle(held.remove(), cancelled, new Actor.BySystem())).isTrue();
    assertThat(pendingOf("door-many")).isEqualTo(9_999);
    ledger.record(Requests.withAgent(Requests.held(), Requests.agent("door-many")));
  }

  private long pendingOf(String agent) {
    return jdbc.sql("select pending from agent_history where agent_id = ?")
        .param(agent)
        .query(Long.class)
        .single();
  }

  @Test
  void keepsAPostThatIsInterruptedWhileItWaits() throws Exception {
    var answers = new ConcurrentLinkedQueue<Map<RequestId, Boolean>>();
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  answers.add(
                      Map.of(
                          ledger.record(by("door-late")).id(),
                          Thread.currentThread().isInterrupted()));
                });
    thread.join();
    // An interrupted connection may refuse; what was acknowledged is there, and nothing hangs.
    assertThat(
            jdbc.sql("select count(*) from requests where agent_id = 'door-late'")
                .query(Integer.class)
                .single())
        .isEqualTo(answers.size());
  }
}
