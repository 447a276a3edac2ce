package io.holdpoint.verdict;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.RequestId;
import io.holdpoint.model.RequestStatus;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.BadInputException;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.VerdictDesk;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.request.Ledger;
import io.holdpoint.request.RequestRecord;
import io.holdpoint.verdict.Uses.Kind;
import io.holdpoint.verdict.Uses.Use;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What became of approvals, for people; and how they take one back that nobody redeemed yet. */
@Component
@Transactional
class Revoking implements VerdictDesk {

  private static final int REASON_CHARS = 1_000;

  private final Uses uses;
  private final Ledger ledger;
  private final Ground ground;
  private final Directory directory;
  private final AuditTrail audit;
  private final LedgerTime time;

  Revoking(
      Uses uses,
      Ledger ledger,
      Ground ground,
      Directory directory,
      AuditTrail audit,
      LedgerTime time) {
    this.uses = uses;
    this.ledger = ledger;
    this.ground = ground;
    this.directory = directory;
    this.audit = audit;
    this.time = time;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<ApprovalView> approval(PersonId reader, RequestId id) {
    Person person = active(reader);
    return ledger
        .find(id)
        .filter(request -> request.status() == RequestStatus.APPROVED)
        .flatMap(
            request -> ground.usableUntil(request).map(until -> approval(person, request, until)));
  }

  private ApprovalView approval(Person person, RequestRecord request, Instant until) {
    Optional<Use> use = uses.find(request.id());
    Instant now = time.now();
    return new ApprovalView(
        use.map(Revoking::view),
        until,
        use.isPresent()
            ? Optional.empty()
            : ground.late(request, now).or(() -> ground.lost(request, now)).map(Refusal::detail),
        use.isEmpty() && now.isBefore(until) && mayRevoke(person, request));
  }

  @Override
  public void revoke(PersonId by, RequestId id, String reason) {
    Person person = active(by);
    RequestRecord request = ledger.find(id).orElseThrow(NoSuchRequestException::new);
    if (!mayRevoke(person, request)) {
      throw new NotAllowedException(
          request.status() == RequestStatus.APPROVED
              ? "an approval is revoked by an administrator, or by a reviewer of a group that it"
                  + " was demanded of"
              : "only an approval can be revoked; this request is " + request.status().wire());
    }
    String why = checked(reason);
    if (!uses.revoke(id, new Actor.ByPerson(by), why, time.now())) {
      throw tooLate(uses.find(id).orElseThrow());
    }
    audit.append("verdict.revoked", new Actor.ByPerson(by), id, Map.of("reason", why));
  }

  private static RevocationTooLateException tooLate(Use use) {
    return new RevocationTooLateException(
        use.kind() == Kind.REDEEMED
            ? "The approval was redeemed at " + use.at() + "; what ran cannot be called back."
            : "The approval was revoked at " + use.at() + " already.");
  }

  private Person active(PersonId id) {
    return directory
        .person(id)
        .filter(person -> !person.disabled() && !person.roles().isEmpty())
        .orElseThrow(() -> new NotAllowedException("only people with a role may do this"));
  }

  private static boolean mayRevoke(Person person, RequestRecord request) {
    boolean inGroup =
        request
            .demand()
            .filter(
                demand ->
                    demand.slots().stream().anyMatch(s -> person.groups().contains(s.group()))
                        || demand.escalateTo().filter(person.groups()::contains).isPresent())
            .isPresent();
    return !person.disabled()
        && request.status() == RequestStatus.APPROVED
        && (person.roles().contains(Role.ADMIN)
            || (person.roles().contains(Role.REVIEWER) && inGroup));
  }

  private static String checked(String reason) {
    String why = reason.strip();
    boolean readable =
        why.codePoints()
            .noneMatch(
                c ->
                    Character.getType(c) == Character.SURROGATE
                        || (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'));
    if (why.isEmpty() || why.length() > REASON_CHARS || !readable) {
      throw new BadInputException(
          "reason",
          "reason: %d characters; expected 1 to %d without control characters"
              .formatted(why.length(), REASON_CHARS));
    }
    return why;
  }

  private static UseView view(Use use) {
    return new UseView(
        use.kind() == Kind.REVOKED,
        use.at(),
        use.by(),
        use.reason(),
        use.reported()
            .map(reported -> new ResultView(reported.result(), reported.detail(), reported.at())));
  }
}
