package io.holdpoint.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.FinalCommandStep;
import io.grpc.Status;
import io.holdpoint.audit.Actor;
import io.holdpoint.model.ApprovalDemand;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Review;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.EngineDesk;
import io.holdpoint.model.desk.ProcessProgress;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.process.Processes;
import io.holdpoint.notification.Notifications;
import io.holdpoint.request.Ledger;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.TestDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

/** What the processes do, whatever engine runs them. */
@SpringBootTest(classes = WorkflowSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DirtiesContext
abstract class WorkflowContract {

  static final Duration SOON = Duration.ofSeconds(40);

  @Autowired Ledger ledger;
  @Autowired TestDirectory directory;
  @Autowired ProcessRecords records;
  @Autowired RecordingChannel pager;
  @Autowired RecordingChannel mail;
  @Autowired Notifications notifications;
  @Autowired RecordedJobs jobs;
  @Autowired EngineConnection connection;
  @Autowired EngineDesk desk;
  @Autowired ReviewDesk reviews;
  @Autowired ShiftableLedgerTime time;
  @Autowired TransactionTemplate transactions;
  @Autowired OwnModels own;

  /** Moves the engine's clock only. */
  abstract void forwardEngine(Duration by);

  abstract String expectedVersion();

  @BeforeEach
  void engineIsThere() {
    await().atMost(Duration.ofMinutes(3)).until(connection::up);
  }

  @Test
  void theDeskSaysWhichEngineItIs() {
    EngineDesk.EngineState state = desk.state();
    assertThat(state.up()).isTrue();
    assertThat(state.version().orElse("")).startsWith(expectedVersion());
    assertThat(state.maintained()).isPresent();
  }

  @Test
  void tellsTheReviewersAndWaits() {
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    awaitWaiting(id);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(pager.told(id, Delivery.Kind.HELD))
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.groups()).containsExactly("reviewers")));
    ProcessProgress progress = records.of(id).orElseThrow();
    assertThat(progress.process()).isEqualTo(Processes.STANDARD);
    assertThat(progress.version()).isPositive();
    assertThat(progress.steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.element()).isEqualTo("notify");
              assertThat(step.what()).contains("Told reviewers").contains("pager");
            });
  }

  @Test
  void remindsAgainAndAgain() {
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    awaitWaiting(id);
    forward(Duration.ofMinutes(16));
    await().atMost(SOON).until(() -> pager.told(id, Delivery.Kind.REMINDER).size() >= 1);
    forward(Duration.ofMinutes(16));
    await().atMost(SOON).until(() -> pager.told(id, Delivery.Kind.REMINDER).size() >= 2);
    awaitWaiting(id);
  }

  @Test
  void escalatesOnceItsTimeHasCome() {
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    awaitWaiting(id);
    forward(Duration.ofMinutes(61));
    await().atMost(SOON).until(() -> pager.told(id, Delivery.Kind.ESCALATION).size() == 1);
    assertThat(pager.told(id, Delivery.Kind.ESCALATION).get(0).groups()).containsExactly("leads");
    awaitWaiting(id);
  }

  @Test
  void expiresWhenTheLedgerAgrees() {
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    awaitWaiting(id);
    forward(Duration.ofHours(4).plusSeconds(5));
    awaitAnnounced(id, RequestStatus.EXPIRED);
  }

  @Test
  void goesBackToWaitingWhenTheLedgerSaysNotYet() {
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    awaitWaiting(id);
    forwardEngine(Duration.ofHours(5)); // the engine believes that the time is over
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(elements(id)).contains("expire", "escalate");
              assertThat(records.of(id).orElseThrow().activeElements())
                  .contains("wait-for-verdict");
            });
    assertThat(ledger.find(id).orElseThrow().status()).isEqualTo(RequestStatus.PENDING);
    assertThat(pager.told(id, Delivery.Kind.ESCALATION)).isEmpty();
    forward(Duration.ofHours(4).plusSeconds(5));
    awaitAnnounced(id, RequestStatus.EXPIRED);
  }

  @Test
  void announcesTheVerdictAndEnds() {
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    awaitWaiting(id);
    settle(id, RequestStatus.APPROVED, Basis.REVIEWERS);
    awaitAnnounced(id, RequestStatus.APPROVED);
    awaitEnded(ledger.find(id).orElseThrow().processInstance().orElseThrow());
  }

  @Test
  void announcesAWithdrawalToo() {
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    awaitWaiting(id);
    settle(id, RequestStatus.CANCELLED, Basis.AGENT);
    awaitAnnounced(id, RequestStatus.CANCELLED);
  }

  @Test
  void tellsNobodyOfAVerdictThatWasFasterThanTheProcess() {
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    settle(id, RequestStatus.DENIED, Basis.REVIEWERS);
    await().atMost(SOON).until(() -> elements(id).contains("announce"));
    assertThat(records.of(id).orElseThrow().activeElements()).isEmpty();
    assertThat(pager.told(id)).isEmpty();
  }

  @Test
  void tellsBothGroupsOfFourEyesAtTheSameTime() {
    RequestId id = hold(fourEyes(new ApprovalSlot("ops", 1), new ApprovalSlot("security", 1)));
    awaitWaiting(id);
    assertThat(pager.told(id, Delivery.Kind.HELD).stream().map(Delivery::groups))
        .containsExactlyInAnyOrder(List.of("ops"), List.of("security"));
    settle(id, RequestStatus.DENIED, Basis.REVIEWERS);
    awaitAnnounced(id, RequestStatus.DENIED);
  }

  @Test
  void fourEyesCopesWithOneGroupAndWithThree() {
    RequestId one = hold(fourEyes(new ApprovalSlot("ops", 2)));
    RequestId three =
        hold(
            fourEyes(
                new ApprovalSlot("ops", 1),
                new ApprovalSlot("security", 1),
                new ApprovalSlot("legal", 1)));
    awaitWaiting(one);
    awaitWaiting(three);
    assertThat(pager.told(one, Delivery.Kind.HELD).stream().map(Delivery::groups))
        .containsExactly(List.of("ops"));
    assertThat(pager.told(three, Delivery.Kind.HELD).stream().map(Delivery::groups))
        .containsExactlyInAnyOrder(List.of("ops"), List.of("security", "legal"));
  }

  @Test
  void asksGroupsInTurn() {
    RequestId id =
        hold(
            Requests.inTurn(
                new ApprovalSlot("ops", 1),
                new ApprovalSlot("security", 1),
                new ApprovalSlot("leads", 1)));
    awaitWaiting(id);
    assertThat(heldGroups(id)).containsExactly("ops");
    groupDone(id, "otto", 1);
    await().atMost(SOON).until(() -> heldGroups(id).equals(List.of("ops", "security")));
    awaitWaiting(id);
    forward(Duration.ofMinutes(16));
    await().atMost(SOON).until(() -> !pager.told(id, Delivery.Kind.REMINDER).isEmpty());
    assertThat(pager.told(id, Delivery.Kind.REMINDER).get(0).groups()).containsExactly("security");
    groupDone(id, "sara", 2);
    await().atMost(SOON).until(() -> heldGroups(id).equals(List.of("ops", "security", "leads")));
    settle(id, RequestStatus.APPROVED, Basis.REVIEWERS);
    awaitAnnounced(id, RequestStatus.APPROVED);
  }

  @ParameterizedTest
  @MethodSource
  void whoIsRemovedBeforeTheEndCountsNoMoreAndTheOthersAreAskedAndRemindedAnew(
      ApprovalDemand demand, List<String> awaited) {
    List<String> places =
        demand.slots().stream()
            .flatMap(slot -> Collections.nCopies(slot.count(), slot.group()).stream())
            .toList();
    PersonId gone = directory.reviewer("gone-" + demand.process(), places.getFirst());
    RequestId id = hold(demand);
    awaitWaiting(id);
    approve(id, gone);
    await().atMost(SOON).until(() -> heldGroups(id).containsAll(places));

    int asked = pager.told(id, Delivery.Kind.HELD).size();

    directory.disable(gone);

    await().atMost(SOON).until(() -> pager.told(id, Delivery.Kind.HELD).size() > asked);
    Delivery anew = pager.told(id, Delivery.Kind.HELD).getLast();
    assertThat(anew.groups()).isEqualTo(awaited);
    assertThat(anew.request().summary().approvalsGiven()).isZero();
    forward(Duration.ofMinutes(16));
    await().atMost(SOON).until(() -> !pager.told(id, Delivery.Kind.REMINDER).isEmpty());
    assertThat(pager.told(id, Delivery.Kind.REMINDER).getFirst().groups()).isEqualTo(awaited);
    for (int i = 0; i < places.size(); i++) {
      assertThat(ledger.find(id).orElseThrow().status()).isEqualTo(RequestStatus.PENDING);
      approve(id, directory.reviewer("stays-" + i + demand.process(), places.get(i)));
    }
    awaitAnnounced(id, RequestStatus.APPROVED);
  }

  static List<Arguments> whoIsRemovedBeforeTheEndCountsNoMoreAndTheOthersAreAskedAndRemindedAnew() {
    ApprovalSlot ops = new ApprovalSlot("ops", 1);
    ApprovalSlot security = new ApprovalSlot("security", 1);
    return List.of(
        Arguments.of(Requests.demand(new ApprovalSlot("reviewers", 2)), List.of("reviewers")),
        Arguments.of(fourEyes(ops, security), List.of("ops", "security")),
        Arguments.of(Requests.inTurn(ops, security), List.of("ops")));
  }

  @Test
  void anotherInstanceForTheSameRequestGoesStraightToItsEnd() {
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    awaitWaiting(id);
    long bound = ledger.find(id).orElseThrow().processInstance().orElseThrow();
    publishStart(id, "somebody-else");
    await()
        .atMost(SOON)
        .until(() -> instances(id).stream().anyMatch(instance -> instance != bound));
    long other = instances(id).stream().filter(i -> i != bound).findFirst().orElseThrow();
    awaitEnded(other);
    assertThat(pager.told(id, Delivery.Kind.HELD)).hasSize(1);
    assertThat(ledger.find(id).orElseThrow().processInstance()).contains(bound);
    assertThat(records.of(id).orElseThrow().activeElements()).containsExactly("wait-for-verdict");
  }

  @Test
  void aProcessThatIsTalkedToDirectlyCannotApprove() {
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    awaitWaiting(id);
    client()
        .newPublishMessageCommand()
        .messageName(Processes.VERDICT_MESSAGE)
        .correlationKey(id.toString())
        .timeToLive(Duration.ofSeconds(30))
        .variables(Map.of("standing", "approved", "outcome", "approved"))
        .send()
        .join();
    await()
        .atMost(SOON)
        .until(
            () ->
                jobs.handled().stream()
                    .anyMatch(
                        h ->
                            h.job().requestId().equals(id.toString())
                                && h.job().type().equals(Processes.ANNOUNCE)
                                && h.result() instanceof JobResult.TryAgain));
    assertThat(ledger.find(id).orElseThrow().status()).isEqualTo(RequestStatus.PENDING);
    assertThat(pager.told(id, Delivery.Kind.VERDICT)).isEmpty();
  }

  @Test
  void aFailingChannelIsTriedAgainAndTheOthersDoNotRepeatThemselves() {
    mail.failNext(1);
    RequestId id = hold(Requests.demand(new ApprovalSlot("reviewers", 1)));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              forwardEngine(Duration.ofSeconds(5));
              assertThat(mail.told(id, Delivery.Kind.HELD)).hasSize(1);
            });
    awaitWaiting(id);
    assertThat(pager.told(id, Delivery.Kind.HELD)).hasSize(1);
  }

  @Test
  void runsAProcessOfOnesOwn() throws IOException {
    String model = Files.readString(Path.of("../docs/examples/one-group-first.bpmn"));
    transactions.executeWithoutResult(
        tx ->
            own.add(
                ModelRules.check(model.getBytes(StandardCharsets.UTF_8)),
                new PersonId("adam"),
                time.now()));
    connection.deploy("one-group-first", model);
    RequestId id =
        hold(in("one-group-first", new ApprovalSlot("ops", 1), new ApprovalSlot("security", 1)));
    awaitWaiting(id);
    await().atMost(SOON).until(() -> heldGroups(id).equals(List.of("ops")));
    assertThat(records.of(id).orElseThrow().process()).isEqualTo("one-group-first");
    assertThat(desk.model("one-group-first")).contains(model);

    forward(Duration.ofMinutes(31));

    await().atMost(SOON).until(() -> heldGroups(id).equals(List.of("ops", "security")));
    awaitWaiting(id);
    settle(id, RequestStatus.DENIED, Basis.REVIEWERS);
    awaitAnnounced(id, RequestStatus.DENIED);
  }

  /** Deployed past our own checks, as who has the engine's address could. */
  @Test
  void aProcessThatNeverAsksEndsEarlyOrClaimsAnApprovalApprovesNothing() {
    client()
        .newDeployResourceCommand()
        .addResourceStringUtf8(
            """
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
              <bpmn:process id="never-asks" isExecutable="true">
                <bpmn:startEvent id="s"><bpmn:outgoing>a</bpmn:outgoing>
                  <bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>
                <bpmn:sequenceFlow id="a" sourceRef="s" targetRef="announce"/>
                <bpmn:serviceTask id="announce">
                  <bpmn:extensionElements>
                    <zeebe:taskDefinition type="holdpoint.announce"/>
                    <zeebe:ioMapping><zeebe:input source="=&quot;approved&quot;" target="standing"/>
                    </zeebe:ioMapping>
                  </bpmn:extensionElements>
                  <bpmn:incoming>a</bpmn:incoming>
                </bpmn:serviceTask>
              </bpmn:process>
              <bpmn:message id="m" name="never-asks.requested"/>
            </bpmn:definitions>
            """,
            "never-asks.bpmn")
        .send()
        .join();
    RequestId id = hold(in("never-asks", new ApprovalSlot("ops", 1)));
    await()
        .atMost(SOON)
        .until(
            () ->
                jobs.handled().stream()
                    .anyMatch(
                        h ->
                            h.job().requestId().equals(id.toString())
                                && h.result() instanceof JobResult.TryAgain));
    assertThat(ledger.find(id).orElseThrow().status()).isEqualTo(RequestStatus.PENDING);
    assertThat(pager.told(id, Delivery.Kind.VERDICT)).isEmpty();
  }

  RequestId hold(ApprovalDemand demand) {
    return ledger.record(Requests.held(demand)).id();
  }

  void settle(RequestId id, RequestStatus outcome, Basis basis) {
    Boolean settled =
        transactions.execute(
            tx -> ledger.settle(id, new Verdict(outcome, basis, ""), new Actor.BySystem()));
    assertThat(settled).isTrue();
  }

  /** Both clocks: time travel moves only the engine. */
  void forward(Duration by) {
    time.forward(by);
    forwardEngine(by);
  }

  void awaitWaiting(RequestId id) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(records.of(id).orElseThrow().activeElements())
                    .containsExactly("wait-for-verdict"));
    // What the process has had told is queued by now, and delivered by others.
    await().atMost(SOON).until(() -> notifications.waiting() == 0);
    // Our record is written before the engine moves on; its timers run from when it has.
    jobs.handled().stream()
        .filter(h -> h.job().requestId().equals(id.toString()))
        .forEach(h -> awaitGone(() -> client().newUpdateRetriesCommand(h.job().key()).retries(5)));
  }

  void awaitAnnounced(RequestId id, RequestStatus status) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(pager.told(id, Delivery.Kind.VERDICT))
                    .as(elements(id).toString())
                    .hasSize(1));
    assertThat(pager.told(id, Delivery.Kind.VERDICT).get(0).request().summary().status())
        .isEqualTo(status);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(records.of(id).orElseThrow().activeElements()).isEmpty());
  }

  List<String> elements(RequestId id) {
    return records.of(id).orElseThrow().steps().stream()
        .map(ProcessProgress.Step::element)
        .toList();
  }

  private List<String> heldGroups(RequestId id) {
    return pager.told(id, Delivery.Kind.HELD).stream()
        .flatMap(notice -> notice.groups().stream())
        .toList();
  }

  private void approve(RequestId id, PersonId by) {
    reviews.review(
        new ReviewOrder(by, id, ReviewDecision.APPROVE, "", Requests.DIGEST, Channel.CONSOLE));
  }

  /** Somebody of the group before {@code next} approves; by the directory they still may. */
  private void groupDone(RequestId id, String by, int next) {
    String group =
        ledger.find(id).orElseThrow().demand().orElseThrow().slots().get(next - 1).group();
    PersonId person = directory.reviewer(by, group);
    transactions.executeWithoutResult(
        tx -> {
          ledger.lock(id);
          ledger.addReview(
              id,
              new Review(person, ReviewDecision.APPROVE, "", Channel.CONSOLE, time.now()),
              Requests.DIGEST,
              Set.of(group));
          ledger.turnOver(id, next);
        });
  }

  private static ApprovalDemand fourEyes(ApprovalSlot... slots) {
    return in(Processes.FOUR_EYES, slots);
  }

  private static ApprovalDemand in(String process, ApprovalSlot... slots) {
    ApprovalDemand d = Requests.demand(slots);
    return new ApprovalDemand(
        d.slots(),
        false,
        process,
        d.remindAfter(),
        d.escalateAfter(),
        d.escalateTo(),
        d.expireAfter(),
        d.decideIn());
  }

  private List<Long> instances(RequestId id) {
    return jobs.handled().stream()
        .filter(h -> h.job().requestId().equals(id.toString()))
        .map(h -> h.job().processInstance())
        .distinct()
        .toList();
  }

  private void publishStart(RequestId id, String correlationKey) {
    Map<String, Object> variables =
        new HashMap<>(ProcessTimers.of(ledger.find(id).orElseThrow(), time.now()));
    variables.put(Processes.REQUEST_ID, id.toString());
    client()
        .newPublishMessageCommand()
        .messageName(Processes.STANDARD + Processes.START_MESSAGE_SUFFIX)
        .correlationKey(correlationKey)
        .timeToLive(Duration.ofSeconds(10))
        .variables(variables)
        .send()
        .join();
  }

  private void awaitEnded(long instance) {
    awaitGone(() -> client().newSetVariablesCommand(instance).variables(Map.of("probe", true)));
  }

  /** What has ended is not found any more. */
  private static void awaitGone(Supplier<FinalCommandStep<?>> probe) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              try {
                probe.get().send().join();
                return false;
              } catch (ClientStatusException e) {
                return e.getStatusCode() == Status.Code.NOT_FOUND;
              }
            });
  }

  CamundaClient client() {
    return connection.client().orElseThrow();
  }
}
