package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.testing.HttpCalls.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WaitingTest extends RequestsApi {

  @Autowired ReviewDesk desk;
  @Autowired Waits waits;

  private void decide(Reply request, PersonId reviewer, ReviewDecision decision, String reason) {
    desk.review(
        new ReviewDesk.ReviewOrder(
            reviewer,
            RequestId.parse(request.at("/id")).orElseThrow(),
            decision,
            reason,
            request.at("/action/digest"),
            Channel.CONSOLE));
  }

  private PersonId reviewer() {
    return someone(Set.of(Role.REVIEWER), Set.of("reviewers"));
  }

  private void untilWaiting(int callers) {
    await().atMost(Duration.ofSeconds(30)).until(() -> waits.waiting() == callers);
  }

  @Test
  void bringsTheVerdictToTheWaitingAgentWhenTheReviewCommits() {
    PersonId reviewer = reviewer();
    Reply held = agent.post("/v1/requests", REFUND);
    var waiting = agent.getLater("/v1/requests/" + held.at("/id"), "Prefer", "wait=60");
    untilWaiting(1);
    decide(held, reviewer, ReviewDecision.DENY, "The photo shows another article");
    Reply woken = waiting.join();
    assertThat(woken.status()).isEqualTo(200);
    assertThat(woken.header("Preference-Applied")).isEqualTo("wait=60");
    assertThat(woken.at("/status")).isEqualTo("denied");
    assertThat(woken.at("/verdict/basis")).isEqualTo("reviewers");
    assertThat(woken.at("/verdict/reason")).isEqualTo("The photo shows another article");
    untilWaiting(0);
  }

  @Test
  void holdsThePostItselfUntilItIsDecided() {
    PersonId reviewer = reviewer();
    var posting =
        agent.postLater("/v1/requests", REFUND, "Prefer", "wait=600", "Idempotency-Key", "one");
    untilWaiting(1);
    // A second caller with the same key waits for the same request.
    var second =
        agent.postLater("/v1/requests", REFUND, "Prefer", "wait=30", "Idempotency-Key", "one");
    untilWaiting(2);
    decide(
        agent.post("/v1/requests", REFUND, "Idempotency-Key", "one"),
        reviewer,
        ReviewDecision.APPROVE,
        "");
    Reply decided = posting.join();
    assertThat(decided.status()).isEqualTo(201);
    assertThat(decided.header("Preference-Applied")).isEqualTo("wait=60");
    assertThat(decided.header("Location")).isEqualTo("/v1/requests/" + decided.at("/id"));
    assertThat(decided.at("/status")).isEqualTo("approved");
    assertThat(decided.at("/approvals/given/0/by")).isEqualTo(reviewer.value());
    assertThat(butItsToken(second.join())).isEqualTo(butItsToken(decided));
    untilWaiting(0);
  }

  @Test
  void answersAtOnceWhileItIsStoppedAndWaitsAgainOnceItIsStarted() {
    PersonId reviewer = reviewer();
    Reply held = agent.post("/v1/requests", REFUND);
    String path = "/v1/requests/" + held.at("/id");
    waits.stop();
    try {
      Reply stopped = agent.get(path, "Prefer", "wait=60");
      assertThat(stopped.status()).as(stopped.body()).isEqualTo(200);
      assertThat(stopped.at("/status")).isEqualTo("pending");
    } finally {
      waits.start();
    }
    var waiting = agent.getLater(path, "Prefer", "wait=60");
    untilWaiting(1);
    decide(held, reviewer, ReviewDecision.APPROVE, "");
    assertThat(waiting.join().at("/status")).isEqualTo("approved");
    untilWaiting(0);
  }

  @Test
  void saysPendingWhenTheTimeIsOver() {
    Reply posted = agent.post("/v1/requests", REFUND, "Prefer", "wait=1");
    assertThat(posted.status()).isEqualTo(202);
    assertThat(posted.header("Preference-Applied")).isEqualTo("wait=1");
    assertThat(posted.at("/status")).isEqualTo("pending");
    Reply read = agent.get("/v1/requests/" + posted.at("/id"), "Prefer", "wait=1");
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.at("/status")).isEqualTo("pending");
    untilWaiting(0);
  }

  @Test
  void doesNotWaitForWhatIsFinalNorWithoutATime() {
    Reply read = agent.post("/v1/requests", READ, "Prefer", "respond-async, wait=60");
    assertThat(read.status()).isEqualTo(201);
    assertThat(read.header("Preference-Applied")).isEqualTo("wait=60");
    Reply held = agent.post("/v1/requests", REFUND, "Prefer", "wait=0");
    assertThat(held.status()).isEqualTo(202);
    assertThat(held.header("Preference-Applied")).isEqualTo("wait=0");
    Reply ignored = agent.get("/v1/requests/" + held.at("/id"), "Prefer", "wait=soon");
    assertThat(ignored.status()).isEqualTo(200);
    assertThat(ignored.header("Preference-Applied")).isEmpty();
  }

  @Test
  void wakesTheAgentThatWaitsWhenItTakesTheRequestBackElsewhere() {
    Reply held = agent.post("/v1/requests", REFUND);
    var waiting = agent.getLater("/v1/requests/" + held.at("/id"), "Prefer", "wait=60");
    untilWaiting(1);
    agent.post("/v1/requests/" + held.at("/id") + "/cancel", "");
    assertThat(waiting.join().at("/status")).isEqualTo("cancelled");
  }

  @Test
  void wakesHundredsAndDropsNone() {
    PersonId reviewer = reviewer();
    List<Reply> held =
        IntStream.range(0, 300).mapToObj(i -> agent.post("/v1/requests", REFUND)).toList();
    List<CompletableFuture<Reply>> waiting =
        held.stream()
            .map(r -> agent.getLater("/v1/requests/" + r.at("/id"), "Prefer", "wait=60"))
            .toList();
    untilWaiting(300);
    held.forEach(r -> decide(r, reviewer, ReviewDecision.APPROVE, ""));
    // On a machine so busy that the minute was over before, a caller asks again, as agents do.
    for (int i = 0; i < held.size(); i++) {
      Reply woken = waiting.get(i).join();
      assertThat(woken.status()).isEqualTo(200);
      if (woken.at("/status").equals("pending")) {
        woken = agent.get("/v1/requests/" + held.get(i).at("/id"), "Prefer", "wait=60");
      }
      assertThat(woken.at("/status")).isEqualTo("approved");
    }
    untilWaiting(0);
  }
}
