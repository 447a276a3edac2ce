package io.holdpoint.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditRecord;
import io.holdpoint.model.Basis;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Verdict;
import io.holdpoint.model.desk.AuditLog.AuditEntry;
import io.holdpoint.model.desk.RequestFilter;
import io.holdpoint.testing.Requests;
import io.holdpoint.testing.ShiftableLedgerTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

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

  @AfterEach
  void resetClocks() {
    time.reset();
    policy.version.set(Requests.POLICY_VERSION);
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
    assertThat(stored.explanation()).isEqualTo(request.decision().explanation());
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
    assertThat(stored.demand())
        .contains(Requests.demand(new io.holdpoint.model.ApprovalSlot("reviewers", 1)));
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
  void recordsNothingThatAnotherPolicyVersionDecided() {
    policy.version.set(2);
    var request = Requests.released();

    assertThatThrownBy(() -> ledger.record(request)).isInstanceOf(PolicyChangedException.class);

    assertThat(ledger.find(request.id())).isEmpty();
  }

  @Test
  void answersARetryWithTheRequestAsItStandsNow() {
    var first = ledger.record(Requests.withKey(Requests.held(), "k-1", "a"));
    ledger.settle(first.id(), DENIED, SYSTEM);
    policy.version.set(2);

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
