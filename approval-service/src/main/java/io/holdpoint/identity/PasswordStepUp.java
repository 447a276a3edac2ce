package io.holdpoint.identity;

import io.holdpoint.audit.Actor.ByPerson;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.PersonAuthentication.Result;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.desk.StepUp;
import io.holdpoint.platform.LedgerTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes the password again, throttled as a sign-in is, and remembers it for this session only. */
@Component
class PasswordStepUp implements StepUp {

  private final PersonAuthentication people;
  private final StepUpSession session;
  private final LedgerTime time;
  private final TransactionTemplate transaction;
  private final AuditTrail audit;

  PasswordStepUp(
      PersonAuthentication people,
      StepUpSession session,
      LedgerTime time,
      TransactionTemplate transaction,
      AuditTrail audit) {
    this.people = people;
    this.session = session;
    this.time = time;
    this.transaction = transaction;
    this.audit = audit;
  }

  @Override
  public Optional<Instant> prove(PersonId who, String password) {
    if (!(people.prove(who, password, session.address()) instanceof Result.Accepted)) {
      return Optional.empty();
    }
    Instant now = time.now();
    transaction.executeWithoutResult(
        status ->
            audit.append(
                "person.proven",
                new ByPerson(who),
                null,
                Map.of("person", who.value(), "way", "password")));
    session.proven(now);
    return Optional.of(now);
  }
}
