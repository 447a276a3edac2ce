package io.holdpoint.workflow;

import io.holdpoint.audit.Actor;
import io.holdpoint.audit.AuditTrail;
import io.holdpoint.model.Person;
import io.holdpoint.model.PersonId;
import io.holdpoint.model.Role;
import io.holdpoint.model.desk.AccountDesk;
import io.holdpoint.model.desk.NotAllowedException;
import io.holdpoint.model.desk.PolicyDesk;
import io.holdpoint.model.desk.ProcessDesk;
import io.holdpoint.platform.LedgerTime;
import io.holdpoint.workflow.OwnModels.Stored;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Processes of one's own, for admins. Each call judges the account anew. */
@Component
class OwnProcesses implements ProcessDesk {

  private final OwnModels models;
  private final ObjectProvider<EngineConnection> engine;
  private final ObjectProvider<PolicyDesk> policy;
  private final ObjectProvider<AccountDesk> accounts;
  private final AuditTrail audit;
  private final LedgerTime time;
  private final TransactionTemplate transaction;
  private final boolean makerChecker;

  OwnProcesses(
      OwnModels models,
      ObjectProvider<EngineConnection> engine,
      ObjectProvider<PolicyDesk> policy,
      ObjectProvider<AccountDesk> accounts,
      AuditTrail audit,
      LedgerTime time,
      TransactionTemplate transaction,
      @Value("${holdpoint.policy.maker-checker:off}") String makerChecker) {
    this.models = models;
    this.engine = engine;
    this.policy = policy;
    this.accounts = accounts;
    this.audit = audit;
    this.time = time;
    this.transaction = transaction;
    this.makerChecker = makerChecker.equalsIgnoreCase("on");
  }

  @Override
  public List<OwnProcess> list(PersonId by) {
    requireAdmin(by);
    return models.newest().stream().map(this::view).toList();
  }

  @Override
  public Optional<OwnProcess> find(PersonId by, String name) {
    requireAdmin(by);
    return models.newest(name).map(this::view);
  }

  @Override
  public List<Fault> check(PersonId by, byte[] model) {
    requireAdmin(by);
    try {
      ModelRules.check(model);
      return List.of();
    } catch (FaultyModelException e) {
      return e.faults();
    }
  }

  @Override
  public OwnProcess deploy(PersonId by, byte[] bytes) {
    requireAdmin(by);
    ModelRules.Model model = ModelRules.check(bytes);
    // The engine may know better; when it is not there, it is told once it is back.
    engine.ifAvailable(connection -> connection.deploy(model.name(), model.xml()));
    transaction.executeWithoutResult(
        tx -> {
          models.lock();
          if (models.newest(model.name()).isEmpty() && models.newest().size() >= MAX_PROCESSES) {
            throw new ProcessRefusedException(
                "There are " + MAX_PROCESSES + " processes already: remove one first.");
          }
          if (makerChecker && !usedBy(model.name()).isEmpty()) {
            throw new ProcessRefusedException(
                "The published policy uses "
                    + model.name()
                    + ", and maker-checker is on: deploy it under another id and let another admin"
                    + " publish a policy that names that.");
          }
          int version = models.add(model, by, time.now());
          audit.append(
              "process.deployed",
              new Actor.ByPerson(by),
              null,
              Map.of("process", model.name(), "version", Integer.toString(version)));
        });
    return find(by, model.name()).orElseThrow();
  }

  @Override
  public void remove(PersonId by, String name) {
    requireAdmin(by);
    transaction.executeWithoutResult(
        tx -> {
          models.lock();
          List<String> tiers = usedBy(name);
          if (!tiers.isEmpty()) {
            throw new ProcessRefusedException(
                "The published policy uses it, in: " + String.join(", ", tiers) + ".");
          }
          long waiting = models.waiting(name);
          if (waiting > 0) {
            throw new ProcessRefusedException(
                waiting + (waiting == 1 ? " request waits" : " requests wait") + " in it.");
          }
          if (models.remove(name, time.now()) == 0) {
            throw new ProcessRefusedException("There is no process of this name.");
          }
          audit.append("process.removed", new Actor.ByPerson(by), null, Map.of("process", name));
        });
  }

  private OwnProcess view(Stored stored) {
    return new OwnProcess(
        stored.name(),
        stored.title(),
        stored.version(),
        stored.by(),
        stored.deployedAt(),
        usedBy(stored.name()),
        models.waiting(stored.name()),
        stored.model());
  }

  private List<String> usedBy(String name) {
    PolicyDesk desk = policy.getIfAvailable();
    return desk == null
        ? List.of()
        : desk.current().tiers().stream()
            .filter(tier -> tier.process().filter(name::equals).isPresent())
            .map(PolicyDesk.TierView::name)
            .toList();
  }

  private void requireAdmin(PersonId by) {
    Optional<Person> person =
        Optional.ofNullable(accounts.getIfAvailable()).flatMap(desk -> desk.person(by));
    if (person.filter(p -> p.is(Role.ADMIN)).isEmpty()) {
      throw new NotAllowedException("this needs the role: " + Role.ADMIN.wire());
    }
  }
}
