package io.holdpoint.freeze;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.identity.Directory;
import io.holdpoint.model.AgentId;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.FreezeDesk;
import io.holdpoint.model.desk.FreezeDesk.NewFreeze;
import io.holdpoint.model.desk.FreezeDesk.Scope;
import io.holdpoint.model.desk.NoSuchRequestException;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.platform.LedgerTime;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings freezes into force and ends them.
 *
 * <p>In the ordinary way all in one transaction: what is under way is waited for and nothing new
 * begins, the freeze is written, the deadlines are stopped. What was released before it is
 * committed before it, and nothing after. When something under way does not end in time (an
 * instance that hangs), a freeze is not kept waiting by the very thing that it is to stop: it is
 * written at once, and the deadlines follow as soon as they can.
 */
@Component
class Freezing {

  /** How long any one transaction under way is waited for. */
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private static final Logger log = LoggerFactory.getLogger(Freezing.class);

  private final FreezeStore store;
  private final FreezeGate gate;
  private final Standstill standstill;
  private final LockPatience patience;
  private final Directory directory;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final TransactionTemplate transaction;

  Freezing(
      FreezeStore store,
      FreezeGate gate,
      Standstill standstill,
      LockPatience patience,
      Directory directory,
      AuditTrail audit,
      LedgerTime time,
      PlatformTransactionManager transactions) {
    this.store = store;
    this.gate = gate;
    this.standstill = standstill;
    this.patience = patience;
    this.directory = directory;
    this.audit = audit;
    this.time = time;
    this.transaction = new TransactionTemplate(transactions);
  }

  Freeze freeze(PersonId by, NewFreeze asked) {
    requireAdmin(by);
    var freeze = FreezeWords.checked(asked);
    return inForce(agent(freeze.scope(), freeze.of()), halted -> write(by, freeze, halted));
  }

  private Freeze write(PersonId by, NewFreeze freeze, boolean halted) {
    requireAdmin(by);
    if (store.inForce().freezes().size() >= FreezeDesk.MOST_IN_FORCE) {
      throw FreezeWords.bad(
          "scope",
          FreezeDesk.MOST_IN_FORCE + " freezes are in force; thaw some, or freeze everything");
    }
    var written = store.insert(freeze, by, time.now(), halted);
    record("freeze.begun", written, by);
    return written;
  }

  Freeze thaw(PersonId by, String id) {
    requireAdmin(by);
    var found = Freeze.number(id).flatMap(store::find).orElseThrow(NoSuchRequestException::new);
    return inForce(
        agent(found.scope(), found.of()),
        halted -> {
          requireAdmin(by);
          if (store.thaw(found.number(), by, time.now(), halted)) {
            record("freeze.ended", found, by);
          }
          return store.find(found.number()).orElseThrow();
        });
  }

  private static Optional<AgentId> agent(Scope scope, String of) {
    return scope == Scope.AGENT ? Optional.of(new AgentId(of)) : Optional.empty();
  }

  /**
   * @param change is told whether everything was brought to a halt
   */
  private Freeze inForce(Optional<AgentId> agent, Function<Boolean, Freeze> change) {
    try {
      return Objects.requireNonNull(
          transaction.execute(
              status ->
                  patience.within(
                      PATIENCE,
                      () -> {
                        halt(agent);
                        var changed = change.apply(true);
                        standstill.follow(agent, store.inForce(), time.now());
                        return changed;
                      })));
    } catch (LockPatience.LockedElsewhereException e) {
      log.warn("something under way holds its locks and is not waited for: {}", e.getMessage());
      return Objects.requireNonNull(transaction.execute(status -> change.apply(false)));
    }
  }

  private void halt(Optional<AgentId> agent) {
    gate.pass();
    standstill.halt(agent);
  }

  /** Lets the deadlines follow a freeze, or the end of one, that could not wait for them. */
  void catchUp() {
    if (store.isUnapplied()) {
      transaction.executeWithoutResult(
          status ->
              patience.within(
                  PATIENCE,
                  () -> {
                    halt(Optional.empty());
                    standstill.follow(Optional.empty(), store.inForce(), time.now());
                    store.applied();
                    return true;
                  }));
    }
  }

  private void record(String event, Freeze freeze, PersonId by) {
    audit.append(
        event,
        new Actor.ByPerson(by),
        null,
        Map.of(
            "freeze", freeze.id(),
            "scope", freeze.scope().wire(),
            "of", freeze.of(),
            "reason", freeze.reason()));
  }

  private void requireAdmin(PersonId by) {
    if (directory.person(by).filter(person -> person.is(Role.ADMIN)).isEmpty()) {
      throw new NotAllowedException("Only an administrator may freeze and thaw.");
    }
  }
}
