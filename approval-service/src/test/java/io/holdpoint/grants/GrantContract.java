package io.holdpoint.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.audit.AuditRecord;
import io.holdpoint.identity.AgentDisabled;
import io.holdpoint.identity.CallingAgent;
import io.holdpoint.identity.Directory.KnownAgent;
import io.holdpoint.model.Basis;
import io.holdpoint.model.CanonicalJson;
import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.GrantDesk;
import io.holdpoint.model.desk.GrantDesk.Bound;
import io.holdpoint.model.desk.GrantDesk.GrantView;
import io.holdpoint.model.desk.GrantDesk.NewGrant;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.LedgerSlice;
import io.holdpoint.request.NewRequest;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.TestDirectory;
import io.holdpoint.testing.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Grants: who may make them, what they release, and how they end; on every database. */
@SpringBootTest(classes = GrantSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class GrantContract {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final String POLICY =
      """
      tiers:
        - {name: low, outcome: allow}
        - {name: sensitive, outcome: require_approval, approvals: [{group: reviewers}]}
        - {name: remote, outcome: require_approval, approvals: [{group: reviewers}], decideIn: [api]}
        - {name: pair, outcome: require_approval, approvals: [{group: reviewers, count: 2}]}
        - {name: critical, outcome: require_approval, process: four-eyes-approval, approvals: [{group: reviewers}, {group: security}]}
        - {name: forbidden, outcome: deny}
      defaultTier: sensitive
      tools:
        - {match: "shop.*", reversibility: irreversible, labels: [money]}
      rules:
        - {name: Shown, tier: low, tools: ["shop.show"]}
        - {name: Refunds, tier: sensitive, tools: ["shop.refund", "shop.sql"]}
        - {name: Large refunds, tier: critical, tools: ["shop.refund"], when: 'has(action.arguments.amount) && action.arguments.amount > 100'}
        - {name: From afar, tier: remote, tools: ["shop.remote"]}
        - {name: In pairs, tier: pair, tools: ["shop.pair"]}
        - {name: Never, tier: forbidden, tools: ["shop.close"]}
        - {name: Broken, tier: sensitive, tools: ["shop.broken"], when: 'action.arguments.missing == "x"'}
      guardrails:
        - {name: A flood, tier: pair, tools: ["shop.refund"], when: 'task.count("shop.refund") > 1000'}
        - {name: Odd, tier: sensitive, tools: ["shop.odd"]}
      """;

  @Autowired GrantDesk desk;
  @Autowired StandingGrantDesk channels;
  @Autowired Ledger ledger;
  @Autowired LedgerSlice.FixedPolicy policy;
  @Autowired ShiftableLedgerTime time;
  @Autowired TestDirectory directory;
  @Autowired AuditRecord audit;
  @Autowired ApplicationEventPublisher events;
  @Autowired PlatformTransactionManager transactions;

  private CallingAgent agent = Requests.AGENT;
  private PersonId ana = new PersonId("ana");

  @BeforeEach
  void anAgentAndAReviewer() {
    policy.use(POLICY);
    agent = Requests.agent("grant-bot-" + NUMBER.incrementAndGet());
    directory.put(new KnownAgent(agent.id(), agent.owner(), Set.of(), Set.of(), false));
    ana = directory.reviewer("ana-" + NUMBER.incrementAndGet(), "reviewers");
  }

  @AfterEach
  void reset() {
    time.reset();
  }

  private NewRequest asked(String tool, Map<String, Object> arguments) {
    return Requests.withAction(Requests.withAgent(Requests.undecided(), agent), tool, arguments);
  }

  private RequestRecord refund(long amount) {
    return ledger.record(asked("shop.refund", Map.of("order", "W-1", "amount", amount)));
  }

  private NewGrant terms(String tool, int uses, Bound... bounds) {
    return new NewGrant(
        agent.id(),
        Optional.empty(),
        tool,
        new CanonicalJson(Requests.undecided().action().target().text()),
        List.of(bounds),
        uses,
        time.now().plus(Duration.ofHours(1)),
        "small refunds of this order",
        Optional.empty());
  }

  private NewGrant refunds(int uses) {
    return terms(
        "shop.refund",
        uses,
        new Bound.Exactly("/order", "\"W-1\""),
        new Bound.Between("/amount", 1, 50));
  }

  private GrantView seen(GrantView grant) {
    return desk.grant(ana, grant.id()).orElseThrow();
  }

  @Test
  void releasesWhatLiesWithinItsBoundsAndCountsDown() {
    var grant = desk.make(ana, refunds(2));

    var released = refund(20);

    assertThat(released.status()).isEqualTo(RequestStatus.APPROVED);
    var verdict = released.verdict().orElseThrow();
    assertThat(verdict.basis()).isEqualTo(Basis.REVIEWERS);
    assertThat(verdict.reason())
        .isEqualTo("standing grant " + grant.id() + " by " + ana + ": small refunds of this order");
    assertThat(released.explanation().rules())
        .extracting(rule -> rule.name())
        .containsExactly("Refunds", "standing grant " + grant.id() + " by " + ana);
    assertThat(released.tier()).isEqualTo("sensitive");
    assertThat(released.demand()).isEmpty();
    assertThat(ledger.find(released.id())).contains(released);
    assertThat(seen(grant).usesLeft()).isEqualTo(1);
    assertThat(seen(grant).lastUses()).containsExactly(released.id());
    assertThat(audit.of(released.id()))
        .extracting(entry -> entry.event())
        .containsExactly("request.released", "grant.used");
    assertThat(refund(51).status()).isEqualTo(RequestStatus.PENDING);
    assertThat(refund(50).status()).isEqualTo(RequestStatus.APPROVED);
    assertThat(refund(1).status()).isEqualTo(RequestStatus.PENDING);
    assertThat(seen(grant).ended()).contains("used up");
  }

  @Test
  void releasesAsManyOfTwentyAtOnceAsItHasUses() {
    var grant = desk.make(ana, refunds(5));
    var answers = new ConcurrentLinkedQueue<RequestRecord>();
    Together.run(
        IntStream.range(0, 20)
            .mapToObj(i -> (Runnable) () -> answers.add(refund(20)))
            .toArray(Runnable[]::new));
    assertThat(answers)
        .filteredOn(request -> request.status() == RequestStatus.APPROVED)
        .hasSize(5);
    assertThat(answers)
        .filteredOn(request -> request.status() == RequestStatus.PENDING)
        .hasSize(15);
    assertThat(seen(grant).usesLeft()).isZero();
  }

  @Test
  void isNotUsedTwiceByARetryUnderOneKey() {
    var grant = desk.make(ana, refunds(3));
    var asked =
        Requests.withKey(asked("shop.refund", Map.of("order", "W-1", "amount", 9L)), "k1", "b");
    var again =
        Requests.withKey(asked("shop.refund", Map.of("order", "W-1", "amount", 9L)), "k1", "b");
    var first = ledger.record(asked);
    assertThat(ledger.record(again).id()).isEqualTo(first.id());
    assertThat(seen(grant).usesLeft()).isEqualTo(2);
  }

  @Test
  void isForItsTaskItsTargetItsToolAndItsAgentOnly() {
    var any = refunds(100);
    desk.make(
        ana,
        new NewGrant(
            any.agent(),
            Optional.of("ticket-1"),
            any.tool(),
            any.target(),
            any.bounds(),
            9,
            any.until(),
            "why",
            Optional.empty()));
    desk.make(
        ana,
        new NewGrant(
            any.agent(),
            Optional.empty(),
            any.tool(),
            new CanonicalJson("{\"system\":\"crm\"}"),
            any.bounds(),
            9,
            any.until(),
            "why",
            Optional.empty()));
    var asked = asked("shop.refund", Map.of("order", "W-1", "amount", 20L));
    assertThat(ledger.record(asked).status()).isEqualTo(RequestStatus.PENDING);
    assertThat(
            ledger
                .record(
                    Requests.withTask(
                        asked("shop.refund", Map.of("order", "W-1", "amount", 20L)), "ticket-1"))
                .status())
        .isEqualTo(RequestStatus.APPROVED);
    assertThat(
            ledger
                .record(
                    Requests.withTask(
                        asked("shop.pay", Map.of("order", "W-1", "amount", 20L)), "ticket-1"))
                .status())
        .isEqualTo(RequestStatus.PENDING);
    var another = Requests.agent("grant-bot-other-" + NUMBER.incrementAndGet());
    directory.put(new KnownAgent(another.id(), another.owner(), Set.of(), Set.of(), false));
    assertThat(
            ledger
                .record(
                    Requests.withTask(
                        Requests.withAgent(
                            asked("shop.refund", Map.of("order", "W-1", "amount", 20L)), another),
                        "ticket-1"))
                .status())
        .isEqualTo(RequestStatus.PENDING);
  }

  @Test
  void releasesNothingAfterItsTimeOrItsRevocation() {
    var revoked = desk.make(ana, refunds(5));
    var ended = desk.revoke(ana, revoked.id(), "not needed any more");
    assertThat(ended.ended()).contains("revoked by " + ana + ": not needed any more");
    assertThat(desk.revoke(ana, revoked.id(), "again").ended()).isEqualTo(ended.ended());
    assertThat(refund(20).status()).isEqualTo(RequestStatus.PENDING);

    var timed = desk.make(ana, refunds(5));
    time.forward(Duration.ofMinutes(61));
    assertThat(refund(20).status()).isEqualTo(RequestStatus.PENDING);
    assertThat(seen(timed).ended()).contains("its time is over");
  }

  @Test
  void holdsInsteadWhenItsMakerCouldNotApproveAnyMore() {
    desk.make(ana, refunds(9));
    directory.reviewer(ana.value(), "elsewhere");
    var held = refund(20);
    assertThat(held.status()).isEqualTo(RequestStatus.PENDING);
    assertThat(held.explanation().errors())
        .singleElement()
        .asString()
        .contains("Only reviewers in reviewers");
    directory.reviewer(ana.value(), "reviewers");
    assertThat(refund(20).status()).isEqualTo(RequestStatus.APPROVED);
    directory.disable(ana);
    assertThat(refund(20).status()).isEqualTo(RequestStatus.PENDING);
    directory.person(ana.value(), Set.of(Role.AUDITOR), "reviewers");
    assertThat(refund(20).status()).isEqualTo(RequestStatus.PENDING);
    directory.reviewer(ana.value(), "reviewers");
    directory.put(new KnownAgent(agent.id(), ana, Set.of(), Set.of(), false));
    assertThat(refund(20).status()).isEqualTo(RequestStatus.PENDING);
  }

  @Test
  void holdsInsteadWhenThePolicyInForceAsksForMore() {
    desk.make(ana, refunds(9));
    policy.use(POLICY.replace("{name: Refunds, tier: sensitive", "{name: Refunds, tier: critical"));
    assertThat(refund(20).status()).isEqualTo(RequestStatus.PENDING);
    policy.use(POLICY.replace("> 1000'", "> 0'")); // by the guardrail
    assertThat(refund(20).status()).isEqualTo(RequestStatus.PENDING);
    policy.use(
        POLICY.replace("match: \"shop.*\", reversibility: irreversible", "match: \"shop.*\""));
    assertThat(refund(20).status()).isEqualTo(RequestStatus.PENDING);
    policy.use(
        POLICY.replace(
            "tier: sensitive, tools: [\"shop.refund\"",
            "tier: forbidden, tools: [\"shop.refund\""));
    assertThat(refund(20).status()).isEqualTo(RequestStatus.DENIED);
    policy.use(POLICY);
    assertThat(refund(20).status()).isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void mayReleaseWhatAGuardrailHoldsWhenItsMakerCouldApproveThatAlone() {
    desk.make(ana, terms("shop.odd", 1, new Bound.Exactly("/n", "1")));
    assertThat(ledger.record(asked("shop.odd", Map.of("n", 1L))).status())
        .isEqualTo(RequestStatus.APPROVED);
  }

  @Test
  void isNotMadeOfWhatItsMakerCouldNotApproveAlone() {
    refused(terms("shop.pair", 1), "takes 2 of reviewers");
    refused(terms("shop.remote", 1), "is decided in: api");
    refused(terms("shop.close", 1), "denies this");
    refused(terms("shop.show", 1), "needs no grant");
    refused(terms("other.tool", 1), "unclassified");
    refused(terms("shop.sql", 1), "\"sql\"");
    refused(terms("shop.broken", 1), "could not judge");
    refused(
        terms(
            "shop.refund",
            1,
            new Bound.Exactly("/order", "1"),
            new Bound.Between("/amount", 1, 101)),
        "takes 1 of reviewers and 1 of security");
    var api = channels.make(ana, Channel.API, terms("shop.remote", 1));
    assertThat(api.usesLeft()).isEqualTo(1);
    assertThat(ledger.record(asked("shop.remote", Map.of())).status())
        .isEqualTo(RequestStatus.APPROVED);
    var stranger = directory.reviewer("stranger-" + NUMBER.incrementAndGet(), "security");
    assertThatThrownBy(() -> desk.make(stranger, refunds(1)))
        .isInstanceOf(NotAllowedException.class);
    var admin = directory.person("chief", Set.of(Role.ADMIN), "reviewers");
    assertThatThrownBy(() -> desk.make(admin, refunds(1))).isInstanceOf(NotAllowedException.class);
    directory.put(new KnownAgent(agent.id(), ana, Set.of(), Set.of(), false));
    refused(refunds(1), "their own");
  }

  private void refused(NewGrant grant, String why) {
    assertThatThrownBy(() -> desk.make(ana, grant))
        .as(grant.tool())
        .isInstanceOf(NotAllowedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void keepsItsLimitsAtTheEdge() {
    assertThat(desk.make(ana, refunds(GrantDesk.MOST_USES)).usesLeft()).isEqualTo(1_000);
    bad("uses", refunds(GrantDesk.MOST_USES + 1));
    bad("uses", refunds(0));
    bad("until", until(refunds(1), Duration.ofDays(30).plusMinutes(1)));
    assertThat(desk.make(ana, until(refunds(1), Duration.ofDays(30).minusMinutes(1)))).isNotNull();
    bad("until", until(refunds(1), Duration.ZERO));
    bad("why", GrantTerms.withWhy(refunds(1), "x".repeat(2_001)));
    bad("why", GrantTerms.withWhy(refunds(1), " \n"));
    bad("why", GrantTerms.withWhy(refunds(1), "a\u0000b"));
    assertThat(desk.make(ana, GrantTerms.withWhy(refunds(1), "x".repeat(2_000)))).isNotNull();
    bad("tool", terms("shop refund", 1));
    for (int i = 3; i < StandingGrantDesk.MOST_OPEN; i++) {
      desk.make(ana, refunds(1));
    }
    bad("agent", refunds(1));
  }

  private NewGrant until(NewGrant g, Duration span) {
    return new NewGrant(
        g.agent(),
        g.task(),
        g.tool(),
        g.target(),
        g.bounds(),
        g.uses(),
        time.now().plus(span),
        g.why(),
        g.from());
  }

  private void bad(String field, NewGrant grant) {
    assertThatThrownBy(() -> desk.make(ana, grant))
        .isInstanceOfSatisfying(
            BadInputException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void proposesTheRequestsOwnArgumentsAndSaysWhenNoneCanBeMade() {
    var held =
        ledger.record(
            asked(
                "shop.refund", Map.of("amount", 20L, "lines", List.of(Map.of("sku", "a/b"), "x"))));
    var proposal = desk.proposal(ana, held.id());
    assertThat(proposal.refused()).isEmpty();
    assertThat(proposal.grant().bounds())
        .containsExactlyInAnyOrder(
            new Bound.Exactly("/amount", "20"),
            new Bound.Exactly("/lines/0/sku", "\"a/b\""),
            new Bound.Exactly("/lines/1", "\"x\""));
    assertThat(proposal.grant().task()).contains("ticket-8812");
    var made = desk.make(ana, GrantTerms.withWhy(proposal.grant(), "as before"));
    assertThat(made.grant().from()).contains(held.id());
    assertThat(
            ledger
                .record(
                    asked(
                        "shop.refund",
                        Map.of("amount", 20.0, "lines", List.of(Map.of("sku", "a/b"), "x"))))
                .status())
        .isEqualTo(RequestStatus.APPROVED);
    var large = refund(500);
    assertThat(desk.proposal(ana, large.id()).refused()).get().asString().contains("alone");
    bad("from", withFrom(refunds(1), large.id()));
  }

  private static NewGrant withFrom(NewGrant g, RequestId from) {
    return new NewGrant(
        g.agent(),
        g.task(),
        g.tool(),
        g.target(),
        g.bounds(),
        g.uses(),
        g.until(),
        g.why(),
        Optional.of(from));
  }

  @Test
  void endsWithItsAgentAndStaysEnded() {
    var grant = desk.make(ana, refunds(9));
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> events.publishEvent(new AgentDisabled(agent.id(), new PersonId("chief"))));
    assertThat(seen(grant).ended()).contains("the agent was disabled");
    assertThat(refund(20).status()).isEqualTo(RequestStatus.PENDING);
  }

  @Test
  void isRevokedByItsGroupAndByAdminsOnly() {
    var grant = desk.make(ana, refunds(9));
    var other = directory.reviewer("other-" + NUMBER.incrementAndGet(), "security");
    assertThatThrownBy(() -> desk.revoke(other, grant.id(), "no"))
        .isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> desk.revoke(ana, grant.id(), " "))
        .isInstanceOf(BadInputException.class);
    var admin = directory.person("chief", Set.of(Role.ADMIN));
    assertThat(desk.revoke(admin, grant.id(), "why not").ended()).isPresent();
    assertThat(audit.before(Long.MAX_VALUE, 1).getFirst().event()).isEqualTo("grant.revoked");
  }

  @Test
  void listsTheOpenOnesFirstAndNewestFirstPageByPage() {
    var first = desk.make(ana, refunds(1));
    var second = desk.make(ana, refunds(1));
    var third = desk.make(ana, refunds(1));
    desk.revoke(ana, second.id(), "over");
    var mine = new ArrayList<String>();
    Optional<String> after = Optional.empty();
    do {
      var page = desk.grants(ana, after, 1);
      page.items().stream()
          .filter(grant -> grant.grant().agent().equals(agent.id()))
          .map(GrantView::id)
          .forEach(mine::add);
      after = page.next();
    } while (after.isPresent());
    assertThat(mine).containsExactly(third.id(), first.id(), second.id());
    var nobody = directory.person("nobody", Set.of());
    assertThatThrownBy(() -> desk.grants(nobody, Optional.empty(), 1))
        .isInstanceOf(NotAllowedException.class);
  }

  @Test
  void countsAsReleasedForWhatIsDecidedLater() {
    desk.make(ana, refunds(9));
    var released = refund(20);
    policy.use(
        POLICY.replace(
            "{name: Never, tier: forbidden, tools: [\"shop.close\"]}",
            "{name: Never, tier: forbidden, tools: [\"shop.close\"], when: 'agent.knowsTarget || task.count(\"shop.refund\") == 1'}"));
    assertThat(released.status()).isEqualTo(RequestStatus.APPROVED);
    assertThat(ledger.record(asked("shop.close", Map.of())).status())
        .isEqualTo(RequestStatus.DENIED);
  }
}
