package io.holdpoint.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.Channel;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.ReviewDecision;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BackgroundDesk;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.InsightDesk;
import io.holdpoint.model.desk.InsightDesk.Dashboard;
import io.holdpoint.model.desk.InsightDesk.Reader;
import io.holdpoint.model.desk.InsightDesk.Slot;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.model.desk.RequestSummary;
import io.holdpoint.model.desk.ReviewDesk;
import io.holdpoint.model.desk.ReviewDesk.ReviewOrder;
import io.holdpoint.model.desk.ReviewRefusedException;
import io.holdpoint.request.Ledger;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import io.holdpoint.testing.TestDirectory;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Figures, reading and planted checks, on every database. */
@SpringBootTest(classes = InsightSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@SuppressWarnings("NullAway.Init") // Spring fills the fields
abstract class InsightContract {

  @Autowired InsightDesk insight;
  @Autowired InsightScan scan;
  @Autowired Planting planting;
  @Autowired ReviewDesk desk;
  @Autowired BackgroundDesk background;
  @Autowired Ledger ledger;
  @Autowired TestDirectory directory;
  @Autowired ShiftableLedgerTime time;
  @Autowired JdbcTemplate jdbc;
  @Autowired TransactionTemplate transaction;

  private PersonId ann = new PersonId("ann");
  private PersonId admin = new PersonId("adam");
  private PersonId auditor = new PersonId("audra");

  @BeforeEach
  void fresh() {
    time.reset();
    ann = directory.reviewer("ann", "reviewers");
    admin = directory.person("adam", Set.of(Role.ADMIN));
    auditor = directory.person("audra", Set.of(Role.AUDITOR));
    jdbc.update("delete from planted_checks");
    while (scanned()) {
      // everything of the tests before
    }
    for (String table : List.of("insight_hours", "insight_ended", "insight_reviews")) {
      jdbc.update("delete from " + table);
    }
    jdbc.update("delete from request_groups");
    time.reset();
    // The tests before may have ended requests in what is the future now, and moved the mark there.
    var before = time.now().atOffset(ZoneOffset.UTC);
    jdbc.update(
        "update requests set changed_at = ? where changed_at >= ?",
        before.minusMinutes(1),
        before.minusMinutes(1));
    jdbc.update("update insight_state set changes = ?", before);
  }

  @AfterEach
  void resetClock() {
    time.reset();
  }

  private boolean scanned() {
    time.forward(InsightScan.BEHIND.plusSeconds(5));
    return scan.scan();
  }

  @Test
  void countsWhatWasAskedAndHowItEndedOnceHoweverOftenItScans() {
    ledger.record(Requests.released());
    ledger.record(Requests.refused());
    var approved = held();
    var denied = held();
    held();
    review(approved, ReviewDecision.APPROVE);
    review(denied, ReviewDecision.DENY);
    scanned();
    jdbc.update("update requests set changed_at = ? where id = ?", utc(), approved.value());
    scanned();
    scanned();

    Dashboard d = insight.dashboard(admin, 1);

    assertThat(sum(d.slots().stream().map(Slot::released).toList())).isEqualTo(1);
    assertThat(sum(d.slots().stream().map(Slot::refused).toList())).isEqualTo(1);
    assertThat(sum(d.slots().stream().map(Slot::held).toList())).isEqualTo(3);
    assertThat(sum(d.slots().stream().map(Slot::approved).toList())).isEqualTo(1);
    assertThat(sum(d.slots().stream().map(Slot::denied).toList())).isEqualTo(1);
    assertThat(d.waiting()).isPositive();
    assertThat(d.oldest()).isPresent();
    assertThat(d.median()).isPresent();
    assertThat(d.rules()).extracting(InsightDesk.Share::name).contains("Deletes need a person");
    assertThat(d.agents()).extracting(InsightDesk.Share::name).containsExactly("support-bot");
    assertThat(d.time().reviews()).isEqualTo(2);
    assertThat(d.slots()).hasSize(24);
    for (int days : List.of(7, 30, 90)) {
      assertThat(insight.dashboard(auditor, days).tiers()).isEqualTo(d.tiers());
    }
  }

  @Test
  void timesADecisionFromWhenItWasFirstShown() {
    var slow = held();
    var fast = held();
    insight.shown(ann, List.of(slow));
    time.forward(Duration.ofSeconds(90));
    insight.shown(ann, List.of(slow, fast)); // again: the first time counts
    review(slow, ReviewDecision.APPROVE);
    review(fast, ReviewDecision.APPROVE);
    scanned();

    Reader reader = insight.reading(auditor, 1).readers().getFirst();

    assertThat(reader.person()).isEqualTo(ann);
    assertThat(reader.reviews()).isEqualTo(2);
    assertThat(reader.timed()).isEqualTo(2);
    assertThat(reader.tooFast()).isEqualTo(1);
    assertThat(reader.p90().orElseThrow())
        .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(99));
    assertThat(insight.dashboard(admin, 1).time().spent())
        .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(110));
  }

  @Test
  void addsUpWhatThePageShowsAboveARequest() {
    var first = held();
    var second = held();
    insight.shown(ann, List.of(first, second));

    var characters =
        jdbc.queryForList(
            "select characters from request_shown where request_id in (?, ?) order by characters",
            Integer.class,
            first.value(),
            second.value());

    assertThat(characters.get(1)).isEqualTo(2 * characters.get(0));
    assertThat(characters.get(0)).isGreaterThan(ReadingSpeed.OF_THE_PAGE);
  }

  @Test
  void showsFiguresToAdminsAndAuditorsOnlyAndChecksAreSwitchedByAdmins() {
    assertThatThrownBy(() -> insight.dashboard(ann, 7)).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> insight.reading(ann, 7)).isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> insight.plantChecks(auditor, 50))
        .isInstanceOf(NotAllowedException.class);
    assertThatThrownBy(() -> insight.dashboard(admin, 8)).isInstanceOf(BadInputException.class);
    for (int every : List.of(-1, 1, 4, 10_001)) {
      assertThatThrownBy(() -> insight.plantChecks(admin, every))
          .isInstanceOf(BadInputException.class);
    }

    insight.plantChecks(admin, 50);

    assertThat(insight.checksEvery(auditor)).isEqualTo(50);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from audit_events where event = 'checks.changed' and actor ="
                    + " 'person:adam'",
                Integer.class))
        .isPositive();
    insight.plantChecks(admin, 0);
  }

  @Test
  void plantsNothingUnlessSwitchedOn() {
    review(held(), ReviewDecision.APPROVE);
    scanned();

    assertThat(jdbc.queryForObject("select count(*) from planted_checks", Integer.class)).isZero();
  }

  @Test
  void showsACheckToItsPersonAloneAndTellsThemAfterwards() {
    var check = planted();
    var other = directory.reviewer("other", "reviewers");
    var detail = desk.open(ann, check);

    assertThat(detail.action().arguments().text()).contains("planted check", "deny it");
    assertThat(detail.summary().status()).isEqualTo(RequestStatus.PENDING);
    assertThatThrownBy(() -> desk.open(other, check)).isInstanceOf(NoSuchRequestException.class);
    assertThat(inbox(other)).doesNotContain(check);
    assertThatThrownBy(() -> desk.review(order(other, check, detail.action().digest())))
        .isInstanceOf(NoSuchRequestException.class);
    assertThatThrownBy(() -> desk.review(order(ann, check, Requests.DIGEST)))
        .isInstanceOf(ReviewRefusedException.class);

    desk.review(order(ann, check, detail.action().digest()));

    var told = desk.open(ann, check).summary();
    assertThat(told.status()).isEqualTo(RequestStatus.CANCELLED);
    assertThat(told.verdict().orElseThrow().reason()).contains("you approved it");
    assertThat(inbox(ann)).doesNotContain(check);
    assertThat(insight.reading(admin, 1).checks())
        .containsExactly(new InsightDesk.Checked(ann, 0, 1, 0));
    assertThatThrownBy(() -> desk.review(order(ann, check, detail.action().digest())))
        .isInstanceOf(ReviewRefusedException.class);
  }

  @Test
  void keepsChecksOutOfTheLedgerItsRecordAndTheApi() {
    int requests = count("requests");
    int outbox = count("outbox");
    int reviews = count("reviews");
    var check = planted();
    requests++; // what the check looks like, and its review
    reviews++;
    outbox = count("outbox");
    var digest = desk.open(ann, check).action().digest();

    assertThat(ledger.find(check)).isEmpty();
    assertThatThrownBy(
            () ->
                desk.review(
                    new ReviewOrder(ann, check, ReviewDecision.APPROVE, "", digest, Channel.API)))
        .isInstanceOf(NoSuchRequestException.class);
    desk.review(order(ann, check, digest));

    assertThat(count("requests")).isEqualTo(requests);
    assertThat(count("reviews")).isEqualTo(reviews);
    assertThat(count("outbox")).isEqualTo(outbox);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from audit_events where request_id = ?",
                Integer.class,
                check.value()))
        .isZero();
    assertThat(desk.history(ann, everything()).items())
        .extracting(RequestSummary::id)
        .doesNotContain(check);
  }

  @Test
  void forgetsACheckThatNobodyAnsweredInTime() {
    var check = planted();
    time.forward(Planting.OPEN.plusSeconds(1));

    assertThat(inbox(ann)).doesNotContain(check);
    assertThatThrownBy(() -> desk.open(ann, check)).isInstanceOf(NoSuchRequestException.class);
    assertThat(insight.reading(admin, 1).checks())
        .containsExactly(new InsightDesk.Checked(ann, 0, 0, 1));
  }

  @Test
  void readsTheDashboardOfAHundredThousandEnds() {
    jdbc.update(
        "insert into insight_ended (request_id, tier, rule, agent_id, outcome, by_people,"
            + " decided_at, waited_ms) select "
            + uuid()
            + ", 'sensitive', 'rule', 'bot', 'APPROVED', true, ?, n from "
            + numbers(100_000),
        utc());
    jdbc.update(
        "insert into insight_reviews (review_id, person_id, tier, approved, reviewed_at, took_ms,"
            + " characters) select -n, 'ann', 'sensitive', true, ?, n, 500 from "
            + numbers(100_000),
        utc());
    insight.dashboard(admin, 30);
    long began = System.nanoTime();
    var d = insight.dashboard(admin, 30);
    long dashboard = System.nanoTime() - began;
    began = System.nanoTime();
    var reading = insight.reading(admin, 30);
    long readers = System.nanoTime() - began;
    LoggerFactory.getLogger(getClass())
        .info(
            "100,000 ends: dashboard in {} ms, reading in {} ms",
            dashboard / 1_000_000,
            readers / 1_000_000);

    assertThat(d.median().orElseThrow()).isBetween(Duration.ofSeconds(49), Duration.ofSeconds(51));
    assertThat(reading.readers().getFirst().longestRun()).isGreaterThanOrEqualTo(100_000);
  }

  @Test
  void findsHeldRequestsThatAreAlikeByTargetOrByArgumentsAndHowTheyEnded() {
    var approved = held();
    var denied = held();
    var waiting = held();
    review(denied, ReviewDecision.DENY);
    time.forward(Duration.ofMinutes(1));
    for (int i = 0; i < 6; i++) {
      review(held(), ReviewDecision.APPROVE);
    }
    review(approved, ReviewDecision.APPROVE);
    scanned();

    var alike = background.of(ann, waiting).alike();

    assertThat(alike.approved()).isEqualTo(7);
    assertThat(alike.denied()).isEqualTo(1);
    assertThat(alike.more()).isFalse();
    assertThat(alike.examples()).hasSize(BackgroundDesk.MOST_EXAMPLES);
    assertThat(alike.examples())
        .extracting(e -> e.request().id())
        .contains(denied) // the oldest, and the one that says most
        .doesNotContain(waiting);
    assertThat(alike.examples()).allMatch(e -> e.sameTarget() && e.sameArguments());
    assertThat(background.of(ann, denied).alike().denied()).isZero(); // never itself
  }

  @Test
  void leavesOutWhatIsOlderThanNinetyDaysAndWhatHasAnotherTool() {
    review(held(), ReviewDecision.DENY);
    scanned();
    var waiting = held();
    assertThat(background.of(ann, waiting).alike().denied()).isEqualTo(1);
    jdbc.update("update insight_ended set tool = 'crm.customers.archive'");
    assertThat(background.of(ann, waiting).alike().all()).isZero();
    jdbc.update("update insight_ended set tool = 'crm.customers.delete', place = '', shape = ''");
    assertThat(background.of(ann, waiting).alike().all()).isZero();
    jdbc.update("delete from insight_ended");
    review(held(), ReviewDecision.DENY);
    scanned();
    jdbc.update(
        "update insight_ended set decided_at = ?",
        time.now().minus(Duration.ofDays(91)).atOffset(ZoneOffset.UTC));
    assertThat(background.of(ann, waiting).alike().all()).isZero();
  }

  @Test
  void keepsAnAgentsRecord() {
    ledger.record(Requests.released());
    ledger.record(Requests.refused());
    review(held(), ReviewDecision.APPROVE);
    review(held(), ReviewDecision.DENY);
    var waiting = held();
    jdbc.update(
        "insert into tasks (id, agent_id, owner_id, terms, used, opened_at, expires_at, ended_at,"
            + " ended_why, ended_by, withdrawn) values (?, 'support-bot', 'ada', '{}', '{}', ?, ?,"
            + " ?, 'it strayed: it went on asking for what is denied', 'system', true)",
        "t-" + waiting,
        utc(),
        utc(),
        utc());
    scanned();

    var record = background.of(ann, waiting).agent();

    assertThat(record.agent().value()).isEqualTo("support-bot");
    assertThat(record.requests()).isEqualTo(5);
    assertThat(record.released()).isEqualTo(1);
    assertThat(record.refused()).isEqualTo(1);
    assertThat(record.held()).isEqualTo(3);
    assertThat(record.approved()).isEqualTo(1);
    assertThat(record.denied()).isEqualTo(1);
    assertThat(record.strays()).isEqualTo(1);
    assertThat(record.firstSeen()).isPresent();
    jdbc.update("delete from tasks where id = ?", "t-" + waiting);
  }

  @Test
  void aPlantedCheckHasTheBackgroundOfWhatItLooksLikeAndForItsPersonAlone() {
    var check = planted();
    var known = background.of(ann, check);

    assertThat(known.chain().requests()).extracting(RequestSummary::id).contains(check);
    assertThat(known.agent().agent().value()).isEqualTo("support-bot");
    assertThatThrownBy(() -> background.of(admin, check))
        .isInstanceOf(NoSuchRequestException.class);
  }

  @Test
  void readsTheBackgroundAmongAHundredThousandEndsWithoutDelay() {
    jdbc.update(
        "insert into insight_ended (request_id, tier, rule, agent_id, outcome, by_people,"
            + " decided_at, waited_ms, tool) select "
            + uuid()
            + ", 'sensitive', 'rule', 'support-bot', 'APPROVED', true, ?, n,"
            + " 'crm.customers.delete' from "
            + numbers(100_000),
        utc());
    var waiting = held();
    background.of(ann, waiting);
    long began = System.nanoTime();
    var known = background.of(ann, waiting);
    long took = System.nanoTime() - began;
    LoggerFactory.getLogger(getClass())
        .info("100,000 ends of one tool and agent: background in {} ms", took / 1_000_000);

    assertThat(known.alike().more()).isTrue();
    assertThat(known.agent().approved()).isGreaterThanOrEqualTo(100_000);
  }

  abstract String uuid();

  abstract String numbers(int most);

  private RequestId planted() {
    var model = held();
    review(model, ReviewDecision.APPROVE);
    transaction.executeWithoutResult(status -> planting.plant("ann", model.value()));
    return inbox(ann).getFirst();
  }

  private List<RequestId> inbox(PersonId person) {
    return desk.inbox(person, 200).items().stream().map(RequestSummary::id).toList();
  }

  private static RequestFilter everything() {
    return new RequestFilter(
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RequestFilter.MAX_LIMIT);
  }

  private int count(String table) {
    return Objects.requireNonNull(
        jdbc.queryForObject("select count(*) from " + table, Integer.class));
  }

  private RequestId held() {
    return ledger.record(Requests.held()).id();
  }

  private void review(RequestId id, ReviewDecision decision) {
    desk.review(new ReviewOrder(ann, id, decision, "looked at", Requests.DIGEST, Channel.CONSOLE));
  }

  private static ReviewOrder order(PersonId by, RequestId id, String digest) {
    return new ReviewOrder(by, id, ReviewDecision.APPROVE, "", digest, Channel.CONSOLE);
  }

  private OffsetDateTime utc() {
    return time.now().atOffset(ZoneOffset.UTC);
  }

  private static long sum(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).sum();
  }
}
