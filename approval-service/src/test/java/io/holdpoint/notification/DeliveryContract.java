package io.holdpoint.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditRecord;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.ApprovalSlot;
import io.holdpoint.model.Basis;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.AbsenceDesk;
import io.holdpoint.model.desk.AbsenceDesk.NewAbsence;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.ChangeDesk;
import io.holdpoint.model.desk.ChangeDesk.ChangeOrder;
import io.holdpoint.model.desk.FreezeDesk;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.NoticeDesk;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.WebhookDesk;
import io.holdpoint.model.notice.Delivery;
import io.holdpoint.model.notice.Delivery.Kind;
import io.holdpoint.model.notice.DeliveryFailedException;
import io.holdpoint.model.notice.NotificationChannel;
import io.holdpoint.notification.NoticePeople.Wishes;
import io.holdpoint.policy.NoticeRoutes.Addresses;
import io.holdpoint.policy.NoticeRoutes.Routes;
import io.holdpoint.policy.NoticeRoutes.TierNotices;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.LedgerSlice;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.TestDirectory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of a telling, on every database, with no engine there. */
@SpringBootTest(classes = DeliverySlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class DeliveryContract {

  private static final AtomicInteger AGENTS = new AtomicInteger();

  @Autowired Ledger ledger;
  @Autowired ReviewDesk desk;
  @Autowired AuditRecord audit;
  @Autowired TestDirectory directory;
  @Autowired Notifications notifications;
  @Autowired DeliveryQueue queue;
  @Autowired Claims claims;
  @Autowired DeliveryTry tries;
  @Autowired Outcomes outcomes;
  @Autowired DeliveryWorkers workers;
  @Autowired List<NotificationChannel> channels;
  @Autowired ScriptedChannel chat;
  @Autowired ScriptedChannel program;
  @Autowired ScriptedChannel slack;
  @Autowired ScriptedChannel mail;
  @Autowired ScriptedChannel webhook;
  @Autowired WebhookDesk webhooks;
  @Autowired WebhookStore endpoints;
  @Autowired AskingAnew asking;
  @Autowired ChangeDesk changes;
  @Autowired AbsenceDesk absences;
  @Autowired LedgerSlice.FixedPolicy policy;
  @Autowired DeliveryThreads threads;
  @Autowired DeliveryRetention retention;
  @Autowired FreezeDesk freezes;
  @Autowired DeliverySlice.SettableRoutes routes;
  @Autowired NoticePeople people;
  @Autowired NoticeDesk notices;
  @Autowired TransactionTemplate transactions;
  @Autowired ShiftableLedgerTime time;

  @BeforeEach
  void nobodyWantsMail() {
    people.withAddress().forEach(wishes -> save(Wishes.usual(wishes.person())));
  }

  @AfterEach
  void wellAgain() {
    chat.well();
    program.well();
    time.forward(Duration.ofMinutes(10));
    soon(() -> assertThat(queue.waiting()).isZero());
    chat.forget();
    program.forget();
    slack.forget();
    mail.forget();
    webhook.forget();
    routes.now = Routes.USUAL;
  }

  @Test
  void tellsEachAddressOnceHoweverOftenTheProcessAsks() {
    RequestRecord request = held();
    assertThat(tell(request).inWords("Told")).isEqualTo("Told reviewers (inbox, chat, program)");
    tell(request);
    soon(() -> assertThat(queue.waiting()).isZero());
    assertThat(chat.kinds(request.id())).containsExactly(Kind.HELD);
    assertThat(program.kinds(request.id())).containsExactly(Kind.HELD);
    assertThat(chat.told(request.id()).getFirst().groups()).containsExactly("reviewers");
    assertThat(chat.told(request.id()).getFirst().link()).endsWith("/requests/" + request.id());
  }

  @Test
  void showsTheOutcomeWhereverTheRequestWasShownWithoutAnEngine() {
    RequestRecord request = held();
    tell(request);
    soon(() -> assertThat(chat.told(request.id())).hasSize(1));
    settle(request.id(), RequestStatus.CANCELLED, Basis.AGENT);
    soon(() -> assertThat(chat.kinds(request.id())).containsExactly(Kind.HELD, Kind.VERDICT));
    var verdict = chat.told(request.id()).getLast();
    assertThat(verdict.shownAs()).contains("message-of-" + request.id());
    assertThat(verdict.request().summary().status()).isEqualTo(RequestStatus.CANCELLED);
    // The process comes later and asks for the same.
    notifications.tellOutcome(request.id(), List.of("reviewers"));
    soon(() -> assertThat(queue.waiting()).isZero());
    assertThat(chat.told(request.id())).hasSize(2);
  }

  @Test
  void showsTheOutcomeOfWhatExpired() {
    RequestRecord request = held();
    tell(request);
    soon(() -> assertThat(chat.told(request.id())).hasSize(1));
    time.forward(Duration.ofHours(5));
    soon(() -> assertThat(chat.kinds(request.id())).containsExactly(Kind.HELD, Kind.VERDICT));
    assertThat(chat.told(request.id()).getLast().request().summary().status())
        .isEqualTo(RequestStatus.EXPIRED);
  }

  @Test
  void bringsWhatIsShownUpToDateWhenAReviewIsGiven() {
    PersonId ann = directory.reviewer("ann", "reviewers");
    directory.reviewer("ben", "reviewers");
    RequestRecord request =
        ledger.record(
            Requests.withAgent(
                Requests.held(Requests.demand(new ApprovalSlot("reviewers", 2))), Requests.AGENT));
    tell(request);
    soon(() -> assertThat(chat.told(request.id())).hasSize(1));
    desk.review(
        new ReviewOrder(
            ann,
            request.id(),
            ReviewDecision.APPROVE,
            "",
            request.action().digest(),
            Channel.CONSOLE));
    soon(() -> assertThat(chat.kinds(request.id())).containsExactly(Kind.HELD, Kind.UPDATE));
    assertThat(chat.told(request.id()).getLast().request().summary().approvalsGiven()).isEqualTo(1);
  }

  @Test
  void aChannelThatHangsHoldsUpNoOtherAndNoProcess() throws InterruptedException {
    CountDownLatch free = new CountDownLatch(1);
    chat.trouble(
        delivery -> {
          try {
            free.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    List<RequestId> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      RequestRecord request = held();
      tell(request);
      all.add(request.id());
    }
    soon(() -> assertThat(all).allMatch(id -> program.told(id).size() == 1));
    assertThat(chat.told()).isEmpty();
    free.countDown();
    soon(() -> assertThat(all).allMatch(id -> chat.told(id).size() == 1));
  }

  @Test
  void leavesAnAddressAloneForAsLongAsItAsked() {
    AtomicInteger asked = new AtomicInteger();
    chat.trouble(
        delivery -> {
          asked.incrementAndGet();
          throw DeliveryFailedException.retryAfter("too many", Duration.ofMinutes(5));
        });
    RequestRecord first = held();
    tell(first);
    soon(() -> assertThat(asked).hasValue(1));
    RequestRecord second = held();
    soon(() -> assertThat(program.told(first.id())).hasSize(1));
    tell(second);
    soon(() -> assertThat(program.told(second.id())).hasSize(1));
    chat.well();
    time.forward(Duration.ofMinutes(4));
    assertThat(chat.told(first.id())).isEmpty();
    time.forward(Duration.ofMinutes(2));
    soon(() -> assertThat(chat.told(first.id())).hasSize(1));
  }

  @Test
  void givesUpWhatIsUselessAndSaysSo() {
    chat.trouble(
        delivery -> {
          throw DeliveryFailedException.permanent("channel_not_found");
        });
    RequestRecord request = held();
    tell(request);
    soon(
        () ->
            assertThat(audit.of(request.id()))
                .anySatisfy(
                    entry -> {
                      assertThat(entry.event()).isEqualTo("notice.given_up");
                      assertThat(entry.data()).containsEntry("channel", "chat");
                    }));
    settle(request.id(), RequestStatus.CANCELLED, Basis.AGENT);
    soon(() -> assertThat(program.kinds(request.id())).contains(Kind.VERDICT));
    assertThat(chat.told(request.id())).isEmpty();
  }

  @Test
  void keepsTheOrderOfOneRequestAtOneAddress() {
    chat.trouble(
        delivery -> {
          throw new IllegalStateException("down");
        });
    RequestRecord request = held();
    tell(request);
    soon(() -> assertThat(program.told(request.id())).hasSize(1));
    notifications.tell(Kind.REMINDER, request, List.of("reviewers"), "remind:1");
    notifications.tell(Kind.ESCALATION, request, List.of("leads"), "escalation");
    chat.well();
    time.forward(Duration.ofMinutes(5));
    soon(
        () ->
            assertThat(chat.kinds(request.id()))
                .containsExactly(Kind.HELD, Kind.REMINDER, Kind.ESCALATION));
  }

  @Test
  void afterAnOutageOfAnHourEachOfTwoHundredIsPostedOrShowsItsOutcome() {
    chat.trouble(
        delivery -> {
          throw new IllegalStateException("down");
        });
    List<RequestId> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      RequestRecord request = held();
      tell(request);
      all.add(request.id());
      if (i % 20 == 19) {
        time.forward(Duration.ofMinutes(6));
      }
    }
    for (int i = 0; i < 200; i += 2) {
      settle(all.get(i), RequestStatus.DENIED, Basis.REVIEWERS);
    }
    chat.well();
    time.forward(Duration.ofMinutes(5));
    soon(
        () -> {
          Set<RequestId> shown = new HashSet<>();
          Set<RequestId> outcome = new HashSet<>();
          chat.told()
              .forEach(
                  d -> {
                    shown.add(d.request().id());
                    if (d.request().summary().status().isFinal()) {
                      outcome.add(d.request().id());
                    }
                  });
          assertThat(shown).containsAll(all);
          assertThat(outcome).hasSizeGreaterThanOrEqualTo(100);
          assertThat(queue.waiting()).isZero();
        });
    assertThat(chat.told()).allMatch(d -> d.kind() == Kind.HELD, "each once, with its outcome");
  }

  @Test
  void aBurstOfOneAgentIsOneMessageThatCountsAndStaysTrue() {
    var agent = Requests.agent("burst-" + AGENTS.incrementAndGet());
    List<RequestId> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      RequestRecord request = ledger.record(Requests.withAgent(Requests.held(), agent));
      tell(request);
      all.add(request.id());
    }
    soon(
        () -> {
          assertThat(seen()).containsAll(all);
          assertThat(queue.waiting()).isZero();
        });
    // Others may be told of meanwhile: what ended in the tests before.
    var told =
        chat.told().stream().filter(d -> d.request().summary().agent().equals(agent.id())).toList();
    assertThat(told).hasSizeLessThanOrEqualTo(Claims.SINGLY + 3);
    var burst = told.getLast();
    assertThat(burst.alsoHeld()).hasSizeGreaterThan(40);
    assertThat(all).allMatch(id -> program.told(id).size() == 1, "a program is told of each");
    chat.forget();
    settle(all.get(30), RequestStatus.DENIED, Basis.REVIEWERS);
    soon(() -> assertThat(chat.told()).anyMatch(d -> all.contains(d.request().id())));
    var update =
        chat.told().stream().filter(d -> all.contains(d.request().id())).findFirst().orElseThrow();
    assertThat(update.kind()).isEqualTo(Kind.UPDATE);
    assertThat(update.shownAs()).isPresent();
    assertThat(update.alsoHeld())
        .anyMatch(r -> r.id().equals(all.get(30)) && r.status() == RequestStatus.DENIED);
  }

  @Test
  void tellsWhenItIsStartedAgainWhatCameWhileItWasStopped() {
    RequestRecord request = held();
    workers.stop();
    try {
      tell(request);
    } finally {
      workers.start();
    }
    soon(() -> assertThat(chat.kinds(request.id())).containsExactly(Kind.HELD));
    soon(() -> assertThat(queue.waiting()).isZero());
  }

  @Test
  void severalInstancesTellNothingTwice() {
    DeliveryWorkers other = new DeliveryWorkers(channels, claims, tries, outcomes);
    other.start();
    try {
      List<RequestId> all = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        RequestRecord request = held();
        tell(request);
        all.add(request.id());
      }
      all.forEach(id -> settle(id, RequestStatus.APPROVED, Basis.REVIEWERS));
      soon(
          () ->
              assertThat(all)
                  .allMatch(
                      id ->
                          program.told(id).stream()
                              .anyMatch(
                                  d -> d.request().summary().status() == RequestStatus.APPROVED)));
      soon(() -> assertThat(queue.waiting()).isZero());
      assertThat(all)
          .allSatisfy(
              id -> assertThat(program.kinds(id)).doesNotHaveDuplicates().startsWith(Kind.HELD));
    } finally {
      other.stop();
    }
  }

  @Test
  void showsTheOutcomeAlthoughAnotherInstanceFoundTheSameTooLate() {
    RequestRecord request = held();
    tell(request);
    soon(() -> assertThat(chat.told(request.id())).hasSize(1));
    AtomicInteger asked = new AtomicInteger();
    chat.trouble(
        delivery -> {
          asked.incrementAndGet();
          throw DeliveryFailedException.retryAfter("too many", Duration.ofMinutes(5));
        });
    settle(request.id(), RequestStatus.APPROVED, Basis.REVIEWERS);
    soon(() -> assertThat(asked).hasValueGreaterThan(0));
    outcomes.queue(
        List.of(
            new DeliveryThreads.Behind(
                request.id(),
                request.agent().value(),
                new Place("chat", "chat"),
                RequestStatus.APPROVED,
                time.now())));
    chat.well();
    time.forward(Duration.ofMinutes(6));
    soon(() -> assertThat(chat.kinds(request.id())).containsExactly(Kind.HELD, Kind.VERDICT));
  }

  @Test
  void goesWhereTheTierAndItsGroupsSay() {
    routes.now =
        new Routes(
            new TierNotices(
                new Addresses(Optional.of("#payments"), Optional.empty(), Optional.of("siem")),
                Optional.empty(),
                false),
            Map.of(
                "reviewers",
                new Addresses(
                    Optional.of("#reviewers"), Optional.of("team@example.org"), Optional.empty()),
                "leads",
                new Addresses(Optional.of("#leads"), Optional.empty(), Optional.empty())));
    RequestRecord request = held();
    assertThat(tell(request).places())
        .containsExactlyInAnyOrder(
            "slack #payments",
            "slack #reviewers",
            "webhook siem",
            "mail team@example.org",
            "chat",
            "program");
    soon(
        () ->
            assertThat(slack.told(request.id()).stream().map(Delivery::to))
                .containsExactlyInAnyOrder("#payments", "#reviewers"));
  }

  @Test
  void mailsThoseOfTheGroupsWhoWantIt() {
    wants("rita", "reviewers", Kind.HELD, Kind.VERDICT);
    wants("curt", "reviewers", Kind.HELD);
    wants("otto", "ops", Kind.HELD);
    wants("lena", "reviewers", Kind.REMINDER);
    wants("olga", "reviewers", Kind.HELD); // answers for the agent
    PersonId gone = wants("gone", "reviewers", Kind.HELD);
    directory.disable(gone);
    RequestRecord request = held();
    tell(request);
    soon(
        () ->
            assertThat(mail.told(request.id()).stream().map(Delivery::to))
                .containsExactlyInAnyOrder("rita@example.org", "curt@example.org"));
    settle(request.id(), RequestStatus.DENIED, Basis.REVIEWERS);
    soon(() -> assertThat(mail.told(request.id())).hasSize(3));
    assertThat(mail.told(request.id()).getLast().to()).isEqualTo("rita@example.org");
    routes.now = new Routes(new TierNotices(Addresses.NONE, Optional.of(false), false), Map.of());
    assertThat(tell(held()).places()).doesNotContain("mail rita@example.org");
  }

  @Test
  void waitsForTheEndOfQuietHoursUnlessItIsAnEscalationOrTheTierWakes() {
    PersonId nina = directory.reviewer("nina", "reviewers", "leads");
    quietNow(nina);
    RequestRecord waits = held();
    tell(waits);
    soon(() -> assertThat(program.told(waits.id())).hasSize(1));
    assertThat(mail.told(waits.id())).isEmpty();
    time.forward(Duration.ofMinutes(121));
    soon(() -> assertThat(mail.kinds(waits.id())).containsExactly(Kind.HELD));
    quietNow(nina);

    RequestRecord escalated = held();
    tell(escalated);
    notifications.tell(Kind.ESCALATION, escalated, List.of("leads"), "escalation");
    soon(() -> assertThat(mail.kinds(escalated.id())).containsExactly(Kind.ESCALATION));

    routes.now = new Routes(new TierNotices(Addresses.NONE, Optional.empty(), true), Map.of());
    RequestRecord wakes = held();
    tell(wakes);
    soon(() -> assertThat(mail.kinds(wakes.id())).containsExactly(Kind.HELD));
  }

  @Test
  void takesWishesOfOnesOwnAndAddressesFromAdministrators() {
    PersonId rita = directory.reviewer("rita", "reviewers");
    PersonId root = directory.person("root", Set.of(Role.ADMIN));
    assertThatThrownBy(() -> address(rita, rita, "rita@example.org"))
        .isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> address(root, rita, "a@b, c@d")).isInstanceOf(BadInputException.class);
    address(root, rita, "rita@example.org");
    var quiet = Optional.of(new NoticeDesk.Quiet("22:00", "07:00", "Europe/Berlin"));
    notices.change(rita, Set.of("held"), quiet);
    assertThat(notices.wishes(rita, rita))
        .isEqualTo(
            new NoticeDesk.Wishes(
                Optional.of("rita@example.org"), Optional.empty(), Set.of("held"), quiet));
    assertThatThrownBy(() -> notices.change(rita, Set.of("shouting"), quiet))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("shouting");
    for (var bad :
        List.of(
            new NoticeDesk.Quiet("25:00", "07:00", "UTC"),
            new NoticeDesk.Quiet("22:00", "", "UTC"),
            new NoticeDesk.Quiet("22:00", "07:00", "Mars/Base"))) {
      assertThatThrownBy(() -> notices.change(rita, Set.of(), Optional.of(bad)))
          .isInstanceOf(BadInputException.class);
    }
    assertThatThrownBy(() -> notices.wishes(rita, root)).isInstanceOf(NotAllowedException.class);
  }

  @Test
  void postsToTheWebhooksOfTierGroupAndPersonEachOnce() {
    PersonId root = directory.person("root", Set.of(Role.ADMIN));
    webhooks.create(root, "own", "https://hooks.example.org/pager");
    PersonId rita = directory.reviewer("rita", "reviewers");
    assertThatThrownBy(
            () -> notices.setAddresses(root, rita, Optional.empty(), Optional.of("gone")))
        .isInstanceOf(BadInputException.class);
    notices.setAddresses(root, rita, Optional.empty(), Optional.of("own"));
    Addresses tier = new Addresses(Optional.empty(), Optional.empty(), Optional.of("payments"));
    Addresses group = new Addresses(Optional.empty(), Optional.empty(), Optional.of("siem"));
    routes.now =
        new Routes(
            new TierNotices(tier, Optional.of(false), false),
            Map.of("reviewers", group, "ops", group));
    RequestRecord request = held();
    tell(request);
    soon(
        () ->
            assertThat(webhook.told(request.id()).stream().map(Delivery::to))
                .containsExactlyInAnyOrder("payments", "siem", "own"));
    settle(request.id(), RequestStatus.CANCELLED, Basis.AGENT);
    soon(() -> assertThat(webhook.told(request.id())).hasSize(6));
    notices.setAddresses(root, rita, Optional.empty(), Optional.empty());
    webhooks.delete(root, "own");
  }

  @Test
  void keepsSecretsEncryptedAndBothWhileTheyChange() {
    PersonId root = directory.person("root", Set.of(Role.ADMIN));
    var first = webhooks.create(root, "payments", "https://hooks.example.org/very-secret");
    assertThat(first.secret()).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(first.webhook().named()).isTrue();
    assertThat(signing("payments")).containsExactly(first.secret());
    var second = webhooks.rotate(root, "payments");
    assertThat(second.webhook().oldSecretUntil()).isPresent();
    assertThat(signing("payments")).containsExactly(second.secret(), first.secret());
    var third = webhooks.rotate(root, "payments");
    assertThat(signing("payments")).containsExactly(third.secret(), second.secret());
    time.forward(WebhookDesk.OLD_SECRET_LASTS);
    assertThat(signing("payments")).containsExactly(third.secret());
    assertThat(webhooks.list(root).getFirst().oldSecretUntil()).isEmpty();
    var stored = endpoints.stored("payments").orElseThrow();
    assertThat(stored.sealed()).doesNotContain(third.secret().substring(6, 20));
    webhooks.move(root, "payments", "https://other.example.org/");
    assertThat(endpoints.find("payments").orElseThrow().url())
        .hasToString("https://other.example.org/");
    assertThat(signing("payments")).containsExactly(third.secret());
    webhooks.delete(root, "payments");
    assertThat(endpoints.find("payments")).isEmpty();
  }

  @Test
  void leavesWebhooksToAdministratorsAndNamesWhatIsWrong() {
    PersonId root = directory.person("root", Set.of(Role.ADMIN));
    PersonId rita = directory.reviewer("rita", "reviewers");
    for (ThrowingRunnable call :
        List.<ThrowingRunnable>of(
            () -> webhooks.list(rita),
            () -> webhooks.find(rita, "a"),
            () -> webhooks.create(rita, "a", "https://hooks.example.org/"),
            () -> webhooks.move(rita, "a", "https://hooks.example.org/"),
            () -> webhooks.rotate(rita, "a"),
            () -> webhooks.delete(rita, "a"),
            () -> webhooks.test(rita, "a"))) {
      assertThatThrownBy(call::run).isInstanceOf(NotAllowedException.class);
    }
    for (var bad :
        List.of(
            List.of("A", "https://hooks.example.org/", "name"),
            List.of("", "https://hooks.example.org/", "name"),
            List.of("a", "http://hooks.example.org/", "url"),
            List.of("a", "no url", "url"),
            List.of("a", "https://hooks.example.org/" + "x".repeat(WebhookDesk.MAX_URL), "url"))) {
      assertThatThrownBy(() -> webhooks.create(root, bad.get(0), bad.get(1)))
          .isInstanceOfSatisfying(
              BadInputException.class, e -> assertThat(e.field()).isEqualTo(bad.get(2)));
    }
    webhooks.create(root, "a", "https://hooks.example.org/");
    assertThatThrownBy(() -> webhooks.create(root, "a", "https://hooks.example.org/"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("already");
    assertThatThrownBy(() -> webhooks.test(root, "a"))
        .isInstanceOf(WebhookDesk.NotTakenException.class)
        .hasMessage("it answered 410");
    webhooks.delete(root, "a");
  }

  @Test
  void showsAFreezeAndItsEndWhereverTheRequestIsShown() {
    PersonId root = directory.person("root", Set.of(Role.ADMIN));
    RequestRecord request = held();
    tell(request);
    soon(() -> assertThat(chat.kinds(request.id())).containsExactly(Kind.HELD));
    var freeze =
        freezes.freeze(
            root,
            new FreezeDesk.NewFreeze(
                FreezeDesk.Scope.AGENT, request.agent().value(), "it does odd things"));
    soon(() -> assertThat(chat.kinds(request.id())).containsExactly(Kind.HELD, Kind.UPDATE));
    assertThat(chat.told(request.id()).getLast().request().summary().frozenSince()).isPresent();
    freezes.thaw(root, freeze.id());
    soon(() -> assertThat(chat.told(request.id())).hasSize(3));
    assertThat(chat.told(request.id()).getLast().request().summary().frozenSince()).isEmpty();
  }

  @Test
  void asksGroupsAnewWhoseApprovalsFellAway() {
    RequestRecord request =
        ledger.record(
            Requests.withAgent(
                Requests.held(
                    Requests.demand(new ApprovalSlot("reviewers", 1), new ApprovalSlot("ops", 1))),
                Requests.AGENT));
    PersonId gone = directory.reviewer("soon-gone", "reviewers");
    tell(request);
    soon(() -> assertThat(chat.told(request.id())).hasSize(1));
    approve(request, gone);
    asking.lookNow(); // as it does by itself every few seconds
    soon(() -> assertThat(chat.kinds(request.id())).containsExactly(Kind.HELD, Kind.UPDATE));
    directory.disable(gone);
    asking.lookNow();
    asking.lookNow();
    soon(() -> assertThat(chat.told(request.id())).hasSize(4));
    var anew = chat.told(request.id()).getLast();
    assertThat(anew.kind()).isEqualTo(Kind.HELD);
    assertThat(anew.groups()).containsExactly("reviewers", "ops");
    assertThat(anew.request().summary().approvalsGiven()).isZero();
    assertThat(chat.told(request.id()).get(2).kind()).isEqualTo(Kind.UPDATE);
  }

  @Test
  void asksTheGroupsThatAChangeOfArgumentsDemandsBesidesEachOnce() {
    policy.use(
        """
        tiers:
          - {name: some, outcome: require_approval, approvals: [{group: reviewers}], changes: true}
          - name: much
            outcome: require_approval
            process: four-eyes-approval
            approvals: [{group: reviewers}, {group: security}]
            changes: true
        defaultTier: some
        tools: [{match: pay, reversibility: irreversible}]
        rules: [{name: Much, tier: much, when: 'action.arguments.amount > 1000'}]
        """);
    Addresses ofSecurity =
        new Addresses(
            Optional.of("#security"), Optional.of("security@example.org"), Optional.empty());
    routes.now = new Routes(Routes.USUAL.tier(), Map.of("security", ofSecurity));
    PersonId ann = directory.reviewer("ann", "reviewers");
    wants("sana", "security", Kind.HELD);
    RequestRecord request = payment(500L);
    tell(request);
    soon(() -> assertThat(chat.told(request.id())).hasSize(1));

    changes.change(
        new ChangeOrder(
            ann,
            request.id(),
            "{\"amount\": 2000}",
            "More is right",
            request.action().digest(),
            Channel.CONSOLE));
    time.forward(Duration.ofSeconds(4)); // for so long the process would be first
    asking.lookNow();
    asking.lookNow();

    soon(
        () ->
            assertThat(slack.told(request.id()))
                .singleElement()
                .satisfies(
                    told -> {
                      assertThat(told.to()).isEqualTo("#security");
                      assertThat(told.kind()).isEqualTo(Kind.HELD);
                      assertThat(told.groups()).containsExactly("security");
                      assertThat(told.request().change()).isPresent();
                    }));
    soon(
        () ->
            assertThat(mail.told(request.id()).stream().map(Delivery::to))
                .containsExactlyInAnyOrder("security@example.org", "sana@example.org"));
    soon(() -> assertThat(queue.waiting()).isZero());
    assertThat(chat.kinds(request.id())).filteredOn(Kind.HELD::equals).hasSize(2);
    assertThat(chat.told(request.id()).getLast().groups()).containsExactly("security");
  }

  @Test
  void leavesTheChangeToTheProcessWhereThatHasToldNobodyYet() {
    policy.use(
        """
        tiers: [{name: some, outcome: require_approval, approvals: [{group: reviewers, count: 2}], changes: true}]
        defaultTier: some
        tools: [{match: pay, reversibility: irreversible}]
        """);
    RequestRecord request = payment(500L);
    changes.change(
        new ChangeOrder(
            directory.reviewer("ann", "reviewers"),
            request.id(),
            "{\"amount\": 400}",
            "Less will do",
            request.action().digest(),
            Channel.CONSOLE));
    time.forward(Duration.ofSeconds(4));
    asking.lookNow();
    assertThat(queue.told(request.id())).isEmpty();
    tell(request);
    asking.lookNow();
    soon(() -> assertThat(chat.told(request.id())).hasSize(1));
    soon(() -> assertThat(queue.waiting()).isZero());
    assertThat(chat.kinds(request.id())).containsExactly(Kind.HELD);
  }

  @Test
  void mailsWhoStandsInForSomebodyOfTheGroupWhileItLasts() {
    PersonId rita = directory.reviewer("rita-away", "team", "chiefs");
    PersonId sam = wants("sam-here", "team", Kind.HELD);
    RequestRecord before = held();
    notifications.tell(Kind.HELD, before, List.of("chiefs"), "held:all");
    var planned =
        absences.plan(
            rita,
            rita,
            new NewAbsence(
                sam,
                new TreeSet<>(Set.of("chiefs")),
                Optional.empty(),
                time.now().plus(Duration.ofDays(7))));
    RequestRecord during = held();
    notifications.tell(Kind.HELD, during, List.of("chiefs"), "held:all");
    soon(
        () ->
            assertThat(mail.told(during.id()).stream().map(Delivery::to))
                .containsExactly("sam-here@example.org"));
    absences.end(rita, rita, planned.id());
    RequestRecord after = held();
    notifications.tell(Kind.HELD, after, List.of("chiefs"), "held:all");
    soon(() -> assertThat(queue.waiting()).isZero());
    assertThat(mail.told(before.id())).isEmpty();
    assertThat(mail.told(after.id())).isEmpty();
  }

  @Test
  void asksAnewAlsoWhenNobodyHadLookedWhileTheApprovalCounted() {
    RequestRecord request =
        ledger.record(
            Requests.withAgent(
                Requests.held(Requests.demand(new ApprovalSlot("reviewers", 2))), Requests.AGENT));
    PersonId gone = directory.reviewer("at-once-gone", "reviewers");
    tell(request);
    soon(() -> assertThat(chat.told(request.id())).hasSize(1));
    approve(request, gone);
    directory.disable(gone);
    asking.lookNow();
    soon(
        () -> {
          assertThat(chat.kinds(request.id())).endsWith(Kind.HELD);
          assertThat(chat.told(request.id()).size()).isGreaterThan(1);
        });
    assertThat(chat.told(request.id()).getLast().request().summary().approvalsGiven()).isZero();
  }

  @Test
  void forgetsWhoWasToldLongAfterTheEndAndALittleAtATime() {
    RequestRecord over = held();
    RequestRecord waits = held();
    tell(over);
    tell(waits);
    soon(() -> assertThat(queue.waiting()).isZero());
    settle(over.id(), RequestStatus.CANCELLED, Basis.AGENT);
    soon(() -> assertThat(chat.kinds(over.id())).containsExactly(Kind.HELD, Kind.VERDICT));
    soon(() -> assertThat(queue.waiting()).isZero());
    time.forward(Duration.ofDays(89));
    retention.sweep();
    assertThat(queue.told(over.id())).hasSize(4);
    time.forward(Duration.ofDays(2));
    assertThat(retention.forget(1)).isOne();
    retention.sweep();
    assertThat(queue.told(over.id())).isEmpty();
    assertThat(threads.shown(over.id())).isEmpty();
    assertThat(queue.told(waits.id())).isNotEmpty();
    assertThat(threads.shown(waits.id())).isNotEmpty();
  }

  private RequestRecord payment(long amount) {
    var agent = Requests.agent("payer-" + AGENTS.incrementAndGet());
    directory.put(new KnownAgent(agent.id(), agent.owner(), Set.of(), Set.of(), false));
    return ledger.record(
        Requests.withAction(
            Requests.withAgent(Requests.undecided(), agent), "pay", Map.of("amount", amount)));
  }

  private void approve(RequestRecord request, PersonId by) {
    desk.review(
        new ReviewOrder(
            by,
            request.id(),
            ReviewDecision.APPROVE,
            "",
            request.action().digest(),
            Channel.CONSOLE));
  }

  private List<String> signing(String name) {
    return endpoints.find(name).orElseThrow().keys().stream().map(WebhookSecrets::inWords).toList();
  }

  private void address(PersonId by, PersonId of, String mail) {
    notices.setAddresses(by, of, Optional.of(mail), Optional.empty());
  }

  private void quietNow(PersonId person) {
    var now = time.now().atZone(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
    save(
        new Wishes(
            person,
            Optional.of("nina@example.org"),
            Optional.empty(),
            Set.of(Kind.HELD, Kind.REMINDER, Kind.ESCALATION),
            Optional.of(new QuietHours(now.minusHours(1), now.plusHours(2), ZoneOffset.UTC))));
  }

  private PersonId wants(String name, String group, Kind... kinds) {
    PersonId person = directory.reviewer(name, group);
    save(
        new Wishes(
            person,
            Optional.of(name + "@example.org"),
            Optional.empty(),
            Set.of(kinds),
            Optional.empty()));
    return person;
  }

  private void save(Wishes wishes) {
    transactions.executeWithoutResult(tx -> people.save(wishes));
  }

  private Set<RequestId> seen() {
    Set<RequestId> seen = new HashSet<>();
    chat.told()
        .forEach(
            d -> {
              seen.add(d.request().id());
              d.alsoHeld().stream().map(RequestSummary::id).forEach(seen::add);
            });
    return seen;
  }

  private Notifications.Told tell(RequestRecord request) {
    return notifications.tell(Kind.HELD, request, List.of("reviewers"), "held:all");
  }

  /** Of an agent of its own: nothing gathers. */
  private RequestRecord held() {
    return ledger.record(
        Requests.withAgent(Requests.held(), Requests.agent("agent-" + AGENTS.incrementAndGet())));
  }

  private void settle(RequestId id, RequestStatus outcome, Basis basis) {
    transactions.executeWithoutResult(
        tx -> ledger.settle(id, new Verdict(outcome, basis, ""), new Actor.BySystem()));
  }

  private static void soon(ThrowingRunnable holds) {
    await().atMost(Duration.ofSeconds(40)).untilAsserted(holds);
  }
}
